import { type ReactNode, useCallback } from 'react'
import type { Readiness } from '#shared/contract/index'
import { byMonth } from '#renderer/charts/by-month.ts'
import { Chart } from '#renderer/charts/chart.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { toWall } from '#renderer/ui/format/zone.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { FilterField } from './filter-field.tsx'
import { ENTITY_WORDS } from './model-words.ts'
import { OutcomeField } from './outcome-field.tsx'
import { StageSwitch } from './stage-switch.tsx'
import { WindowTable } from './window-table.tsx'
import type { Choosing } from './wizard-store.ts'

const NO_PROCESS = 'none'

interface DataFieldsProps extends Choosing {
  readonly readiness: Readiness
  /** A field that stands before them, and takes the outcome's place in the first line. */
  readonly first?: ReactNode
}

/** Process, outcome, stages, filter and window of a model, with live counts of what they leave to learn from and to score. */
export function DataFields({ readiness, first, choice, onChange }: DataFieldsProps) {
  const { entity } = readiness
  const words = ENTITY_WORDS[entity]
  const window = readiness.windows.find((found) => found.months === choice.windowMonths)
  const scores = choice.scores ?? (readiness.open === 0 ? 'all' : 'open')
  const ended = <OutcomeField entity={entity} choice={choice} onChange={onChange} />
  return (
    <>
      <div className="three-fields">
        {first ?? ended}
        <SelectField label="Business process" value={choice.processId === null ? NO_PROCESS : String(choice.processId)} choices={[{ value: NO_PROCESS, label: 'None' }, ...readiness.processes.map((process) => ({ value: String(process.id), label: process.name }))]} onChange={(value) => onChange({ processId: value === null || value === NO_PROCESS ? null : Number(value), stageAttributes: {} })} />
        <div className="field-group"><div className="field-label"><span>Scores for</span><b>{count(readiness.open)} open</b></div><Segment label="Scores for" value={scores} choices={[{ value: 'open', label: 'Open' }, { value: 'all', label: 'Closed too' }]} onChange={(value) => onChange({ scores: value })} /></div>
      </div>
      {first !== undefined && <div className="three-fields">{ended}</div>}
      {entity === 'opportunity' && <StageSwitch readiness={readiness} choice={choice} onChange={onChange} />}
      <FilterField readiness={readiness} choice={choice} onChange={onChange} />
      {readiness.open === 0 && <p className="note-line"><Icon name="info" size={14} />{scores === 'all' ? `No ${words.one} is open, so closed ${words.many} get scores too.` : `No ${words.one} is open; with this choice nothing gets a score.`}</p>}
      <WindowTable readiness={readiness} months={choice.windowMonths} onChoose={(windowMonths) => onChange({ windowMonths })} />
      <Months readiness={readiness} since={window?.since} many={words.many} />
    </>
  )
}

function Months({ readiness, since, many }: { readonly readiness: Readiness; readonly since: number | undefined; readonly many: string }) {
  const { timeZone } = useClock()
  const { byMonth: months, positiveLabel: positive, negativeLabel: negative } = readiness
  const from = since === undefined ? null : toWall(since, timeZone).slice(0, 7)
  const option = useCallback((palette: Parameters<ReturnType<typeof byMonth>>[0]) => byMonth(months, { positive, negative }, from)(palette), [months, positive, negative, from])
  const total = months.reduce((sum, month) => sum + month.positive + month.negative, 0)
  if (total === 0) return null
  return (
    <section className="months-chart">
      <div className="row"><span className="strong grow">Closed {many} by month</span><span className="t1 muted row"><span className="dot" style={{ background: 'var(--chart-1)' }} />{positive}<span className="dot" style={{ background: 'var(--chart-muted)', marginLeft: 8 }} />{negative}</span></div>
      <Chart option={option} height={176} label={`${count(total)} closed ${many} by month, ${positive.toLowerCase()} and ${negative.toLowerCase()}; months before the chosen window are paler`} />
    </section>
  )
}
