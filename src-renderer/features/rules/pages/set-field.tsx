import type { SalesReadyAction } from '#shared/contract/rule-scores'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import { NOT_SET_BY_RULES } from '#shared/domain/rules/set-by-rules'
import { useColumns } from '#renderer/rpc/use-catalog.ts'
import { DateField } from '#renderer/ui/date-field.tsx'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'

type SetAction = Extract<SalesReadyAction, { kind: 'set_field' }>

interface SetFieldProps {
  readonly action: SetAction
  readonly disabled: boolean
  readonly onChange: (action: SalesReadyAction) => void
}

/** A column that people fill in themselves; the same moment for every lead would say nothing. */
const canBeSet = ({ readOnly, type, name }: CatalogColumn): boolean => !readOnly && type !== 'lookup' && type !== 'datetime' && !NOT_SET_BY_RULES.has(name)

/** A field of the lead and the value that it gets. */
export function SetField({ action, disabled, onChange }: SetFieldProps) {
  const columns = useColumns('lead').filter(canBeSet)
  const column = columns.find(({ name }) => name === action.column)
  const choose = (name: string | null): void => {
    const next = columns.find((each) => each.name === name)
    if (next !== undefined) onChange({ ...action, column: next.name, value: next.type === 'boolean' ? true : null })
  }
  return (
    <>
      <SelectField label="Set the field" value={action.column} searchable disabled={disabled} choices={columns.map(({ name, label }) => ({ value: name, label }))} onChange={choose} />
      {column !== undefined && <ValueField column={column} value={action.value} disabled={disabled} onChange={(value) => onChange({ ...action, value })} />}
    </>
  )
}

interface ValueFieldProps {
  readonly column: CatalogColumn
  readonly value: SetAction['value']
  readonly disabled: boolean
  readonly onChange: (value: SetAction['value']) => void
}

const EMPTIES = 'Empties the field'

function ValueField({ column, value, disabled, onChange }: ValueFieldProps) {
  const common = { label: 'to', disabled, help: value === null ? EMPTIES : undefined }
  const text = typeof value === 'string' ? value : null
  switch (column.type) {
    case 'boolean':
      return <SelectField label="to" disabled={disabled} value={value === true ? 'yes' : 'no'} choices={[{ value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }]} onChange={(next) => onChange(next === 'yes')} />
    case 'integer':
    case 'decimal':
    case 'number':
      return <NumberField {...common} value={typeof value === 'number' ? value : null} decimals={column.type === 'integer' ? 0 : column.type === 'decimal' ? column.scale : undefined} onChange={onChange} />
    case 'date':
      return <DateField {...common} value={text} onChange={onChange} />
    case 'option':
      if (column.options.length > 0) return <SelectField {...common} clearable value={text} choices={[...new Set([...column.options, ...(text === null ? [] : [text])])].map((option) => ({ value: option, label: option }))} onChange={onChange} />
      return <TextField {...common} value={text ?? ''} onChange={(next) => onChange(next === '' ? null : next)} />
    case 'text':
    case 'datetime':
    case 'lookup':
      return <TextField {...common} value={text ?? ''} onChange={(next) => onChange(next === '' ? null : next)} />
  }
}
