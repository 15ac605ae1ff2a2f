import { type ChartOption, base, reference, tooltip, valueAxis } from './common.ts'
import type { Palette } from './palette.ts'

type Point = readonly [number, number]

const percent = (value: number): string => `${Math.round(value * 100)}`

function unitAxes(palette: Palette, last: string): Pick<ChartOption, 'grid' | 'xAxis' | 'yAxis'> {
  const range = { min: 0, max: 1, interval: 0.2 }
  const across = valueAxis(palette, (value) => (value === 1 ? `100\u00a0%${last}` : percent(value)), range)
  return { grid: { left: 30, right: 24, top: 10, bottom: 22 }, xAxis: { ...across, splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: palette.axis }, onZero: false } }, yAxis: valueAxis(palette, percent, range) }
}

/** True positives against false positives; `threshold` is the point in use. */
export function roc(points: readonly Point[], threshold: Point | null) {
  return (palette: Palette): ChartOption => ({
    ...base(palette),
    ...unitAxes(palette, ''),
    tooltip: { show: false },
    series: [
      reference(palette, [[0, 0], [1, 1]]),
      { type: 'line', data: points.map((point) => [...point]), symbol: 'none', lineStyle: { color: palette.ink, width: 1.75 }, silent: true },
      ...(threshold === null ? [] : [{ type: 'scatter' as const, data: [[...threshold]], symbolSize: 8, itemStyle: { color: palette.surface, borderColor: palette.ink, borderWidth: 1.75 }, label: { show: true, position: 'right' as const, formatter: 'threshold', color: palette.text, fontSize: 11, fontWeight: 500 }, silent: true }]),
    ],
  })
}

export interface CalibrationPoint {
  readonly predicted: number
  readonly observed: number
  readonly count: number
}

/** What was said against what happened; a point's size is its number of records. */
export function calibration(points: readonly CalibrationPoint[]) {
  const most = Math.max(1, ...points.map((point) => point.count))
  return (palette: Palette): ChartOption => ({
    ...base(palette),
    ...unitAxes(palette, ''),
    tooltip: {
      ...tooltip(palette),
      trigger: 'item',
      formatter: (item: unknown) => {
        const point = points[typeof item === 'object' && item !== null && 'dataIndex' in item ? Number(item.dataIndex) : -1]
        return point === undefined ? '' : `said ${percent(point.predicted)}\u00a0%, happened ${percent(point.observed)}\u00a0%<br>${point.count.toLocaleString('en-GB')} records`
      },
    },
    series: [
      reference(palette, [[0, 0], [1, 1]]),
      { type: 'scatter', data: points.map((point) => [point.predicted, point.observed]), symbolSize: (_, { dataIndex }) => 5 + 7 * Math.sqrt((points[dataIndex]?.count ?? 0) / most), itemStyle: { color: palette.surface, borderColor: palette.ink, borderWidth: 1.75 } },
    ],
  })
}

/** Share of the wins found against the share of records worked from the top, beside random order. */
export function gain(points: readonly { readonly share: number; readonly gain: number }[], at: number | null) {
  const chosen = at === null ? undefined : points.find((point) => point.share >= at)
  return (palette: Palette): ChartOption => ({
    ...base(palette),
    ...unitAxes(palette, ''),
    tooltip: { show: false },
    series: [
      reference(palette, [[0, 0], [1, 1]]),
      { type: 'line', data: [[0, 0], ...points.map((point) => [point.share, point.gain])], symbol: 'none', lineStyle: { color: palette.ink, width: 1.75 }, silent: true },
      ...(chosen === undefined ? [] : [{ type: 'scatter' as const, data: [[chosen.share, chosen.gain]], symbolSize: 8, itemStyle: { color: palette.surface, borderColor: palette.ink, borderWidth: 1.75 }, label: { show: true, position: 'right' as const, formatter: `${percent(chosen.share)}\u00a0% worked, ${percent(chosen.gain)}\u00a0% found`, color: palette.text, fontSize: 11, fontWeight: 500 }, silent: true }]),
    ],
  })
}
