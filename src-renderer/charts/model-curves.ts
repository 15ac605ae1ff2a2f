import { type ChartOption, base, reference, valueAxis } from './common.ts'
import type { Palette } from './palette.ts'

type Point = readonly [number, number]

const percent = (value: number): string => `${Math.round(value * 100)}`

/** Precision against recall, the baseline's thinner beside it, over the precision of a random order. */
export function precisionRecall(points: readonly Point[], baseline: readonly Point[], random: number) {
  const range = { min: 0, max: 1, interval: 0.2 }
  return (palette: Palette): ChartOption => ({
    ...base(palette),
    grid: { left: 30, right: 24, top: 10, bottom: 22 },
    xAxis: { ...valueAxis(palette, (value) => (value === 1 ? '100\u00a0%' : percent(value)), range), splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: palette.axis } } },
    yAxis: valueAxis(palette, percent, range),
    tooltip: { show: false },
    series: [
      reference(palette, [[0, random], [1, random]]),
      { type: 'line', data: baseline.map((point) => [...point]), symbol: 'none', lineStyle: { color: palette.second, width: 1 }, silent: true },
      { type: 'line', data: points.map((point) => [...point]), symbol: 'none', lineStyle: { color: palette.ink, width: 1.75 }, silent: true },
    ],
  })
}

/** AUC on held-out records against the number of records learned from. */
export function learning(points: readonly { readonly rows: number; readonly auc: number }[]) {
  const aucs = points.map(({ auc }) => auc)
  const low = Math.floor((Math.min(...aucs) - 0.01) * 50) / 50
  const high = Math.ceil((Math.max(...aucs) + 0.01) * 50) / 50
  return (palette: Palette): ChartOption => ({
    ...base(palette),
    grid: { left: 36, right: 24, top: 10, bottom: 22 },
    xAxis: { ...valueAxis(palette, (value) => value.toLocaleString('en-GB'), { min: 0 }), splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: palette.axis } } },
    yAxis: valueAxis(palette, (value) => value.toFixed(2), { min: low, max: high }),
    tooltip: { show: false },
    series: [{ type: 'line', data: points.map(({ rows, auc }) => [rows, auc]), symbol: 'circle', symbolSize: 7, itemStyle: { color: palette.surface, borderColor: palette.ink, borderWidth: 1.75 }, lineStyle: { color: palette.ink, width: 1.75 }, silent: true }],
  })
}
