import { type ChartOption, base, nameAxis, valueAxis } from './common.ts'
import type { Palette } from './palette.ts'

export interface Influence {
  readonly label: string
  /** Share of all influence in [0, 1], or any number on one scale. */
  readonly influence: number
}

const ROW = 26
/** Pixels of a character at this size, of the wider kind, and what a name gets at least and at most. */
const CHARACTER = 6.6
const NAME = { least: 96, most: 236 } as const

/** Room for the longest name. */
function nameWidth(items: readonly Influence[]): number {
  const longest = Math.max(0, ...items.map(({ label }) => label.length))
  return Math.min(NAME.most, Math.max(NAME.least, Math.ceil(longest * CHARACTER)))
}

/** Height that gives every bar the same room. */
export function importanceHeight(rows: number): number {
  return rows * ROW + 8
}

/** Influence by attribute as bars, the largest on top, names at the left. */
export function importance(items: readonly Influence[], format: (influence: number) => string) {
  const sorted = [...items].sort((one, other) => one.influence - other.influence)
  const width = nameWidth(sorted)
  return (palette: Palette): ChartOption => ({
    ...base(palette),
    grid: { left: width + 12, right: 48, top: 4, bottom: 4 },
    tooltip: { show: false },
    xAxis: { ...valueAxis(palette, String), show: false },
    yAxis: { ...nameAxis(palette, sorted.map((item) => item.label)), axisLine: { show: false }, axisLabel: { color: palette.text, fontSize: 12, width, overflow: 'truncate', align: 'left', margin: width + 8 } },
    series: [{ type: 'bar', barWidth: 8, data: sorted.map((item) => item.influence), itemStyle: { color: palette.ink, borderRadius: [0, 2, 2, 0] }, label: { show: true, position: 'right', color: palette.faint, fontSize: 11, formatter: ({ dataIndex }) => format(sorted[dataIndex]?.influence ?? 0) } }],
  })
}
