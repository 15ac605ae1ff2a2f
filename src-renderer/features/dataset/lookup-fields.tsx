import type { CatalogTable } from '#shared/domain/catalog/types'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { edit } from './import-store.ts'
import type { ColumnMapping } from './mapping-edit.ts'

interface LookupFieldsProps {
  readonly column: ColumnMapping
  /** Where an existing column points; null when that may be chosen. */
  readonly table: string | null
  readonly tables: readonly CatalogTable[]
}

/** The table and column by which the related record is found, and what happens when it is not there. */
export function LookupFields({ column, table, tables }: LookupFieldsProps) {
  const lookup = column.lookup ?? { table: table ?? 'account', key: 'external_id' }
  const target = tables.find((found) => found.name === lookup.table)
  const set = (change: Partial<typeof lookup>): void => edit({ do: 'lookup', source: column.source, lookup: { ...lookup, ...change } })
  const keys = (target?.columns ?? []).filter((found) => found.type === 'text' || found.type === 'integer' || found.type === 'option')
  return (
    <div className="panel-form">
      <SelectField label="Table" disabled={table !== null} value={lookup.table} choices={tables.map((found) => ({ value: found.name, label: found.labelPlural }))} onChange={(value) => value !== null && set({ table: value, key: 'external_id' })} />
      <SelectField label="Found by its" value={lookup.key} choices={keys.map((found) => ({ value: found.name, label: found.label }))} onChange={(value) => value !== null && set({ key: value })} />
      <Checkbox label={`Create ${(target?.labelPlural ?? 'records').toLowerCase()} that are not there yet`} checked={lookup.create === true} onChange={(create) => set({ create })} />
    </div>
  )
}
