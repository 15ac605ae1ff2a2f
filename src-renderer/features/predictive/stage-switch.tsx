import type { Readiness } from '#shared/contract/index'
import { Toggle } from '#renderer/ui/toggle.tsx'
import { stageProblem } from './stage-choice.ts'
import type { Choosing } from './wizard-store.ts'

/** Whether each stage of the process gets a model of its own; decided when the model is made. */
export function StageSwitch({ readiness, choice, onChange }: Choosing & { readonly readiness: Readiness }) {
  const { perStage, windowMonths, modelId } = choice
  // of a model that scores all stages by one it does not matter whether there could be submodels
  const problem = modelId === null || perStage ? stageProblem(readiness, windowMonths) : ''
  const possible = modelId === null && problem === ''
  return (
    <div className="stage-switch">
      <Toggle label="A model for each stage" checked={perStage && (modelId !== null || problem === '')} disabled={!possible} onChange={(on) => onChange({ perStage: on, stageAttributes: {} })} />
      <p className="muted t1">
        {modelId !== null && 'It was decided when the model was made. '}
        {problem !== '' && <span className={modelId === null ? undefined : 'warn'}>{`${problem} `}</span>}
        {problem === '' && 'Learns in each stage what counts there, and scores a record by the stage that it is in. A stage with fewer than 40 won or 40 lost, or without a usable signal of its own, uses the model of all stages.'}
      </p>
    </div>
  )
}
