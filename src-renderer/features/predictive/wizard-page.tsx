import './predictive.css'
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { useSettled } from '#renderer/ui/use-settled.ts'
import { AttributesStep } from './attributes-step.tsx'
import { DataStep } from './data-step.tsx'
import { defaultName, ENTITY_WORDS } from './model-words.ts'
import { OutcomeStep } from './outcome-step.tsx'
import { TrainStep } from './train-step.tsx'
import { populationChoice, START, setWizard, useWizard } from './wizard-store.ts'
import { WizardSteps } from './wizard-steps.tsx'

/** Four steps to a model: outcome, training data, attributes, train and review. */
export default function WizardPage() {
  const state = useWizard()
  const clock = useClock()
  const { entity } = state
  // a filter is counted once people pause; one of another kind of record never
  const asked = useSettled(useMemo(() => ({ entity, filter: state.filter }), [entity, state.filter]), 250)
  const population = populationChoice({ ...state, filter: asked.entity === entity ? asked.filter : state.filter })
  // while a model trains the records are not counted again with each of its changes
  const training = state.step === 'train'
  const readiness = useQuery(api.predictive.readiness.queryOptions({ input: entity === null ? skipToken : { entity, ...population }, enabled: !training, placeholderData: keepPreviousData }))
  const attributes = useQuery(api.predictive.attributes.queryOptions({ input: entity === null || state.step === 'outcome' ? skipToken : { entity, windowMonths: state.windowMonths, ...population }, enabled: !training, placeholderData: keepPreviousData }))
  const data = readiness.data?.entity === entity ? readiness.data : undefined
  const models = useQuery(api.predictive.list.queryOptions())
  const taken = (models.data ?? []).filter((model) => model.id !== state.modelId).map((model) => model.name)
  const name = state.name ?? (entity === null ? '' : defaultName(entity, clock.now, taken))
  const above = entity === null ? { label: 'Predictive models', href: '#/models' } : { label: ENTITY_WORDS[entity].page, href: ENTITY_WORDS[entity].models }
  return (
    <>
      <PageHeader
        crumb={above}
        title={state.modelId === null ? 'New model' : name}
        sentence={state.step === 'train' ? 'Leaving this page stops nothing' : 'Nothing is trained until you press Start training'}
        actions={state.step === 'train' ? <Button variant="ghost" href={above.href}>Close</Button> : <Button variant="ghost" href={above.href} onClick={() => setWizard(START)}>Cancel</Button>}
        ruled
      />
      <div className="wizard">
        <WizardSteps state={state} readiness={data} attributes={attributes.data} />
        {readiness.error && state.step !== 'outcome' && state.step !== 'train' ? (
          <div className="wizard-body"><div className="wizard-form"><Notice tone="bad" title="The closed records could not be counted." actions={<Button small onClick={() => void readiness.refetch()}>Try again</Button>}>{sentenceOf(readiness.error)}</Notice></div></div>
        ) : (
          <Step name={name} taken={taken} readiness={data} attributes={attributes} />
        )}
      </div>
    </>
  )
}

interface StepProps {
  readonly name: string
  /** Names of the other models. */
  readonly taken: readonly string[]
  readonly readiness: Parameters<typeof DataStep>[0]['readiness'] | undefined
  readonly attributes: Parameters<typeof AttributesStep>[0]['attributes']
}

function Step({ name, taken, readiness, attributes }: StepProps) {
  const { step, entity } = useWizard()
  if (step === 'outcome' || entity === null) return <OutcomeStep />
  if (step === 'train') return <TrainStep name={name} readiness={readiness} />
  if (readiness === undefined) return <div className="wizard-body"><SkeletonRows rows={8} /></div>
  return step === 'data' ? <DataStep name={name} taken={taken} readiness={readiness} /> : <AttributesStep name={name} readiness={readiness} attributes={attributes} />
}
