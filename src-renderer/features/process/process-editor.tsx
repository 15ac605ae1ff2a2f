import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { BusinessProcess } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { api, fieldOf, sentenceOf } from '#renderer/rpc/client.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { SidePanel } from '#renderer/ui/side-panel.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'

interface Stage {
  /** Of the row, so that a field keeps its focus while rows move. */
  readonly key: number
  readonly id: number | null
  readonly name: string
  readonly visits: number
}

/** Name, kind of record and stages of a process, in a panel beside the list. */
export function ProcessEditor({ process, onClose }: { readonly process: BusinessProcess | null; readonly onClose: () => void }) {
  const queries = useQueryClient()
  const [name, setName] = useState(process?.name ?? '')
  const [entity, setEntity] = useState<ScoredEntity>(process?.entity ?? 'lead')
  const [stages, setStages] = useState<readonly Stage[]>(() => process?.stages.map(({ id, name: stage, visits }, key) => ({ key, id, name: stage, visits })) ?? [{ key: 0, id: null, name: '', visits: 0 }])
  const save = useMutation(api.process.save.mutationOptions({
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.process.key() })
      onClose()
    },
  }))
  const used = process !== null && process.active + process.finished + process.abandoned > 0
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate({ id: process?.id ?? null, name, entity, stages: stages.map((stage) => ({ id: stage.id, name: stage.name })) })
  }
  const move = (index: number, step: number): void => {
    const next = [...stages]
    const [taken] = next.splice(index, 1)
    if (taken !== undefined) next.splice(index + step, 0, taken)
    setStages(next)
  }
  const field = fieldOf(save.error)
  const wrong = save.error ? sentenceOf(save.error) : null
  return (
    <SidePanel
      label={process === null ? 'New process' : `Edit ${process.name}`}
      size="properties"
      onKey={(event) => { if (event.key === 'Escape') onClose() }}
      foot={
        <div className="panel-foot">
          {wrong !== null && field !== 'name' && <span className="field-error grow" role="alert">{wrong}</span>}
          <span className="grow" />
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="process-form" busy={save.isPending}>{process === null ? 'Create' : 'Save'}</Button>
        </div>
      }
    >
      <form id="process-form" onSubmit={submit}>
        <Section first title={process === null ? 'New process' : 'Process'}>
          <TextField label="Name" autoFocus value={name} onChange={setName} maxLength={100} error={field === 'name' ? wrong : null} />
          <p className="field-label" style={{ marginTop: 12 }}>For</p>
          <Segment label="For" value={entity} choices={used ? [{ value: entity, label: entity === 'lead' ? 'Leads' : 'Opportunities' }] : [{ value: 'lead', label: 'Leads' }, { value: 'opportunity', label: 'Opportunities' }]} onChange={setEntity} />
        </Section>
        <Section title="Stages" note="in their order">
          <ol className="process-rows">
            {stages.map((stage, index) => (
              <li key={stage.key}>
                <TextField ariaLabel={`Stage ${index + 1}`} value={stage.name} maxLength={100} placeholder={`Stage ${index + 1}`} onChange={(next) => setStages(stages.map((each) => (each === stage ? { ...each, name: next } : each)))} />
                <IconButton small icon="up" label={`Move stage ${index + 1} up`} disabled={index === 0} onClick={() => move(index, -1)} />
                <IconButton small icon="down" label={`Move stage ${index + 1} down`} disabled={index === stages.length - 1} onClick={() => move(index, 1)} />
                <IconButton small icon="x" label={stage.visits > 0 ? `Stage ${index + 1} cannot go: records have been in it` : `Remove stage ${index + 1}`} disabled={stage.visits > 0 || stages.length === 1} onClick={() => setStages(stages.filter((each) => each !== stage))} />
              </li>
            ))}
          </ol>
          <Button small icon="plus" onClick={() => setStages([...stages, { key: Math.max(0, ...stages.map(({ key }) => key)) + 1, id: null, name: '', visits: 0 }])}>Add a stage</Button>
        </Section>
      </form>
    </SidePanel>
  )
}
