import type { SalesReadyAction } from '#shared/contract/rule-scores'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { SetField } from './set-field.tsx'
import { StageField } from './stage-field.tsx'

interface ActionFieldsProps {
  readonly action: SalesReadyAction
  readonly users: readonly { readonly id: number; readonly name: string }[]
  readonly disabled: boolean
  readonly onChange: (action: SalesReadyAction) => void
}

const OWNER = 'owner'

/** The fields of one action, by its kind. */
export function ActionFields({ action, users, disabled, onChange }: ActionFieldsProps) {
  const people = users.map(({ id, name }) => ({ value: String(id), label: name }))
  switch (action.kind) {
    case 'set_field':
      return <SetField action={action} disabled={disabled} onChange={onChange} />
    case 'move_stage':
      return <StageField action={action} disabled={disabled} onChange={onChange} />
    case 'assign':
      return <SelectField label="Assign to" value={String(action.userId)} choices={people} disabled={disabled} onChange={(id) => { if (id !== null) onChange({ ...action, userId: Number(id) }) }} />
    case 'create_task':
      return (
        <>
          <TextField label="Create a task" value={action.subject} disabled={disabled} error={action.subject.trim() === '' ? 'Say what is to be done' : null} onChange={(subject) => onChange({ ...action, subject })} />
          <NumberField label="Due in" suffix="days" className="narrow" decimals={0} min={0} value={action.dueDays} disabled={disabled} onChange={(dueDays) => onChange({ ...action, dueDays: dueDays ?? 0 })} />
        </>
      )
    case 'notify':
      return <SelectField label="Notify" value={action.userId === null ? OWNER : String(action.userId)} choices={[{ value: OWNER, label: 'The owner of the lead' }, ...people]} disabled={disabled} onChange={(id) => onChange({ ...action, userId: id === null || id === OWNER ? null : Number(id) })} />
  }
}
