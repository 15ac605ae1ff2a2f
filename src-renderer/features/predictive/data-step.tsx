import { useCallback, useState } from 'react'
import type { Readiness } from '#shared/contract/index'
import { byMonth } from '#renderer/charts/by-month.ts'
import { Chart } from '#renderer/charts/chart.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { toWall } from '#renderer/ui/format/zone.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { StepHeading } from '#renderer/ui/step-heading.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { DataNotes } from './data-notes.tsx'
import { FilterField } from './filter-field.tsx'
import { ENTITY_WORDS, nameProblem } from './model-words.ts'
import { OutcomeField } from './outcome-field.tsx'
import { endingWords } from './outcome-words.ts'
import { nearestEnough, offer, whyNot } from './window-choice.ts'
import { WindowTable } from './window-table.tsx'
import { StageSwitch } from './stage-switch.tsx'
import { WizardFooter } from './wizard-footer.tsx'
import { setWizard, useWizard } from './wizard-store.ts'

const NO_PROCESS = 'none'

/** Name, process, outcome, filter and window; the counts say whether it is enough. */
export function DataStep({ name, taken, readiness }: { readonly name: string; readonly taken: readonly string[]; readonly readiness: Readiness }) {
  const state = useWizard()
  const words = ENTITY_WORDS[readiness.entity]
  const [touched, setTouched] = useState(false)
  const wrongName = nameProblem(name, taken)
  const window = readiness.windows.find((found) => found.months === state.windowMonths)
  const why = whyNot(window, readiness, words.many, state.outcome)
  const other = why === null ? null : nearestEnough(readiness.windows, state.windowMonths)
  const scores = state.scores ?? (readiness.open === 0 ? 'all' : 'open')
  return (
    <>
      <div className="wizard-body">
        <div className="wizard-form">
          <StepHeading>Which closed {words.many} should it learn from?</StepHeading>
          <p className="intro">It needs {readiness.minimum} {endingWords(readiness.positiveLabel, state.outcome)} and {readiness.minimum} {endingWords(readiness.negativeLabel, state.outcome)} {words.many} that were created and closed in the window.</p>
          <div className="three-fields">
            <TextField label="Name" value={name} disabled={state.modelId !== null} error={touched || state.name !== null ? wrongName : null} onBlur={() => setTouched(true)} onChange={(value) => setWizard({ name: value })} />
            <SelectField label="Business process" value={state.processId === null ? NO_PROCESS : String(state.processId)} choices={[{ value: NO_PROCESS, label: 'None' }, ...readiness.processes.map((process) => ({ value: String(process.id), label: process.name }))]} onChange={(value) => setWizard({ processId: value === null || value === NO_PROCESS ? null : Number(value) })} />
            <div className="field-group"><div className="field-label"><span>Scores for</span><b>{count(readiness.open)} open</b></div><Segment label="Scores for" value={scores} choices={[{ value: 'open', label: 'Open' }, { value: 'all', label: 'Closed too' }]} onChange={(value) => setWizard({ scores: value })} /></div>
          </div>
          <div className="three-fields"><OutcomeField entity={readiness.entity} /></div>
          {readiness.entity === 'opportunity' && <StageSwitch readiness={readiness} />}
          <FilterField readiness={readiness} />
          {readiness.open === 0 && <p className="note-line"><Icon name="info" size={14} />{scores === 'all' ? `No ${words.one} is open, so closed ${words.many} get scores too.` : `No ${words.one} is open; with this choice nothing gets a score.`}</p>}
          <WindowTable readiness={readiness} months={state.windowMonths} onChoose={(windowMonths) => setWizard({ windowMonths })} />
          <Months readiness={readiness} since={window?.since} many={words.many} />
        </div>
      </div>
      <WizardFooter why={why !== null && <><span className="warn row"><Icon name="warn" />{why}</span>{other && ` ${offer(other)}`}</>}>
        {other && <Button onClick={() => setWizard({ windowMonths: other.months })}>{`Use ${other.months} months`}</Button>}
        <Button variant="primary" disabled={why !== null} reason={why !== null ? undefined : (wrongName ?? (state.filterDraft === null ? undefined : 'Complete the filter, or delete its unfinished condition'))} onClick={() => setWizard({ step: 'attributes' })}>Next</Button>
      </WizardFooter>
      <DataNotes readiness={readiness} enough={why === null} />
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
