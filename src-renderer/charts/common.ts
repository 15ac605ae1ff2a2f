import type { ComposeOption } from 'echarts/core'
import type { BarSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts'
import type { GridComponentOption, MarkAreaComponentOption, MarkLineComponentOption, TooltipComponentOption } from 'echarts/components'
import type { Palette } from './palette.ts'

export type ChartOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | ScatterSeriesOption | GridComponentOption | MarkAreaComponentOption | MarkLineComponentOption | TooltipComponentOption
>

/** What every chart has: the interface's type, no animation. */
export function base(palette: Palette): ChartOption {
  return {
    animation: false,
    textStyle: { fontFamily: palette.font, fontSize: 11, color: palette.faint },
    tooltip: tooltip(palette),
  }
}

/** A quiet tooltip. */
export function tooltip(palette: Palette): TooltipComponentOption {
  return {
    trigger: 'axis',
    confine: true,
    transitionDuration: 0,
    backgroundColor: palette.raised,
    borderColor: palette.border,
    borderWidth: 1,
    padding: [6, 10],
    textStyle: { color: palette.text, fontSize: 12, fontFamily: palette.font },
    axisPointer: { type: 'line', lineStyle: { color: palette.axis, width: 1 } },
  }
}

/** An axis of numbers: hairlines, no ticks. */
export function valueAxis(palette: Palette, format: (value: number) => string, range: { readonly min?: number; readonly max?: number; readonly interval?: number } = {}) {
  return {
    type: 'value' as const,
    ...range,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: palette.grid } },
    axisLabel: { color: palette.faint, fontSize: 11, formatter: format, hideOverlap: true },
  }
}

/** An axis of names. */
export function nameAxis(palette: Palette, names: readonly string[], format?: (name: string, index: number) => string) {
  return {
    type: 'category' as const,
    data: [...names],
    axisLine: { lineStyle: { color: palette.axis } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: { color: palette.faint, fontSize: 11, hideOverlap: true, ...(format === undefined ? {} : { formatter: format }) },
  }
}

/** Text made safe for echarts' tooltips, which are HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** A dashed line for reference, drawn behind everything. */
export function reference(palette: Palette, data: readonly (readonly [number, number])[]): LineSeriesOption {
  return { type: 'line', data: data.map((point) => [...point]), symbol: 'none', silent: true, lineStyle: { color: palette.muted, width: 1, type: [3, 3] }, tooltip: { show: false }, z: 1 }
}
