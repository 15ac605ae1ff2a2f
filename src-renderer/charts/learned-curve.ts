import { type ChartOption, base, escapeHtml, nameAxis, tooltip, valueAxis } from './common.ts'
import type { Palette } from './palette.ts'

export interface CurvePoint {
  readonly label: string
  /** Log-odds added, and their standard deviation. */
  readonly effect: number
  readonly deviation: number
}

/** Times the deviation to either side that the band reaches, about 95 times in 100. */
const REACH = 1.96

/** What a model adds for each value: a line with its uncertainty band for numbers, points with bars for categories. */
export function learnedCurve(points: readonly CurvePoint[]) {
  return (palette: Palette): ChartOption => {
    const edge = (sign: number): number[] => points.map(({ effect, deviation }) => effect + sign * REACH * deviation)
    const quiet = { type: 'line' as const, symbol: 'none', silent: true, lineStyle: { color: palette.soft, width: 1 } }
    return {
      ...base(palette),
      grid: { left: 34, right: 8, top: 8, bottom: 22 },
      xAxis: { ...nameAxis(palette, points.map(({ label }) => label)), axisLine: { lineStyle: { color: palette.axis }, onZero: false } },
      yAxis: valueAxis(palette, (value) => value.toFixed(1)),
      tooltip: {
        ...tooltip(palette),
        formatter: (items: unknown) => {
          const first: unknown = Array.isArray(items) ? items[0] : items
          const point = points[typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : -1]
          return point === undefined ? '' : `${escapeHtml(point.label)}: <b>${point.effect.toFixed(2)}</b><br>${(point.effect - REACH * point.deviation).toFixed(2)} to ${(point.effect + REACH * point.deviation).toFixed(2)}`
        },
      },
      series: [
        // The band is the lower edge with what reaches from it to the upper one stacked on it.
        { ...quiet, stack: 'band', stackStrategy: 'all', data: edge(-1) },
        { ...quiet, stack: 'band', stackStrategy: 'all', areaStyle: { color: palette.soft, opacity: 0.35 }, data: points.map(({ deviation }) => 2 * REACH * deviation) },
        { type: 'line', data: points.map(({ effect }) => effect), symbol: points.length > 16 ? 'none' : 'circle', symbolSize: 5, itemStyle: { color: palette.ink }, lineStyle: { color: palette.ink, width: 1.75 }, markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: palette.muted, type: [3, 3] }, data: [{ yAxis: 0 }] } },
      ],
    }
  }
}
