import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Chart } from '#renderer/charts/chart.tsx'
import { counts } from '#renderer/charts/counts.ts'
import { Figure } from '#renderer/charts/figure.tsx'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { usageCounts, type UsageKind, usageSentence } from './usage-words.ts'

const KINDS: readonly { readonly value: UsageKind; readonly label: string }[] = [{ value: 'all', label: 'All' }, { value: 'lead', label: 'Leads' }, { value: 'opportunity', label: 'Opportunities' }]

/** How many records predictive models have scored, month by month; of the first kind, or of another. */
export function UsageFigure({ first }: { readonly first: UsageKind }) {
  const [kind, setKind] = useState(first)
  const usage = useQuery(api.predictive.usage.queryOptions())
  const items = useMemo(() => (usage.data === undefined ? [] : usageCounts(usage.data, kind)), [usage.data, kind])
  const option = useMemo(() => counts(items, 'In', 'scored'), [items])
  if (usage.error) return <div className="tab-pad"><Notice tone="bad" title="The usage could not be read.">{sentenceOf(usage.error)}</Notice></div>
  if (usage.data === undefined) return null
  const sentence = usageSentence(usage.data, kind)
  return (
    <section className="tab-pad" aria-label="Usage" style={{ maxWidth: 860 }}>
      <Figure title={sentence} plotted="Records scored by predictive models in the last 12 months; one counts once a month. There is no limit." end={<Segment small label="Kind of record" value={kind} choices={KINDS} onChange={setKind} />}>
        <Chart option={option} height={180} label={`${sentence} ${items.filter(({ value }) => value > 0).map(({ name, value }) => `${name}: ${value}`).join(', ')}`} />
      </Figure>
    </section>
  )
}
