import { type ChartOption, base, escapeHtml, nameAxis, tooltip, valueAxis } from './common.ts'
import type { Palette } from './palette.ts'

export interface MonthCount {
  /** `2026-11` */
  readonly month: string
  readonly positive: number
  readonly negative: number
}

const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** `2026-11` as `Nov 2026`. */
export function monthName(month: string): string {
  const [year, number] = month.split('-')
  return `${NAMES[Number(number) - 1] ?? number} ${year}`
}

/** Closed records by month, outcomes stacked; months before the chosen window are paler. */
export function byMonth(months: readonly MonthCount[], labels: { readonly positive: string; readonly negative: string }, chosenFrom: string | null) {
  const inside = (month: string): boolean => chosenFrom === null || month >= chosenFrom
  return (palette: Palette): ChartOption => ({
    ...base(palette),
    grid: { left: 36, right: 4, top: 8, bottom: 22 },
    xAxis: { ...nameAxis(palette, months.map((month) => month.month), (month) => monthName(month)) },
    yAxis: valueAxis(palette, (value) => value.toLocaleString('en-GB')),
    tooltip: {
      ...tooltip(palette),
      axisPointer: { type: 'none' },
      formatter: (items: unknown) => {
        const first: unknown = Array.isArray(items) ? items[0] : items
        const month = months[typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : -1]
        if (month === undefined) return ''
        return `<b>${monthName(month.month)}</b><br>${month.positive} ${escapeHtml(labels.positive)}, ${month.negative} ${escapeHtml(labels.negative)}`
      },
    },
    series: [
      { type: 'bar', name: labels.positive, stack: 'closed', barCategoryGap: '16%', data: months.map(({ month, positive }) => ({ value: positive, itemStyle: { color: palette.ink, opacity: inside(month) ? 1 : 0.4 } })) },
      { type: 'bar', name: labels.negative, stack: 'closed', data: months.map(({ month, negative }) => ({ value: negative, itemStyle: { color: palette.muted, opacity: inside(month) ? 1 : 0.45, borderRadius: [2, 2, 0, 0] } })) },
    ],
  })
}
