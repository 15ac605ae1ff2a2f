import { useComputedColorScheme } from '@mantine/core'
import { BarChart, LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { ChartOption } from './common.ts'
import { type Palette, readPalette } from './palette.ts'

use([BarChart, LineChart, ScatterChart, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

interface ChartProps {
  /** One of the option functions of this folder, with its data. Keep it stable with useCallback or useMemo. */
  readonly option: (palette: Palette) => ChartOption
  readonly height: number
  /** What it shows, in a sentence, for people who cannot see it. */
  readonly label: string
  readonly onClick?: ((at: { readonly name: string; readonly index: number }) => void) | undefined
}

/** Draws an option, follows the size of its place and the colour scheme of the page. */
export function Chart(props: ChartProps) {
  return <Drawing key={useComputedColorScheme('light')} {...props} />
}

function Drawing({ option, height, label, onClick }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)

  useEffect(() => {
    const element = place.current
    if (element === null) return
    const made = init(element, null, { renderer: 'svg' })
    chart.current = made
    const watcher = new ResizeObserver(() => made.resize())
    watcher.observe(element)
    return () => {
      watcher.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [])

  useEffect(() => {
    if (place.current !== null) chart.current?.setOption(option(readPalette(place.current)), { notMerge: true })
  }, [option])

  useEffect(() => {
    const made = chart.current
    if (made === null || onClick === undefined) return
    const tell = (event: { readonly name: string; readonly dataIndex: number }): void => onClick({ name: event.name, index: event.dataIndex })
    made.on('click', tell)
    return () => { made.off('click', tell) }
  }, [onClick])

  return <div ref={place} role="img" aria-label={label} style={{ height, width: '100%' }} />
}
