import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Cell } from '#shared/contract/index'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import { api } from '#renderer/rpc/client.ts'
import { DateField } from '#renderer/ui/date-field.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { fromWall, toWall } from '#renderer/ui/format/zone.ts'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'

export interface CellFieldProps {
  readonly column: CatalogColumn
  readonly value: Cell
  /** What a lookup's value is called. */
  readonly shown?: string | undefined
  readonly error?: string | undefined
  readonly className?: string | undefined
  readonly onChange: (value: Cell) => void
  readonly onValid: (valid: boolean) => void
}

/** The typed input of one column. */
export function CellField(props: CellFieldProps) {
  const { column, value, error, className, onChange, onValid } = props
  const { timeZone } = useClock()
  const field = { label: column.label, error, className }
  switch (column.type) {
    case 'lookup':
      return <LookupField {...props} table={column.lookupTable ?? ''} />
    case 'option':
      return column.options.length === 0 ? <TextField {...field} value={text(value)} onChange={(next) => onChange(next === '' ? null : next)} /> : <OptionField {...props} />
    case 'boolean':
      return <SelectField {...field} value={value === null ? null : String(value)} onChange={(next) => onChange(next === null ? null : next === 'true')} clearable choices={[{ value: 'true', label: 'Yes' }, { value: 'false', label: 'No' }]} />
    case 'integer':
    case 'decimal':
    case 'number':
      return <NumberField {...field} grouped value={typeof value === 'number' ? value : null} onChange={onChange} onValid={onValid} decimals={column.type === 'integer' ? 0 : column.type === 'decimal' ? column.scale : undefined} />
    case 'date':
      return <DateField {...field} value={typeof value === 'string' ? value : null} onChange={onChange} />
    case 'datetime':
      return <DateField {...field} withTime value={typeof value === 'number' ? toWall(value, timeZone) : null} onChange={(wall) => onChange(wall === null ? null : fromWall(wall, timeZone))} />
    case 'text':
      return <TextField {...field} value={text(value)} onChange={(next) => onChange(next === '' ? null : next)} />
  }
}

const text = (value: Cell): string => (value === null ? '' : String(value))

function OptionField({ column, value, error, className, onChange }: CellFieldProps) {
  const now = text(value)
  const options = now === '' || column.options.includes(now) ? column.options : [now, ...column.options]
  return <SelectField label={column.label} error={error} className={className} value={now === '' ? null : now} onChange={onChange} clearable={column.name !== 'state'} choices={options.map((option) => ({ value: option, label: option }))} />
}

function LookupField({ column, table, value, shown, error, className, onChange }: CellFieldProps & { readonly table: string }) {
  const [search, setSearch] = useState('')
  const [picked, setPicked] = useState<{ readonly id: number; readonly name: string } | null>(null)
  const known = picked !== null && picked.id === value ? picked.name : shown
  const name = typeof value === 'number' ? (known === undefined || known === '' ? `no. ${value}` : known) : ''
  // the field reports the chosen name as if it had been typed; that is no search
  const found = useQuery(api.dataset.lookup.queryOptions({ input: { table, text: search === name ? '' : search, limit: 30 }, placeholderData: keepPreviousData })).data ?? []
  const now = typeof value === 'number' ? { value: String(value), label: name } : null
  const pick = (next: string | null): void => {
    setPicked(found.find((item) => String(item.id) === next) ?? null)
    onChange(next === null ? null : Number(next))
  }
  const choices = found.map((item) => ({ value: String(item.id), label: item.name }))
  if (now !== null && !choices.some((choice) => choice.value === now.value)) choices.unshift(now)
  return <SelectField label={column.label} error={error} className={className} value={now?.value ?? null} onChange={pick} choices={choices} searchable clearable onSearch={setSearch} />
}
