import type { ModelReport } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { type Fact, FactLine } from '#renderer/ui/facts.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { plainDay } from '#renderer/ui/format/dates.ts'
import { count, fixed, percent } from '#renderer/ui/format/numbers.ts'
import type { Version } from './model-header.tsx'
import { ENTITY_WORDS } from './model-words.ts'
import type { OutcomeWords } from './report-words.ts'
import { VerdictTag } from './verdict-tag.tsx'

/** The line that gives every number its denominator. */
export function ModelFacts({ report, version, entity, words }: { readonly report: ModelReport; readonly version: Version; readonly entity: ScoredEntity; readonly words: OutcomeWords }) {
  const clock = useClock()
  const { many } = ENTITY_WORDS[entity]
  const suspects = report.suspects.length
  const facts: readonly Fact[] = [
    { what: 'Readiness, with 95 % interval', value: <><VerdictTag verdict={report.verdict} />{fixed(report.holdout.auc)} AUC <small>{fixed(report.holdout.aucLow)} to {fixed(report.holdout.aucHigh)}</small></> },
    { what: 'Trained on', value: <>{count(report.trainedRows)} closed {many} {version.trainedAt !== null && <small>on {plainDay(version.trainedAt, clock)}</small>}</> },
    { what: 'Measured on', value: <>{count(report.holdout.rows)} {report.validatedInTime ? 'newest ' : ''}closed {many} <small>{percent(report.holdout.conversionRate)} {words.wins}</small></> },
    { what: 'Attributes', value: <>{count(report.attributesUsed)} of {count(report.attributesOffered)} {suspects > 0 && <small>{suspects === 1 ? '1 suspect' : `${suspects} suspects`}</small>}</> },
    ...(version.state === 'published' ? [{ what: 'Scores', value: <>{count(version.scored)} {many}</> }] : []),
  ]
  return <FactLine facts={facts} />
}
