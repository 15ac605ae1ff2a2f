import { useMemo } from 'react'
import type { Explanation } from '#shared/contract/index'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { percent, points as signed } from '#renderer/ui/format/numbers.ts'
import { GradeChip } from '#renderer/ui/grade-chip.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { TrendTag } from '#renderer/ui/trend-cell.tsx'
import css from './panel.module.css'
import { showDetails } from './panel-state.ts'
import { Raises } from './raises.tsx'
import { Reasons } from './reasons.tsx'
import { dailyScores, inWords, type ReasonSummary, type ShownReason } from './reasons-model.ts'
import { ScoreOver } from './score-over.tsx'

interface ScoreWidgetProps {
  readonly explanation: Explanation
  readonly summary: ReasonSummary
  readonly many: string
  readonly onShow: (item: ShownReason) => (() => void) | undefined
  /** A change is being saved and the score may move. */
  readonly rescoring: boolean
}

/** Score, grade, trend, chance, and why. */
export function ScoreWidget({ explanation, summary, many, onShow, rescoring }: ScoreWidgetProps) {
  const { now } = useClock()
  const scores = useMemo(() => dailyScores(explanation.history, now), [explanation.history, now])
  return (
    <>
      <Section className={cx(rescoring && css.dim)}>
        <div className={css.top}>
          <span className={css.numeral} aria-label={`Score ${summary.score}`} role="img" data-testid="score">{summary.score}</span>
          <GradeChip grade={explanation.grade} big />
          {explanation.trend && <TrendTag trend={explanation.trend} />}
          <ScoreOver scores={scores} />
        </div>
        <p className="muted">
          {explanation.probability !== null && `Chance ${percent(explanation.probability)}`}
          {explanation.averageProbability !== null && `, average ${percent(explanation.averageProbability)}`}
          {explanation.percentile !== null && <span className="t1 faint"> · above {percent(explanation.percentile, 0)} of open {many}</span>}
        </p>
        {explanation.scoredBy && <p className="t1 faint">Scored by <a className="link" href={`#/models/${explanation.scoredBy.modelId}`}>{explanation.scoredBy.modelName} v{explanation.scoredBy.version}</a></p>}
      </Section>
      <Section title={`Why ${summary.score}`} note="points" className={cx(rescoring && css.dim)}>
        <Reasons recordId={explanation.recordId} items={summary.top} onShow={onShow} />
        {summary.top.length === 0 && <p className="muted">No column moves this score by a whole point.</p>}
        <p className={css.sum}><span>{sumLine(summary)}</span><button type="button" className="link" onClick={() => showDetails(true)}>All {summary.all.length}</button></p>
      </Section>
      <Raises entity={explanation.entity} recordId={explanation.recordId} score={summary.score} />
    </>
  )
}

/** The line that adds the reasons up to the score. */
function sumLine(summary: ReasonSummary): string {
  const parts = [`Start ${summary.baseline}`]
  if (summary.top.length > 0) parts.push(`${inWords(summary.top.length)} reason${summary.top.length === 1 ? '' : 's'} ${signed(summary.topPoints)}`)
  if (summary.restCount > 0) parts.push(`${inWords(summary.restCount)} more ${signed(summary.restPoints)}`)
  return parts.join(', ')
}
