import { useState } from 'react'
import type { Filter } from '#shared/contract/index'
import { FILTER_OPERATORS } from '#shared/domain/scores/types'
import { Button } from '#renderer/ui/button.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { arity, blankFilter, type FilterColumn, isComplete, operatorsFor, operatorWords, withOperator } from './filter-model.ts'
import { FilterValues } from './filter-values.tsx'

interface FilterEditorProps {
  readonly known: readonly FilterColumn[]
  /** null for a new one. */
  readonly filter: Filter | null
  /** Where the focus starts. */
  readonly part: 'column' | 'operator' | 'value'
  readonly onDone: (filter: Filter) => void
  readonly onCancel: () => void
}

/** Column, comparison, value; Apply waits until the value is there. */
export function FilterEditor({ known, filter, part, onDone, onCancel }: FilterEditorProps) {
  const [draft, setDraft] = useState(filter)
  const column = known.find((item) => item.name === draft?.column)
  const operators = column === undefined ? [] : operatorsFor(column.type)
  const chooseColumn = (name: string | null): void => {
    const next = known.find((item) => item.name === name)
    if (next !== undefined) setDraft(blankFilter(next))
  }
  const chooseOperator = (name: string | null): void => {
    const operator = FILTER_OPERATORS.find((item) => item === name)
    if (draft !== null && operator !== undefined) setDraft(withOperator(draft, operator))
  }
  const ready = draft !== null && isComplete(draft)
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); if (ready) onDone(draft) }}>
      <SelectField label="Column" value={draft?.column ?? null} onChange={chooseColumn} choices={known.map((item) => ({ value: item.name, label: item.label }))} searchable autoFocus={part === 'column'} placeholder="Choose a column" />
      {draft !== null && column !== undefined && (
        <>
          <SelectField label="Comparison" value={draft.operator} onChange={chooseOperator} autoFocus={part === 'operator'} choices={operators.map((operator) => ({ value: operator, label: operatorWords(operator, column.type) }))} />
          {arity(draft.operator) !== 0 && <FilterValues key={draft.column} column={column} filter={draft} onChange={(values) => setDraft({ ...draft, values: [...values] })} autoFocus={part === 'value'} />}
        </>
      )}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button small onClick={onCancel}>Cancel</Button>
        <Button small variant="primary" type="submit" disabled={!ready}>Apply</Button>
      </div>
    </form>
  )
}
