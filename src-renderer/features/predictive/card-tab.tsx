import { useQuery } from '@tanstack/react-query'
import type { ModelCard } from '#shared/contract/index'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { KNOWN_WORDS } from '#renderer/ui/column-words.ts'
import { Sums } from '#renderer/ui/facts.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { plainDay } from '#renderer/ui/format/dates.ts'
import { count, fixed, percent, plural } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { DriftTable } from './drift-table.tsx'
import { ENTITY_WORDS } from './model-words.ts'

const USED: readonly PlainColumn[] = [{ id: 'label', label: 'Attribute' }, { id: 'known', label: 'When it is filled in', width: 220 }]
const REFUSED: readonly PlainColumn[] = [{ id: 'label', label: 'Attribute', width: 200 }, { id: 'reason', label: 'Why not' }]

/** Everything that one should know before relying on a version. */
export function CardTab({ modelId, versionId }: { readonly modelId: number; readonly versionId: number }) {
  const card = useQuery(api.predictive.card.queryOptions({ input: { modelId, versionId } }))
  if (card.error) return <div className="tab-pad"><Notice tone="bad" title="The model card cannot be shown." actions={<Button small onClick={() => void card.refetch()}>Try again</Button>}>{sentenceOf(card.error)}</Notice></div>
  if (card.data === undefined) return <SkeletonRows rows={10} />
  const { columns, drift, notes, learningCurve } = card.data
  return (
    <div className="model-overview">
      <section aria-label="Model card">
        <h2>{card.data.verdictSentence}</h2>
        <p className="under">{learningCurve.sentence}</p>
        <CardFacts card={card.data} />
        {notes.length > 0 && <ul className="plain-notes" style={{ marginTop: 16 }}>{notes.map((note) => <li key={note}>{note}</li>)}</ul>}
        <h2 style={{ marginTop: 24 }}>{drift.sentence}</h2>
        <p className="under">Population stability index of each attribute: from 0.10 watch, from 0.25 train again</p>
        {drift.columns.length > 0 && <DriftTable columns={drift.columns} />}
      </section>
      <section aria-label="Attributes of the model">
        <h2>{plural(columns.used.length, 'attribute')} used</h2>
        <PlainTable label="Attributes used" columns={USED} inset>
          <tbody>{columns.used.map((column) => <tr key={column.name}><td className="medium" title={column.name}>{column.label}</td><td className="muted">{column.origin === 'intelligent' ? 'Computed as of the moment' : KNOWN_WORDS[column.knownWhen]}</td></tr>)}</tbody>
        </PlainTable>
        <h2 style={{ marginTop: 24 }}>{plural(columns.refused.length, 'attribute')} refused</h2>
        <PlainTable label="Attributes refused" columns={REFUSED} inset>
          <tbody>{columns.refused.map((column) => <tr key={column.name}><td className="medium" title={column.name}>{column.label}</td><td className="muted">{column.reason}</td></tr>)}</tbody>
        </PlainTable>
      </section>
    </div>
  )
}

function CardFacts({ card }: { readonly card: ModelCard }) {
  const clock = useClock()
  const { version, window, settings, counts, learner, metrics } = card
  const { many } = ENTITY_WORDS[card.model.entity]
  const day = (at: number | null): string => (at === null ? 'not known' : plainDay(at, clock))
  return (
    <Sums
      facts={[
        { what: 'Trained', value: `${day(version.trainedAt)}${version.appVersion === null ? '' : `, by Sextant ${version.appVersion}`}` },
        { what: 'Closing times', value: window.from === null ? 'not known' : `${day(window.from)} to ${day(window.to)}` },
        { what: 'Window', value: `${window.months} months` },
        { what: 'How it ended', value: settings.outcome === null ? 'by its state' : `${settings.outcome.column}: ${settings.outcome.positive} or ${settings.outcome.negative}` },
        { what: 'Business process', value: settings.process ?? 'none' },
        { what: 'Filter', value: settings.conditions === 0 ? `none, all ${many}` : plural(settings.conditions, 'condition') },
        ...(settings.ignoreEmpty ? [{ what: 'Empty values', value: 'ignored' }] : []),
        ...(settings.perStage ? [{ what: 'Stages', value: 'a model for each' }] : []),
        { what: `Closed ${many} learned from`, value: `${count(counts.closed)}, ${percent(counts.closed === 0 ? 0 : counts.positives / counts.closed)} positive` },
        { what: 'Measured on', value: count(counts.measured) },
        { what: `Open ${many} now`, value: count(counts.open) },
        { what: 'AUC, 95 % interval', value: `${fixed(metrics.auc, 3)}, ${fixed(metrics.aucLow, 3)} to ${fixed(metrics.aucHigh, 3)}` },
        { what: 'Calibration error, range if right', value: `${percent(metrics.calibrationError, 1)}, ${percent(metrics.calibrationLow, 1)} to ${percent(metrics.calibrationHigh, 1)}` },
        { what: 'Calibration slope and intercept', value: `${fixed(metrics.calibrationSlope)}, ${fixed(metrics.calibrationIntercept)}` },
        { what: 'Learner', value: `explainable boosting machine, ${learner.bags} bags, ${learner.terms} terms, seed ${learner.seed}` },
      ]}
    />
  )
}
