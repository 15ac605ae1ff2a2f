import { useQuery } from '@tanstack/react-query'
import type { RuleOptions } from '#shared/contract/rule-scores'
import { api } from '#renderer/rpc/client.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { Toggle } from '#renderer/ui/toggle.tsx'

interface QualificationProps {
  readonly options: RuleOptions
  readonly may: boolean
  readonly onChange: (change: Partial<RuleOptions>) => void
}

/** When an open lead counts as qualified by marketing, by one or all of several models with their points. */
export function Qualification({ options, may, onChange }: QualificationProps) {
  const models = useQuery(api.rules.list.queryOptions()).data ?? []
  const { qualification } = options
  const set = (change: Partial<RuleOptions['qualification']>): void => onChange({ qualification: { ...qualification, ...change } })
  const free = models.find(({ id }) => !qualification.models.some((each) => each.modelId === id))
  return (
    <section className="rules-list" aria-labelledby="qualification">
      <h2 id="qualification">Marketing qualification</h2>
      <Toggle label="Give open leads the status reason Marketing Qualified" checked={options.automaticQualification} disabled={!may} onChange={(automaticQualification) => onChange({ automaticQualification })} />
      {options.automaticQualification && (
        <>
          {qualification.models.length > 1 && <span className="row"><span className="muted">A lead must reach</span><Segment label="Which models" small value={qualification.match} choices={[{ value: 'any', label: 'any of them' }, { value: 'all', label: 'all of them' }]} onChange={(match) => set({ match })} /></span>}
          {qualification.models.length === 0 && <p className="muted">No model is named yet, so nobody is qualified automatically.</p>}
          {qualification.models.map((entry, index) => (
            <div key={entry.modelId} className="rules-line" role="group" aria-label={`Model ${index + 1}`}>
              <SelectField label="Model" value={String(entry.modelId)} disabled={!may} choices={models.filter(({ id }) => id === entry.modelId || !qualification.models.some((each) => each.modelId === id)).map(({ id, name }) => ({ value: String(id), label: name }))} onChange={(id) => { if (id !== null) set({ models: qualification.models.map((each, at) => (at === index ? { ...each, modelId: Number(id) } : each)) }) }} />
              <NumberField label="Points or more" className="narrow" decimals={0} value={entry.points} disabled={!may} onChange={(points) => set({ models: qualification.models.map((each, at) => (at === index ? { ...each, points: points ?? 0 } : each)) })} />
              {may && <IconButton small icon="x" label={`Remove model ${index + 1}`} onClick={() => set({ models: qualification.models.filter((_, at) => at !== index) })} />}
            </div>
          ))}
          {may && <span><Button small icon="plus" reason={free === undefined ? (models.length === 0 ? 'There is no scoring model yet' : 'Every model is named') : undefined} onClick={() => { if (free !== undefined) set({ models: [...qualification.models, { modelId: free.id, points: 50 }] }) }}>Add a model</Button></span>}
        </>
      )}
    </section>
  )
}
