import type { SalesReadyAction } from '#shared/contract/rule-scores'
import { useColumns } from '#renderer/rpc/use-catalog.ts'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'

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
      return <TextField label="Move to the stage" help="By its name, in the lead's process" value={action.stage} disabled={disabled} error={action.stage.trim() === '' ? 'Enter the name of a stage' : null} onChange={(stage) => onChange({ ...action, stage })} />
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

interface SetFieldProps {
  readonly action: Extract<SalesReadyAction, { kind: 'set_field' }>
  readonly disabled: boolean
  readonly onChange: (action: SalesReadyAction) => void
}

function SetField({ action, disabled, onChange }: SetFieldProps) {
  const columns = useColumns('lead').filter(({ readOnly, type, name }) => !readOnly && type !== 'lookup' && name !== 'state')
  const column = columns.find(({ name }) => name === action.column)
  const numeric = column !== undefined && (column.type === 'integer' || column.type === 'decimal' || column.type === 'number')
  return (
    <>
      <SelectField label="Set the field" value={action.column} searchable disabled={disabled} choices={columns.map(({ name, label }) => ({ value: name, label }))} onChange={(name) => { if (name !== null) onChange({ ...action, column: name, value: null }) }} />
      {column?.type === 'boolean' && <SelectField label="to" value={action.value === true ? 'yes' : 'no'} disabled={disabled} choices={[{ value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }]} onChange={(value) => onChange({ ...action, value: value === 'yes' })} />}
      {numeric && <NumberField label="to" value={typeof action.value === 'number' ? action.value : null} disabled={disabled} onChange={(value) => onChange({ ...action, value })} />}
      {column !== undefined && column.type !== 'boolean' && !numeric && <TextField label="to" value={typeof action.value === 'string' ? action.value : ''} disabled={disabled} help={action.value === null ? 'Empties the field' : undefined} onChange={(value) => onChange({ ...action, value: value === '' ? null : value })} />}
    </>
  )
}
