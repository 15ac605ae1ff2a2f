import { useMemo } from 'react'
import type { Explanation } from '#shared/contract/index'
import { Chart } from '#renderer/charts/chart.tsx'
import { Figure } from '#renderer/charts/figure.tsx'
import { scoreHistory } from '#renderer/charts/score-history.ts'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { exact, plainDay } from '#renderer/ui/format/dates.ts'
import { percent, points as signed } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { Time } from '#renderer/ui/format/time.tsx'
import { AboutScore } from './about-score.tsx'
import css from './panel.module.css'
import { showDetails } from './panel-state.ts'
import { Reasons } from './reasons.tsx'
import type { ReasonSummary, ShownReason } from './reasons-model.ts'

interface DetailsProps {
  readonly explanation: Explanation
  readonly summary: ReasonSummary
  readonly onShow: (item: ShownReason) => (() => void) | undefined
}

/** Every reason, the score over time, and the model that made it. */
export default function Details({ explanation, summary, onShow }: DetailsProps) {
  const total = summary.score - summary.baseline
  return (
    <>
      <Section>
        <button type="button" className={css.back} onClick={() => showDetails(false)}><Icon name="left" size={14} />Back to the summary</button>
      </Section>
      <Section title={`All ${summary.all.length} reasons for ${summary.score}`} note="points">
        <Reasons recordId={explanation.recordId} items={summary.all} onShow={onShow} />
        <p className={css.sum}><span>Start {summary.baseline}, all reasons {signed(total)}</span><span>{summary.score}</span></p>
        <Blanks summary={summary} />
      </Section>
      <History explanation={explanation} />
      <AboutScore explanation={explanation} score={summary.score} />
      <MadeBy explanation={explanation} />
    </>
  )
}

function Blanks({ summary }: { readonly summary: ReasonSummary }) {
  const blank = summary.all.filter((item) => item.reason.missing)
  if (blank.length === 0) return null
  const points = blank.reduce((sum, item) => sum + item.points, 0)
  return <p className={css.notes}>{blank.length === 1 ? 'One value is blank; being blank counts' : `${blank.length} values are blank; being blank counts`} {signed(points)} in all. Filling them in may raise or lower the score.</p>
}

function History({ explanation }: { readonly explanation: Explanation }) {
  const clock = useClock()
  const { history } = explanation
  const option = useMemo(() => scoreHistory(history, (at) => plainDay(at, clock)), [history, clock])
  const first = history[0]
  const last = history[history.length - 1]
  if (first === undefined || last === undefined || history.length < 2) return <Section title="Score over time"><p className="muted">This is its first score. Each later change will show here.</p></Section>
  const moved = Math.round(last.score) - Math.round(first.score)
  const title = moved === 0 ? `The same as on ${plainDay(first.at, clock)}` : `${moved > 0 ? 'Up' : 'Down'} ${Math.abs(moved)} since ${plainDay(first.at, clock)}`
  return (
    <Section>
      <Figure title={title} plotted="Score over time; dashes mark a new model version">
        <Chart option={option} height={150} label={`${title}. ${history.length} scores from ${exact(first.at, clock)} to ${exact(last.at, clock)}.`} />
      </Figure>
    </Section>
  )
}

function MadeBy({ explanation }: { readonly explanation: Explanation }) {
  const { scoredBy } = explanation
  if (scoredBy === null) return null
  return (
    <Section title="The model">
      <dl className={css.facts}>
        <dt>Model</dt><dd><a className="link" href={`#/models/${scoredBy.modelId}`} title={`${scoredBy.modelName}, version ${scoredBy.version}`}>{scoredBy.modelName} v{scoredBy.version}</a></dd>
        <dt>Scored</dt><dd>{scoredBy.scoredAt === null ? '' : <Time at={scoredBy.scoredAt} as="moment" />}</dd>
        {explanation.probability !== null && <><dt>Chance</dt><dd>{percent(explanation.probability, 2)}</dd></>}
        {explanation.averageProbability !== null && <><dt title="Of the records that the model learned from">Average chance</dt><dd>{percent(explanation.averageProbability, 2)}</dd></>}
        {explanation.sumError !== null && <><dt>Adds up to within</dt><dd>{Math.abs(explanation.sumError).toExponential(0)}</dd></>}
      </dl>
      {explanation.notes.length > 0 && <ul className={css.notes}>{explanation.notes.map((note) => <li key={note}>{note}</li>)}</ul>}
    </Section>
  )
}
