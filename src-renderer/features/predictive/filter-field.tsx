import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Filter, Readiness } from '#shared/contract/index'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { FilterChips } from '#renderer/conditions/filter-chips.tsx'
import type { FilterColumn } from '#renderer/conditions/filter-model.ts'
import { api } from '#renderer/rpc/client.ts'
import { count } from '#renderer/ui/format/numbers.ts'
import { setWizard, useWizard } from './wizard-store.ts'

/** Tells how a record ended, or is kept by Sextant itself: a filter on these says nothing about which records a model is for. */
const ENDINGS = new Set(['state', 'closed_at', 'modified_at', 'external_id'])

/** The record's columns, then those of the records that it points at. */
export function modelFilterColumns(tables: readonly CatalogTable[], entity: string): readonly FilterColumn[] {
  const own = tables.find((table) => table.name === entity)?.columns ?? []
  const related = own.flatMap((link) => {
    const table = tables.find((found) => found.name === link.lookupTable)
    // one step away; a further lookup would show another record's number
    return table === undefined ? [] : table.columns.filter((column) => column.type !== 'lookup' && !ENDINGS.has(column.name)).map((column) => ({ ...column, name: `${link.name}.${column.name}`, label: `${link.label}: ${column.label}` }))
  })
  return [...own.filter((column) => !ENDINGS.has(column.name)), ...related]
}

/** Which records the model is about, with how many of the closed ones pass. */
export function FilterField({ readiness }: { readonly readiness: Readiness }) {
  const filter = useWizard((state) => state.filter)
  const tables = useQuery(api.catalog.tables.queryOptions()).data
  const known = useMemo(() => modelFilterColumns(tables ?? [], readiness.entity), [tables, readiness.entity])
  const { closed, ofClosed, open, ofOpen } = readiness.filtered
  return (
    <div className="field-group model-filter">
      <div className="field-label"><span>Filter</span><b role="status">{filter.length === 0 ? 'All records' : `${count(closed)} of ${count(ofClosed)} closed, ${count(open)} of ${count(ofOpen)} open`}</b></div>
      <FilterChips known={known} filters={filter} addLabel="Add a condition" onFilters={(filters: readonly Filter[]) => setWizard({ filter: filters })} />
      <p className="field-help">{filter.length === 0 ? 'Without a condition it learns from all records and scores all.' : `${filter.length === 1 ? 'It holds' : 'All hold'} for what it learns from and for what it scores.`}</p>
    </div>
  )
}
