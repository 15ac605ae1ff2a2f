import type { Attribute, Readiness } from '#shared/contract/index'
import { filterSize } from '#shared/domain/rules/record-filter'
import { count, plural } from '#renderer/ui/format/numbers.ts'
import { type Step, Steps } from '#renderer/ui/steps.tsx'
import { isChosen } from './attribute-choice.ts'
import { ENTITY_WORDS } from './model-words.ts'
import { STEPS, setWizard, type WizardState, type WizardStep } from './wizard-store.ts'

const NAMES: Readonly<Record<WizardStep, string>> = { outcome: 'Outcome', data: 'Training data', attributes: 'Attributes', train: 'Train and review' }

interface WizardStepsProps {
  readonly state: WizardState
  readonly readiness: Readiness | undefined
  readonly attributes: readonly Attribute[] | undefined
}

/** The steps at the left, with what was chosen in each; steps that are done can be gone back to. */
export function WizardSteps({ state, readiness, attributes }: WizardStepsProps) {
  const now = STEPS.indexOf(state.step)
  const steps = STEPS.map((step, index): Step => ({
    name: NAMES[step],
    detail: detail(step, state, readiness, attributes),
    state: index < now ? 'done' : index === now ? 'now' : 'next',
    onClick: index < now ? () => setWizard({ step }) : undefined,
  }))
  return <div className="wizard-steps"><Steps label="Steps to a new model" steps={steps} /></div>
}

function detail(step: WizardStep, state: WizardState, readiness: Readiness | undefined, attributes: readonly Attribute[] | undefined): string {
  switch (step) {
    case 'outcome':
      return state.entity === null ? 'What it should predict' : ENTITY_WORDS[state.entity].outcome
    case 'data': {
      if (state.entity === null) return 'Closed records to learn from'
      const process = readiness?.processes.find((found) => found.id === state.processId)?.name
      return [`${state.windowMonths} months`, process, filterSize(state.filter) === 0 ? undefined : plural(filterSize(state.filter), 'condition')].filter((part) => part !== undefined).join(', ')
    }
    case 'attributes': {
      if (attributes === undefined) return 'Chosen for you'
      const used = attributes.filter((attribute) => isChosen(attribute, state)).length
      return state.include.length + state.exclude.length === 0 ? `${count(attributes.length)} found, chosen for you` : `${count(used)} of ${count(attributes.length)}`
    }
    case 'train':
      return state.modelId === null ? 'In the background' : 'Under way or done'
  }
}
