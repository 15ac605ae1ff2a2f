import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Cell, Filter } from '#shared/contract/index'
import { TRENDS } from '#shared/domain/scores/types'
import { api } from '#renderer/rpc/client.ts'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { DateField } from '#renderer/ui/date-field.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { fromWall, toWall } from '#renderer/ui/format/zone.ts'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { SearchField, TextField } from '#renderer/ui/text-field.tsx'
import { TREND_WORDS } from '#renderer/ui/trend-cell.tsx'
import { arity, type FilterColumn } from './filter-model.ts'

interface FilterValuesProps {
  readonly column: FilterColumn
  readonly filter: Filter
  readonly onChange: (values: readonly Cell[]) => void
  readonly autoFocus: boolean
}

/** The input that fits the column's type and the comparison. */
export function FilterValues({ column, filter, onChange, autoFocus }: FilterValuesProps) {
  if (column.type === 'boolean') return <Segment label={column.label} value={filter.values[0] === false ? 'no' : 'yes'} choices={[{ value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }]} onChange={(value) => onChange([value === 'yes'])} />
  if (column.type === 'option' || column.type === 'lookup') return <Choices column={column} filter={filter} onChange={onChange} />
  const both = arity(filter.operator) === 2
  const set = (index: number, value: Cell): void => onChange(both ? [0, 1].map((at) => (at === index ? value : (filter.values[at] ?? null))) : [value])
  return (
    <>
      {(both ? [0, 1] : [0]).map((index) => (
        <One key={index} column={column} label={both ? (index === 0 ? 'From' : 'To') : 'Value'} value={filter.values[index] ?? null} onChange={(value) => set(index, value)} autoFocus={autoFocus && index === 0} />
      ))}
    </>
  )
}

interface OneProps {
  readonly column: FilterColumn
  readonly label: string
  readonly value: Cell
  readonly onChange: (value: Cell) => void
  readonly autoFocus: boolean
}

function One({ column, label, value, onChange, autoFocus }: OneProps) {
  const { timeZone } = useClock()
  switch (column.type) {
    case 'date':
      return <DateField label={label} value={typeof value === 'string' ? value : null} onChange={onChange} autoFocus={autoFocus} />
    case 'datetime':
      return <DateField label={label} value={typeof value === 'number' ? toWall(value, timeZone).slice(0, 10) : null} onChange={(day) => onChange(day === null ? null : fromWall(day, timeZone))} autoFocus={autoFocus} />
    case 'integer':
    case 'decimal':
    case 'number':
      return <NumberField label={label} value={typeof value === 'number' ? value : null} onChange={onChange} decimals={column.type === 'integer' ? 0 : undefined} autoFocus={autoFocus} />
    case 'text':
    case 'option':
    case 'lookup':
    case 'boolean':
      return <TextField label={label} value={typeof value === 'string' ? value : ''} onChange={onChange} autoFocus={autoFocus} />
  }
}

/** Many of a list: options of the catalog, or records that the server finds. */
function Choices({ column, filter, onChange }: Omit<FilterValuesProps, 'autoFocus'>) {
  const [text, setText] = useState('')
  const table = column.lookupTable
  const found = useQuery(api.dataset.lookup.queryOptions({ input: table === null ? skipToken : { table, text, limit: 30 }, placeholderData: keepPreviousData })).data
  const choices: readonly { readonly value: Cell; readonly label: string }[] =
    table === null
      ? offered(column, filter).map((option) => ({ value: option, label: trendLabel(column, option) })).filter((choice) => choice.label.toLowerCase().includes(text.toLowerCase()))
      : (found ?? []).map((item) => ({ value: item.id, label: item.name }))
  const toggle = (value: Cell, on: boolean): void => {
    const rest = filter.values.filter((item) => item !== value)
    onChange(filter.operator === 'in' ? (on ? [...rest, value] : rest) : on ? [value] : [])
  }
  return (
    <div className="stack" style={{ gap: 4 }}>
      {(table !== null || column.options.length > 8) && <SearchField label={`Find in ${column.label}`} value={text} onChange={setText} width={238} />}
      <div role="group" aria-label={column.label} style={{ maxHeight: 190, overflowY: 'auto', display: 'flex', flexDirection: 'column', padding: 2 }}>
        {choices.map((choice) => <Checkbox key={String(choice.value)} label={choice.label} checked={filter.values.includes(choice.value)} onChange={(on) => toggle(choice.value, on)} />)}
        {choices.length === 0 && <span className="t1 faint">Nothing found</span>}
      </div>
    </div>
  )
}

/** The column's options, then what was chosen before and is none any more, so that it can be taken off. */
function offered({ options }: FilterColumn, { values }: Filter): readonly string[] {
  return [...options, ...values.filter((value): value is string => typeof value === 'string' && !options.includes(value))]
}

function trendLabel(column: FilterColumn, option: string): string {
  const trend = column.name === 'trend' ? TRENDS.find((item) => item === option) : undefined
  return trend === undefined ? option : TREND_WORDS[trend]
}
