import { type ChartOption, base, tooltip, valueAxis } from './common.ts'
import type { Palette } from './palette.ts'

export interface Bin {
  readonly from: number
  readonly to: number
  readonly count: number
}

export interface Cut {
  readonly grade: string
  readonly from: number
}

/** Counts by score in grey; the grade cuts as lines with their value, the bands coloured under the axis. */
export function histogram(bins: readonly Bin[], cuts: readonly Cut[]) {
  return (palette: Palette): ChartOption => ({
    ...base(palette),
    grid: { left: 4, right: 4, top: 22, bottom: 24 },
    tooltip: {
      ...tooltip(palette),
      trigger: 'item',
      formatter: (item: unknown) => {
        const bin = bins[typeof item === 'object' && item !== null && 'dataIndex' in item ? Number(item.dataIndex) : -1]
        return bin === undefined ? '' : `Score ${bin.from} to ${bin.to}: <b>${bin.count.toLocaleString('en-GB')}</b>`
      },
    },
    xAxis: { ...valueAxis(palette, (value) => (value === 0 || value === 100 ? String(value) : ''), { min: 0, max: 100, interval: 50 }), splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: palette.axis } } },
    yAxis: { ...valueAxis(palette, String), show: false },
    series: [
      {
        type: 'bar',
        barWidth: `${90 / Math.max(bins.length, 1)}%`,
        data: bins.map((bin) => [(bin.from + bin.to) / 2, bin.count]),
        itemStyle: { color: palette.muted, borderRadius: [1, 1, 0, 0] },
        markLine: { silent: true, symbol: 'none', lineStyle: { color: palette.faint, width: 1, type: 'solid' }, label: { show: true, color: palette.text, fontSize: 11, formatter: ({ value }) => String(Math.round(Number(value))) }, data: cuts.filter((cut) => cut.from > 0).map((cut) => ({ xAxis: cut.from })) },
      },
      ...bands(cuts).map((band) => ({ type: 'line' as const, data: [[band.from, 0], [band.to, 0]], symbol: 'none', silent: true, lineStyle: { color: gradeColour(band.grade, palette), width: 3 }, tooltip: { show: false }, z: 5 })),
    ],
  })
}

/** The bands that the cuts divide 0 to 100 into, lowest first. */
export function bands(cuts: readonly Cut[]): readonly { readonly grade: string; readonly from: number; readonly to: number }[] {
  const sorted = [...cuts].sort((one, other) => one.from - other.from)
  return sorted.map((cut, index) => ({ grade: cut.grade, from: Math.max(0, cut.from), to: sorted[index + 1]?.from ?? 100 }))
}

function gradeColour(grade: string, palette: Palette): string {
  return grade === 'A' || grade === 'B' || grade === 'C' || grade === 'D' ? palette.grades[grade] : palette.faint
}

/** Equal bins over 0 to 100. */
export function binScores(scores: readonly number[], bins = 40): readonly Bin[] {
  const width = 100 / bins
  const counts = Array.from({ length: bins }, () => 0)
  for (const score of scores) {
    const at = Math.min(bins - 1, Math.max(0, Math.floor(score / width)))
    counts[at] = (counts[at] ?? 0) + 1
  }
  return counts.map((count, index) => ({ from: index * width, to: (index + 1) * width, count }))
}
