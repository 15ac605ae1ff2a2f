import '../pages/rules-pages.css'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { counts } from '#renderer/charts/counts.ts'
import { Chart } from '#renderer/charts/chart.tsx'
import { Figure } from '#renderer/charts/figure.tsx'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { isoDay } from '#renderer/ui/format/dates.ts'
import { count, decimal, percent, plural } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'

/** How many leads the live version scores, and how they are spread. */
export function InsightsTab({ modelId }: { readonly modelId: number }) {
  const found = useQuery(api.ruleScores.insights.queryOptions({ input: { modelId } }))
  const data = found.data
  const clock = useClock()
  const spread = useMemo(() => counts((data?.histogram ?? []).map(({ from, to, leads }) => ({ name: from === to ? count(from) : `${count(from)} to ${count(to)}`, value: leads })), 'Score', 'leads'), [data])
  const grades = useMemo(() => counts((data?.grades ?? []).map(({ name, leads }) => ({ name, value: leads })), 'Grade', 'leads'), [data])
  const processed = useMemo(() => counts((data?.processed ?? []).map(({ day, leads }) => ({ name: isoDay(day, clock), value: leads })), 'Day', 'scores'), [data, clock])
  if (found.error) return <div className="tab-pad"><Notice tone="bad" title="The insights could not be read.">{sentenceOf(found.error)}</Notice></div>
  if (data === undefined) return <SkeletonRows rows={8} />
  if (data.scored === 0) return <EmptyState why="This model has scored no lead yet." fill="Take it live; the distribution of its scores appears here." />
  const best = data.grades.toSorted((one, other) => other.leads - one.leads)[0]
  const changes = data.processed.reduce((sum, { leads }) => sum + leads, 0)
  return (
    <div className="scroll">
      <p className="rules-facts">
        <b>{plural(data.scored, 'lead')}</b> scored, average {decimal(data.average ?? 0, 1)}; the best tenth has <b>{data.topTenth === null ? '–' : count(data.topTenth)}</b> points or more; <b>{count(data.salesReady)}</b> ({percent(data.salesReady / data.scored)}) sales-ready.
      </p>
      <div className="rules-figures">
        <Figure title={`The best tenth of ${plural(data.scored, 'lead')} has ${data.topTenth === null ? 'no' : count(data.topTenth)} points or more`} plotted="Leads by score">
          <Chart option={spread} height={220} label={`Leads by score: ${data.histogram.map(({ from, to, leads }) => `${count(from)} to ${count(to)}: ${count(leads)}`).join(', ')}`} />
        </Figure>
        {data.grades.length > 0 && (
          <Figure title={best === undefined ? 'Leads by grade' : `Most leads are ${best.name}: ${count(best.leads)} of ${count(data.scored)}`} plotted="Leads by grade">
            <Chart option={grades} height={220} label={`Leads by grade: ${data.grades.map(({ name, leads }) => `${name} ${leads}`).join(', ')}`} />
          </Figure>
        )}
        <Figure title={`${plural(changes, 'score')} made or changed in ${plural(data.processed.length, 'day')}`} plotted="Scores made or changed by day">
          <Chart option={processed} height={220} label={`Scores by day: ${data.processed.map(({ day, leads }) => `${isoDay(day, clock)} ${count(leads)}`).join(', ')}`} />
        </Figure>
      </div>
    </div>
  )
}
