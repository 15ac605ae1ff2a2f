import { type ChartOption, base, escapeHtml, nameAxis, tooltip, valueAxis } from './common.ts'
import type { Palette } from './palette.ts'

export interface NamedCount {
  readonly name: string
  readonly value: number
}

/** Counts by name as bars in grey, in the order given. */
export function counts(items: readonly NamedCount[], axis: string, unit: string) {
  return (palette: Palette): ChartOption => ({
    ...base(palette),
    grid: { left: 40, right: 4, top: 8, bottom: 22 },
    xAxis: nameAxis(palette, items.map(({ name }) => name), (name) => name),
    yAxis: valueAxis(palette, (value) => value.toLocaleString('en-GB')),
    tooltip: {
      ...tooltip(palette),
      axisPointer: { type: 'none' },
      formatter: (found: unknown) => {
        const first: unknown = Array.isArray(found) ? found[0] : found
        const item = items[typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : -1]
        return item === undefined ? '' : `${escapeHtml(axis)} ${escapeHtml(item.name)}: <b>${item.value.toLocaleString('en-GB')}</b> ${escapeHtml(unit)}`
      },
    },
    series: [{ type: 'bar', barCategoryGap: '12%', data: items.map(({ value }) => value), itemStyle: { color: palette.muted, borderRadius: [2, 2, 0, 0] } }],
  })
}
