import type { RuleSimulation } from '#shared/contract/rules'
import { count } from '#renderer/ui/format/numbers.ts'
import { gradeColour } from '#renderer/ui/grade-colours.ts'

const BASE = 66
const TOP = 4
/** Share of the width under which two numbers on the axis would touch. */
const NEAR = 0.05

/** Share of the width that the words beside the sales-ready line take where the chart is narrowest. */
const WORDS = 0.23

interface EffectHistogramProps {
  readonly bins: RuleSimulation['histogram']
  readonly grades: RuleSimulation['grades']
  readonly salesReady: number | null
}

/** Leads by score with the grades under the axis and the sales-ready line across. */
export function EffectHistogram({ bins, grades, salesReady }: EffectHistogramProps) {
  const first = bins[0]
  const last = bins.at(-1)
  if (first === undefined || last === undefined) return <div className="effect-empty faint">No scores to show yet.</div>
  const start = first.from
  const span = Math.max(1, last.to + 1 - start)
  const at = (score: number): number => Math.min(1, Math.max(0, (score - start) / span))
  const most = Math.max(...bins.map((bin) => bin.leads), 1)
  const edges = grades.flatMap((grade) => (grade.from !== null && grade.from > start && grade.from <= last.to ? [grade.from] : []))
  const wanted = [...new Set([...edges, ...(start <= 0 && last.to >= 0 ? [0] : []), ...(edges.length === 0 ? [start, last.to] : [])])]
  const ticks = wanted.filter((tick, index) => wanted.slice(0, index).every((other) => Math.abs(at(other) - at(tick)) > NEAR))
  const names = grades.map((grade) => grade.name)
  const ready = salesReady !== null && salesReady >= start && salesReady <= last.to ? at(salesReady) : null
  const tallest = (from: number, to: number): number => Math.max(0, ...bins.filter((bin) => at(bin.to + 1) > from && at(bin.from) < to).map((bin) => bin.leads))
  // the words stand where the bars are lower
  const isLeft = ready !== null && (ready > 1 - WORDS || (ready > WORDS && tallest(ready - WORDS, ready) < tallest(ready, ready + WORDS)))
  return (
    <svg className="effect-chart" role="img" aria-label={`Leads by score, ${count(start)} to ${count(last.to)} points, most ${count(most)} in one bar`}>
      {bins.map((bin) => {
        const height = bin.leads === 0 ? 0 : Math.max(1, (bin.leads / most) * (BASE - TOP))
        return <rect key={bin.from} className="effect-bin" x={share(at(bin.from))} width={`calc(${share(at(bin.to + 1) - at(bin.from))} - 2px)`} y={BASE - height} height={height} rx={1.5}><title>{`${count(bin.from)} to ${count(bin.to)}: ${count(bin.leads)} leads`}</title></rect>
      })}
      <line className="effect-axis" x1="0" x2="100%" y1={BASE + 0.5} y2={BASE + 0.5} />
      {ticks.map((tick) => <text key={tick} x={share(at(tick))} y={80} textAnchor={at(tick) < 0.02 ? 'start' : at(tick) > 0.98 ? 'end' : 'middle'}>{count(tick)}</text>)}
      {ready !== null && (
        <>
          <line className="effect-ready" x1={share(ready)} x2={share(ready)} y1={TOP} y2={BASE} />
          <text className="on" x={share(ready)} dx={isLeft ? -6 : 6} y={14} textAnchor={isLeft ? 'end' : 'start'}>{`Sales-ready at ${count(salesReady ?? 0)}`}</text>
        </>
      )}
      {grades.map((grade) => {
        const from = at(grade.from ?? start)
        const to = at((grade.to ?? last.to) + 1)
        if (to <= from) return null
        return (
          <g key={grade.name} className={gradeColour(grade.name, names) ?? undefined}>
            <line className="effect-band" x1={share(from)} x2={share(to)} y1={90} y2={90} />
            {to - from > NEAR && <text x={share((from + to) / 2)} y={104} textAnchor="middle">{grade.name}</text>}
          </g>
        )
      })}
    </svg>
  )
}

const share = (part: number): string => `${(part * 100).toFixed(3)}%`
