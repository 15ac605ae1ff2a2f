import { useMemo } from 'react'
import type { ModelReport } from '#shared/contract/index'
import { Chart } from '#renderer/charts/chart.tsx'
import { Figure } from '#renderer/charts/figure.tsx'
import { importance, importanceHeight } from '#renderer/charts/importance.ts'
import { percent } from '#renderer/ui/format/numbers.ts'

/** The attributes that move the score most. */
export function InfluenceFigure({ report, most = 15 }: { readonly report: Pick<ModelReport, 'importance' | 'attributesUsed'>; readonly most?: number }) {
  const items = useMemo(() => [...report.importance].sort((one, other) => other.influence - one.influence).slice(0, most), [report.importance, most])
  const total = report.importance.reduce((sum, item) => sum + item.influence, 0)
  const option = useMemo(() => importance(items, (influence) => percent(total === 0 ? 0 : influence / total)), [items, total])
  const [first] = items
  if (first === undefined) return <p className="muted">No attribute has influence.</p>
  return (
    <Figure title={`${first.label} moves the score most`} plotted={`Share of all influence, ${items.length} of ${report.attributesUsed} attributes`}>
      <Chart option={option} height={importanceHeight(items.length)} label={items.map((item) => `${item.label}: ${item.words}`).join('. ')} />
    </Figure>
  )
}
