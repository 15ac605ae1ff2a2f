import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Filter, Readiness } from '#shared/contract/index'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { emptyModel, numberingOf } from '#shared/domain/rules/edit'
import { filterProblems, filterSize, isTreeFilter, type RecordFilter } from '#shared/domain/rules/record-filter'
import type { BranchNode } from '#shared/domain/rules/tree'
import { filterAsTree } from '#renderer/conditions/as-tree.ts'
import { FilterChips } from '#renderer/conditions/filter-chips.tsx'
import type { FilterColumn } from '#renderer/conditions/filter-model.ts'
import { ConditionEditor } from '#renderer/conditions/tree/condition-editor.tsx'
import { api } from '#renderer/rpc/client.ts'
import { count } from '#renderer/ui/format/numbers.ts'
import type { Choosing } from './wizard-store.ts'

/** Tells how a record ended, or is kept by Sextant itself: a filter on these says nothing about which records a model is for. */
const ENDINGS = new Set(['state', 'closed_at', 'modified_at', 'external_id'])

/** The catalog without the record's own columns that a filter must not ask for. */
export function filterTables(tables: readonly CatalogTable[], entity: string): readonly CatalogTable[] {
  return tables.map((table) => (table.name === entity ? { ...table, columns: table.columns.filter((column) => !ENDINGS.has(column.name)) } : table))
}

/** Which records the model is about, with how many of the closed and the open ones pass. */
export function FilterField({ readiness, choice, onChange }: Choosing & { readonly readiness: Readiness }) {
  const { filter, filterDraft: draft } = choice
  const all = useQuery(api.catalog.tables.queryOptions()).data
  const { entity } = readiness
  const tables = useMemo(() => (all === undefined ? null : filterTables(all, entity)), [all, entity])
  const { closed, ofClosed, open, ofOpen } = readiness.filtered
  const size = filterSize(filter)
  return (
    <div className="field-group model-filter" role="group" aria-label="Filter">
      <div className="field-label"><span>Filter</span><b role="status">{size === 0 ? 'All records' : `${count(closed)} of ${count(ofClosed)} closed, ${count(open)} of ${count(ofOpen)} open`}</b></div>
      {tables !== null && <Conditions filter={draft ?? filter} tables={tables} entity={entity} onChange={onChange} />}
      <p className="field-help">{draft !== null ? 'The counts are those of the last filter that was complete.' : size === 0 ? 'Without a condition it learns from all records and scores all.' : 'It holds for what the model learns from and for what it scores, with all records as they are now.'}</p>
    </div>
  )
}

/** A list that has no equal as a tree, such as one that compares moments, stays a list. */
function Conditions({ filter, tables, entity, onChange }: Pick<Choosing, 'onChange'> & { readonly filter: RecordFilter<Filter>; readonly tables: readonly CatalogTable[]; readonly entity: string }) {
  const tree = useMemo(() => (isTreeFilter(filter) ? filter : filterAsTree(filter, tables, entity)), [filter, tables, entity])
  const problems = useMemo(() => (tree === null ? [] : filterProblems(tables, entity, tree)), [tree, tables, entity])
  if (tree === null) return isTreeFilter(filter) ? null : <FilterChips known={listColumns(tables, entity)} filters={filter} addLabel="Add a condition" onFilters={(filters) => onChange({ filter: filters })} />
  const change = (next: BranchNode): void => {
    const isComplete = filterProblems(tables, entity, next).length === 0
    onChange(isComplete ? { filter: next.children.length === 0 ? [] : next, filterDraft: null } : { filterDraft: next })
  }
  return <ConditionEditor value={tree} onChange={change} known={{ tables, businessUnits: [] }} problems={problems} readOnly={false} table={entity} gatesOnly timeless nextId={numberingOf({ ...emptyModel('', 'lead'), audience: tree })} />
}

/** The record's columns, then those of the records that it points at. */
function listColumns(tables: readonly CatalogTable[], entity: string): readonly FilterColumn[] {
  const own = tables.find((table) => table.name === entity)?.columns ?? []
  const related = own.flatMap((link) => {
    const table = tables.find((found) => found.name === link.lookupTable)
    // one step away; a further lookup would show another record's number
    return table === undefined ? [] : table.columns.filter((column) => column.type !== 'lookup').map((column) => ({ ...column, name: `${link.name}.${column.name}`, label: `${link.label}: ${column.label}` }))
  })
  return [...own, ...related]
}
