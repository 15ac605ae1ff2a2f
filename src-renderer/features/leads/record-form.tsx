import { useState } from 'react'
import type { Cell } from '#shared/contract/index'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import { Section } from '#renderer/ui/section.tsx'
import { CellField } from './cell-field.tsx'
import css from './panel.module.css'

interface RecordFormProps {
  readonly title: string
  readonly note?: string
  readonly columns: readonly CatalogColumn[]
  readonly values: Readonly<Record<string, Cell>>
  readonly lookups: Readonly<Record<string, string>>
  readonly edits: Readonly<Record<string, Cell>>
  /** What the core said about a field. */
  readonly problem: { readonly field: string; readonly sentence: string } | null
  readonly onEdit: (column: string, value: Cell) => void
  readonly onValid: (allValid: boolean) => void
}

/** Which columns of a record people may type into. */
export function editable(columns: readonly CatalogColumn[]): readonly CatalogColumn[] {
  return columns.filter((column) => !column.readOnly && column.name !== 'external_id')
}

/** Puts the cursor into the field of a column, and the field into view. */
export function focusColumn(column: string): void {
  document.querySelector<HTMLElement>(`[data-column="${CSS.escape(column)}"] input`)?.focus()
}

/** Every editable column with the input of its type; changed ones are marked. */
export function RecordForm({ title, note, columns, values, lookups, edits, problem, onEdit, onValid }: RecordFormProps) {
  const [invalid, setInvalid] = useState<ReadonlySet<string>>(new Set())
  const valid = (column: string, ok: boolean): void => {
    const next = new Set(invalid)
    if (ok) next.delete(column)
    else next.add(column)
    setInvalid(next)
    onValid(next.size === 0)
  }
  return (
    <Section title={title} note={note}>
      <div className={css.form}>
        {columns.map((column) => (
          <div key={column.name} data-column={column.name}>
            <CellField
              column={column}
              value={column.name in edits ? (edits[column.name] ?? null) : (values[column.name] ?? null)}
              shown={lookups[column.name]}
              error={problem?.field === column.name ? problem.sentence : undefined}
              className={column.name in edits ? css.changed : undefined}
              onChange={(value) => onEdit(column.name, value)}
              onValid={(ok) => valid(column.name, ok)}
            />
          </div>
        ))}
      </div>
    </Section>
  )
}
