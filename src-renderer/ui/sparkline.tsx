import './marks.css'

/** The `d` of a line through the values, scaled into the box with one pixel of air; flat values run through the middle. */
export function sparkPath(values: readonly number[], width: number, height: number): { readonly d: string; readonly x: number; readonly y: number } {
  const low = Math.min(...values)
  const high = Math.max(...values)
  const span = Math.max(high - low, 4)
  const middle = (high + low) / 2
  const pad = 2
  const x = (index: number): number => round(1 + (index * (width - 4)) / Math.max(values.length - 1, 1))
  const y = (value: number): number => round(height / 2 - ((value - middle) / span) * (height - 2 * pad))
  const d = values.map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(value)}`).join('')
  return { d, x: x(values.length - 1), y: y(values[values.length - 1] ?? 0) }
}

const round = (value: number): number => Math.round(value * 10) / 10

interface SparklineProps {
  readonly values: readonly number[]
  readonly width?: number
  readonly height?: number
  readonly label?: string
}

/** A small line in neutral, its last point marked. */
export function Sparkline({ values, width = 44, height = 14, label }: SparklineProps) {
  if (values.length < 2) return null
  const { d, x, y } = sparkPath(values, width, height)
  const meaning = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return (
    <svg className="spark" viewBox={`0 0 ${width} ${height}`} width={width} height={height} {...meaning}>
      <path d={d} />
      <circle cx={x} cy={y} r="1.75" />
    </svg>
  )
}
