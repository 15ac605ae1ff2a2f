import { type ChartOption, base, escapeHtml, tooltip, valueAxis } from './common.ts'
import type { Palette } from './palette.ts'

export interface ChanceBin {
  /** Bounds in [0, 1]. */
  readonly from: number
  readonly to: number
  readonly wins: number
  readonly losses: number
}

/** Records by the chance that they were given, wins on losses, in the outcome's own words; the threshold as a line. */
export function chanceSpread(bins: readonly ChanceBin[], threshold: number, words: { readonly wins: string; readonly losses: string }) {
  return (palette: Palette): ChartOption => ({
    ...base(palette),
    grid: { left: 36, right: 24, top: 20, bottom: 22 },
    tooltip: {
      ...tooltip(palette),
      trigger: 'item',
      formatter: (item: unknown) => {
        const bin = bins[typeof item === 'object' && item !== null && 'dataIndex' in item ? Number(item.dataIndex) : -1]
        return bin === undefined ? '' : `Chance ${Math.round(bin.from * 100)} to ${Math.round(bin.to * 100)}\u00a0%<br>${bin.wins.toLocaleString('en-GB')} ${escapeHtml(words.wins)}, ${bin.losses.toLocaleString('en-GB')} ${escapeHtml(words.losses)}`
      },
    },
    xAxis: { ...valueAxis(palette, (value) => (value === 1 ? '100\u00a0%' : String(Math.round(value * 100))), { min: 0, max: 1, interval: 0.2 }), splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: palette.axis } } },
    yAxis: valueAxis(palette, (value) => value.toLocaleString('en-GB')),
    series: [
      { type: 'bar', stack: 'all', barWidth: '82%', data: bins.map((bin) => [(bin.from + bin.to) / 2, bin.wins]), itemStyle: { color: palette.ink } },
      {
        type: 'bar', stack: 'all', data: bins.map((bin) => [(bin.from + bin.to) / 2, bin.losses]), itemStyle: { color: palette.muted },
        markLine: { silent: true, symbol: 'none', lineStyle: { color: palette.text, width: 1, type: 'solid' }, label: { show: true, color: palette.text, fontSize: 11, formatter: 'threshold' }, data: [{ xAxis: threshold }] },
      },
    ],
  })
}
