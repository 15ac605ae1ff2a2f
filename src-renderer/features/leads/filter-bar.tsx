import { useMemo, useState } from 'react'
import type { Filter } from '#shared/contract/index'
import type { CatalogColumn, ScoredEntity } from '#shared/domain/catalog/types'
import type { ScoreView } from '#shared/domain/scores/types'
import { Button } from '#renderer/ui/button.tsx'
import { FilterChip } from '#renderer/ui/filter-chip.tsx'
import { Popover } from '#renderer/ui/popover.tsx'
import type { ViewCondition } from './entity.ts'
import { FilterEditor } from '#renderer/conditions/filter-editor.tsx'
import { type FilterColumn, filterColumns, operatorWords, valueWords } from '#renderer/conditions/filter-model.ts'
import { useGrades } from './use-grades.ts'
import { useValueWords } from './use-value-words.ts'

interface FilterBarProps {
  readonly entity: ScoredEntity
  readonly conditions: readonly ViewCondition[]
  readonly filters: readonly Filter[]
  readonly columns: readonly CatalogColumn[]
  readonly onFilters: (filters: readonly Filter[]) => void
  /** Takes a condition of the view off. */
  readonly onLeaveView: (view: ScoreView, filters: readonly Filter[]) => void
  /** Opened from outside, by the key `/`. */
  readonly adding: boolean
  readonly onAdding: (adding: boolean) => void
}

/** The view's conditions and one's own, each a chip; and one to add. */
export function FilterBar({ entity, conditions, filters, columns, onFilters, onLeaveView, adding, onAdding }: FilterBarProps) {
  const grades = useGrades(entity)
  const known = useMemo(() => filterColumns(columns, grades), [columns, grades])
  const replace = (index: number, filter: Filter | null): void => onFilters(filters.flatMap((item, at) => (at !== index ? [item] : filter === null ? [] : [filter])))
  return (
    <>
      {conditions.map((condition) => {
        const leave = (): void => onLeaveView(condition.without.view, condition.without.filters)
        return <FilterChip key={condition.column} column={condition.column} operator={condition.operator} value={condition.value} onEdit={leave} onRemove={leave} />
      })}
      {filters.map((filter, index) => <Chip key={`${filter.column}-${index}`} filter={filter} known={known} onChange={(next) => replace(index, next)} />)}
      <Popover
        label="Add a filter"
        width={264}
        opened={adding}
        onChange={onAdding}
        target={({ opened, toggle }) => <Button variant="ghost" small icon="plus" expanded={opened} hasPopup="dialog" onClick={toggle}>Filter</Button>}
      >
        {(close) => <FilterEditor known={known} filter={null} part="column" onDone={(filter) => { onFilters([...filters, filter]); close() }} onCancel={close} />}
      </Popover>
    </>
  )
}

interface ChipProps {
  readonly filter: Filter
  readonly known: readonly FilterColumn[]
  readonly onChange: (filter: Filter | null) => void
}

function Chip({ filter, known, onChange }: ChipProps) {
  const [part, setPart] = useState<'column' | 'operator' | 'value' | null>(null)
  const column = known.find((item) => item.name === filter.column)
  const words = useValueWords(column, filter)
  return (
    <Popover
      label={`Change the filter on ${column?.label ?? filter.column}`}
      width={264}
      opened={part !== null}
      onChange={(open) => { if (!open) setPart(null) }}
      target={() => (
        <span>
          <FilterChip column={column?.label ?? filter.column} operator={operatorWords(filter.operator, column?.type ?? 'text')} value={valueWords(filter, words)} onEdit={setPart} onRemove={() => onChange(null)} />
        </span>
      )}
    >
      {(close) => <FilterEditor known={known} filter={filter} part={part ?? 'value'} onDone={(next) => { onChange(next); close() }} onCancel={close} />}
    </Popover>
  )
}
