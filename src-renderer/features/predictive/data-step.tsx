import { useState } from 'react'
import type { Readiness } from '#shared/contract/index'
import { Button } from '#renderer/ui/button.tsx'
import { Icon } from '#renderer/ui/icon.tsx'
import { StepHeading } from '#renderer/ui/step-heading.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { DataFields } from './data-fields.tsx'
import { DataNotes } from './data-notes.tsx'
import { ENTITY_WORDS, nameProblem } from './model-words.ts'
import { endingWords } from './outcome-words.ts'
import { nearestEnough, offer, UNFINISHED_FILTER, whyNot } from './window-choice.ts'
import { WizardFooter } from './wizard-footer.tsx'
import { setWizard, useWizard } from './wizard-store.ts'

/** Name, process, outcome, filter and window; the counts say whether it is enough. */
export function DataStep({ name, taken, readiness }: { readonly name: string; readonly taken: readonly string[]; readonly readiness: Readiness }) {
  const state = useWizard()
  const words = ENTITY_WORDS[readiness.entity]
  const [touched, setTouched] = useState(false)
  const wrongName = nameProblem(name, taken)
  const window = readiness.windows.find((found) => found.months === state.windowMonths)
  const why = whyNot(window, readiness, words.many, state.outcome)
  const other = why === null ? null : nearestEnough(readiness.windows, state.windowMonths)
  return (
    <>
      <div className="wizard-body">
        <div className="wizard-form">
          <StepHeading>Which closed {words.many} should it learn from?</StepHeading>
          <p className="intro">It needs {readiness.minimum} {endingWords(readiness.positiveLabel, state.outcome)} and {readiness.minimum} {endingWords(readiness.negativeLabel, state.outcome)} {words.many} that were created and closed in the window.</p>
          <DataFields
            readiness={readiness}
            choice={state}
            onChange={setWizard}
            first={<TextField label="Name" value={name} disabled={state.modelId !== null} error={touched || state.name !== null ? wrongName : null} onBlur={() => setTouched(true)} onChange={(value) => setWizard({ name: value })} />}
          />
        </div>
      </div>
      <WizardFooter why={why !== null && <><span className="warn row"><Icon name="warn" />{why}</span>{other && ` ${offer(other)}`}</>}>
        {other && <Button onClick={() => setWizard({ windowMonths: other.months })}>{`Use ${other.months} months`}</Button>}
        <Button variant="primary" disabled={why !== null} reason={why !== null ? undefined : (wrongName ?? (state.filterDraft === null ? undefined : UNFINISHED_FILTER))} onClick={() => setWizard({ step: 'attributes' })}>Next</Button>
      </WizardFooter>
      <DataNotes readiness={readiness} enough={why === null} choice={state} onChange={setWizard} />
    </>
  )
}
