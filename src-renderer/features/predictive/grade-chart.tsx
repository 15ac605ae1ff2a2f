import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { moveCut } from '#shared/domain/predictive/grade-bands'
import type { GradeCut } from '#shared/domain/predictive/grades'
import type { GradeBasis } from '#shared/contract/index'
import { cx } from '#renderer/ui/cx.ts'
import { gradeColour } from './grade-colour.ts'

interface GradeChartProps {
  readonly cuts: readonly GradeCut[]
  readonly steps: GradeBasis['steps']
  /** Bars count open records, or closed ones where none is open. */
  readonly bars: 'open' | 'closed'
  readonly locked: boolean
  readonly label: string
  readonly onCuts: (cuts: readonly GradeCut[]) => void
}

const BARS = 50
const COARSE = 5

/** Records by score, and between the grades handles that can be dragged, or moved by arrow keys: by 1, with Shift by 5. */
export function GradeChart({ cuts, steps, bars, locked, label, onCuts }: GradeChartProps) {
  const area = useRef<HTMLDivElement>(null)
  const counts = barsOf(steps, bars)
  const most = Math.max(1, ...counts)
  const drag = (index: number) => (event: PointerEvent<HTMLButtonElement>): void => {
    const box = area.current?.getBoundingClientRect()
    if (box === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    onCuts(moveCut(cuts, index, Math.round(((event.clientX - box.left) / box.width) * 100)))
  }
  const press = (index: number) => (event: KeyboardEvent): void => {
    const from = cuts[index]?.from ?? 0
    const to = keyTarget(event.key, from, event.shiftKey ? COARSE : 1)
    if (to === null) return
    event.preventDefault()
    onCuts(moveCut(cuts, index, to))
  }
  return (
    <div className="grade-chart">
      <div className="grade-area" ref={area}>
        <svg viewBox={`0 0 ${BARS} 100`} preserveAspectRatio="none" role="img" aria-label={label}>
          {counts.map((count, index) => <rect key={index} x={index + 0.05} width={0.9} y={100 - (count / most) * 100} height={(count / most) * 100} />)}
        </svg>
        {cuts.slice(0, -1).map((cut, index) => (
          <button
            key={index}
            type="button"
            role="slider"
            className={cx('grade-handle', locked && 'locked')}
            style={{ left: `${cut.from}%` }}
            aria-label={`Lower bound of ${cut.grade}`}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(cut.from * 10) / 10}
            aria-orientation="horizontal"
            aria-disabled={locked || undefined}
            onPointerDown={(event) => { if (!locked) event.currentTarget.setPointerCapture(event.pointerId) }}
            onPointerMove={drag(index)}
            onKeyDown={locked ? undefined : press(index)}
          >
            <span className="num">{Math.ceil(cut.from)}</span>
          </button>
        ))}
      </div>
      <div className="grade-line" aria-hidden>
        {cuts.toReversed().map((cut, index, rising) => {
          const style: CSSProperties = { flex: `${Math.max((rising[index + 1]?.from ?? 100) - cut.from, 0.5)} 0 0`, background: gradeColour(cut.grade, cuts.length - 1 - index, cuts.length) }
          return <i key={index} style={style} />
        })}
      </div>
      <div className="row t1 faint grade-ends" aria-hidden><span className="grow">0</span><span>100</span></div>
    </div>
  )
}

/** Where a key moves a bound: to whole scores first. */
function keyTarget(key: string, from: number, step: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.floor(from + step)
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.ceil(from - step)
    case 'PageUp':
      return Math.floor(from + COARSE)
    case 'PageDown':
      return Math.ceil(from - COARSE)
    case 'Home':
      return 0
    case 'End':
      return 100
    default:
      return null
  }
}

function barsOf(steps: GradeBasis['steps'], which: 'open' | 'closed'): number[] {
  const counts = Array.from({ length: BARS }, () => 0)
  for (const step of steps) {
    const at = Math.min(BARS - 1, Math.floor((step.from / 100) * BARS))
    counts[at] = (counts[at] ?? 0) + step[which]
  }
  return counts
}
