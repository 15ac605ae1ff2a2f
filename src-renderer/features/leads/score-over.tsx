import { count } from '#renderer/ui/format/numbers.ts'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { day } from '#renderer/ui/format/dates.ts'
import { sparkPath } from '#renderer/ui/sparkline.tsx'
import css from './panel.module.css'
import type { DayScore } from './reasons-model.ts'

const WIDTH = 132
const HEIGHT = 34

/** The score of the last days as a small line, with where it began. */
export function ScoreOver({ scores }: { readonly scores: readonly DayScore[] }) {
  const clock = useClock()
  const [first] = scores
  const last = scores[scores.length - 1]
  if (first === undefined || last === undefined || scores.length < 2) return null
  const { d, x, y } = sparkPath(scores.map((item) => item.score), WIDTH, HEIGHT)
  const startsLow = first.score <= last.score
  const label = `Score over ${count(scores.length)} days, from ${Math.round(first.score)} to ${Math.round(last.score)}`
  return (
    <svg className={css.over} viewBox={`0 0 ${WIDTH} 48`} role="img" aria-label={label}>
      <path className={css.grid} d={`M0 ${HEIGHT + 0.5}H${WIDTH}`} />
      <path className={css.line} d={d} />
      <circle className={css.point} cx={x} cy={y} r="2.5" />
      <text x="1" y={startsLow ? 12 : HEIGHT - 4}>{Math.round(first.score)}</text>
      <text x={WIDTH} y="47" textAnchor="end">{scores.length >= 14 ? '14 days' : `since ${day(first.day, clock)}`}</text>
    </svg>
  )
}
