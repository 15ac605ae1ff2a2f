import { skipToken, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Cell, Filter } from '#shared/contract/index'
import { api } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { FilterChip } from '#renderer/ui/filter-chip.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { isoDay, moment } from '#renderer/ui/format/dates.ts'
import { decimal } from '#renderer/ui/format/numbers.ts'
import { Popover } from '#renderer/ui/popover.tsx'
import { FilterEditor } from './filter-editor.tsx'
import { type FilterColumn, operatorWords, valueWords } from './filter-model.ts'

interface FilterChipsProps {
  readonly known: readonly FilterColumn[]
  readonly filters: readonly Filter[]
  readonly onFilters: (filters: readonly Filter[]) => void
  /** On the button that adds one. */
  readonly addLabel: string
}

/** Conditions as chips that all must hold; each part of a chip opens its editor. */
export function FilterChips({ known, filters, onFilters, addLabel }: FilterChipsProps) {
  return (
    <div className="row" style={{ flexWrap: 'wrap', gap: 6 }}>
      {filters.map((filter, index) => (
        <Chip key={`${filter.column}-${index}`} known={known} filter={filter} onChange={(next) => onFilters(filters.flatMap((item, at) => (at !== index ? [item] : next === null ? [] : [next])))} />
      ))}
      <Popover label={addLabel} width={280} target={({ opened, toggle }) => <Button small icon="plus" expanded={opened} hasPopup="dialog" onClick={toggle}>{addLabel}</Button>}>
        {(close) => <FilterEditor known={known} filter={null} part="column" onDone={(filter) => { onFilters([...filters, filter]); close() }} onCancel={close} />}
      </Popover>
    </div>
  )
}

function Chip({ known, filter, onChange }: { readonly known: readonly FilterColumn[]; readonly filter: Filter; readonly onChange: (filter: Filter | null) => void }) {
  const [part, setPart] = useState<'column' | 'operator' | 'value' | null>(null)
  const column = known.find((item) => item.name === filter.column)
  const words = useFilterWords(column, filter)
  const label = column?.label ?? filter.column
  return (
    <Popover
      label={`Change the condition on ${label}`}
      width={280}
      opened={part !== null}
      onChange={(open) => { if (!open) setPart(null) }}
      target={() => <span><FilterChip column={label} operator={operatorWords(filter.operator, column?.type ?? 'text')} value={valueWords(filter, words)} onEdit={setPart} onRemove={() => onChange(null)} /></span>}
    >
      {(close) => <FilterEditor known={known} filter={filter} part={part ?? 'value'} onDone={(next) => { onChange(next); close() }} onCancel={close} />}
    </Popover>
  )
}

/** How a condition's values are shown: records by name, moments and days in words. */
function useFilterWords(column: FilterColumn | undefined, filter: Filter): (value: Cell) => string {
  const clock = useClock()
  const table = column?.lookupTable ?? null
  const names = useQuery(api.dataset.lookup.queryOptions({ input: table === null || filter.values.length === 0 ? skipToken : { table, text: '', limit: 100 } })).data
  return (value) => {
    if (value === null) return 'empty'
    if (table !== null) return names?.find((item) => item.id === value)?.name ?? `no. ${value}`
    if (typeof value === 'boolean') return value ? 'Yes' : 'No'
    if (typeof value === 'number') return column?.type === 'datetime' ? moment(value, clock) : decimal(value, 4)
    return column?.type === 'date' ? isoDay(value, clock) : value
  }
}
