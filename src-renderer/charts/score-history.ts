import { type ChartOption, base, tooltip, valueAxis } from './common.ts'
import type { Palette } from './palette.ts'

export interface ScorePoint {
  readonly at: number
  readonly score: number
  readonly grade: string | null
  readonly version: number
}

/** Score over time as steps, because a score holds until the next one; a new model version is marked. */
export function scoreHistory(points: readonly ScorePoint[], day: (at: number) => string) {
  return (palette: Palette): ChartOption => ({
    ...base(palette),
    grid: { left: 26, right: 14, top: 18, bottom: 22 },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: palette.axis } },
      axisTick: { show: false },
      splitLine: { show: false },
      splitNumber: 3,
      axisLabel: { color: palette.faint, fontSize: 11, hideOverlap: true, formatter: (at: number) => day(at) },
    },
    yAxis: valueAxis(palette, (value) => String(value), { min: 0, max: 100, interval: 25 }),
    tooltip: { ...tooltip(palette), formatter: (items: unknown) => tip(points, items, day) },
    series: [
      {
        type: 'line',
        step: 'end',
        data: points.map((point) => [point.at, Math.round(point.score)]),
        symbol: 'circle',
        symbolSize: points.length > 30 ? 0 : 5,
        showAllSymbol: true,
        lineStyle: { color: palette.ink, width: 1.75 },
        itemStyle: { color: palette.surface, borderColor: palette.ink, borderWidth: 1.5 },
        markLine: { silent: true, symbol: 'none', lineStyle: { color: palette.muted, type: [3, 3] }, label: { color: palette.faint, fontSize: 11, position: 'end', rotate: 0, distance: 3 }, data: versionChanges(points).map((change) => ({ xAxis: change.at, label: { formatter: `v${change.version}` } })) },
      },
    ],
  })
}

function tip(points: readonly ScorePoint[], items: unknown, day: (at: number) => string): string {
  const first: unknown = Array.isArray(items) ? items[0] : items
  const index = typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : -1
  const point = points[index]
  if (point === undefined) return ''
  return `${day(point.at)}: <b>${Math.round(point.score)}</b>${point.grade === null ? '' : ` ${point.grade}`}, version ${point.version}`
}

/** Where the version differs from the one before. */
export function versionChanges(points: readonly ScorePoint[]): readonly ScorePoint[] {
  return points.filter((point, index) => index > 0 && points[index - 1]?.version !== point.version)
}
