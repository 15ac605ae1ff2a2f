import type { z } from 'zod'
import type { mappingSchema } from '#shared/contract/dataset'
import type { CatalogColumn, ColumnType, KnownWhen } from '#shared/domain/catalog/types'
import { assertNever } from '#shared/lib/assert'
import { freeName, storeName } from './mapping-names.ts'

export type Mapping = z.infer<typeof mappingSchema>
export type ColumnMapping = Mapping['columns'][number]
export type Constant = string | number | boolean | null

/** One change that a person makes to a mapping. */
export type MappingEdit =
  | { readonly do: 'target'; readonly source: string; readonly column: Pick<CatalogColumn, 'name' | 'type' | 'lookupTable'> }
  | { readonly do: 'create'; readonly source: string; readonly type: ColumnType; readonly taken: ReadonlySet<string> }
  | { readonly do: 'ignore'; readonly source: string }
  | { readonly do: 'restore'; readonly source: string }
  | { readonly do: 'type'; readonly source: string; readonly type: ColumnType }
  | { readonly do: 'label'; readonly source: string; readonly label: string }
  | { readonly do: 'dates'; readonly source: string; readonly formats: readonly string[] }
  | { readonly do: 'missing'; readonly source: string; readonly markers: readonly string[] }
  | { readonly do: 'missing-in'; readonly sources: readonly string[]; readonly marker: string }
  | { readonly do: 'value'; readonly source: string; readonly from: string; readonly to: string | null }
  | { readonly do: 'lookup'; readonly source: string; readonly lookup: ColumnMapping['lookup'] }
  | { readonly do: 'known'; readonly source: string; readonly known: KnownWhen }
  | { readonly do: 'no-longer-also'; readonly source: string; readonly target: string }
  | { readonly do: 'key'; readonly key: string | null }
  | { readonly do: 'constant'; readonly column: string; readonly value: Constant }
  | { readonly do: 'no-constant'; readonly column: string }

/** Tables whose records people name rather than number. */
const NAMED: ReadonlySet<string> = new Set(['user', 'business_unit', 'account', 'contact', 'process', 'process_stage'])

function defaultLookup(table: string): NonNullable<ColumnMapping['lookup']> {
  return { table, key: NAMED.has(table) ? 'name' : 'external_id' }
}

/** The column without the named settings. */
function without(column: ColumnMapping, ...names: readonly (keyof ColumnMapping)[]): ColumnMapping {
  const rest = { ...column }
  for (const name of names) if (name !== 'source') delete rest[name]
  return rest
}

/** Changes the first entry of a column of the file, which is the one in its row. */
function change(mapping: Mapping, source: string, with_: (column: ColumnMapping) => ColumnMapping): Mapping {
  const at = mapping.columns.findIndex((column) => column.source === source)
  return withColumns(mapping, mapping.columns.map((column, index) => (index === at ? with_(column) : column)))
}

/** The key must stand for a column that is still filled. */
function withColumns(mapping: Mapping, columns: ColumnMapping[]): Mapping {
  const filled = columns.some((column) => column.ignore !== true && column.target === mapping.key)
  return mapping.key === undefined || filled ? { ...mapping, columns } : withKey({ ...mapping, columns }, null)
}

function withKey(mapping: Mapping, key: string | null): Mapping {
  const { key: _, ...rest } = mapping
  return key === null ? rest : { ...rest, key }
}

function addMarker(column: ColumnMapping, marker: string): ColumnMapping {
  const now = column.missing ?? []
  return now.includes(marker) ? column : { ...column, missing: [...now, marker] }
}

function setValue(column: ColumnMapping, from: string, to: string | null): ColumnMapping {
  const { [from]: _, ...others } = column.values ?? {}
  if (to !== null) return { ...column, values: { ...others, [from]: to } }
  return Object.keys(others).length === 0 ? without(column, 'values') : { ...column, values: others }
}

/** The mapping after one change; the mapping given is not touched. */
export function editMapping(mapping: Mapping, edit: MappingEdit): Mapping {
  switch (edit.do) {
    case 'target':
      return change(mapping, edit.source, (column) => {
        const { name, type, lookupTable } = edit.column
        const kept = without(column, 'ignore', 'label', 'lookup', ...(type === 'date' || type === 'datetime' ? [] : ['dateFormats' as const]))
        return { ...kept, target: name, type, ...(lookupTable === null ? {} : { lookup: defaultLookup(lookupTable) }) }
      })
    case 'create':
      return change(mapping, edit.source, (column) => {
        const target = freeName(storeName(edit.source), edit.taken)
        return { ...without(column, 'ignore', 'lookup'), target, label: column.label ?? edit.source, type: edit.type }
      })
    case 'ignore':
      return change(mapping, edit.source, (column) => ({ ...column, ignore: true }))
    case 'restore':
      return change(mapping, edit.source, (column) => without(column, 'ignore'))
    case 'type':
      return change(mapping, edit.source, (column) => ({ ...without(column, ...(edit.type === 'lookup' ? [] : ['lookup' as const])), type: edit.type }))
    case 'label':
      return change(mapping, edit.source, (column) => ({ ...column, label: edit.label }))
    case 'dates':
      return change(mapping, edit.source, (column) => (edit.formats.length === 0 ? without(column, 'dateFormats') : { ...column, dateFormats: [...edit.formats] }))
    case 'missing':
      return change(mapping, edit.source, (column) => (edit.markers.length === 0 ? without(column, 'missing') : { ...column, missing: [...new Set(edit.markers)] }))
    case 'missing-in':
      return { ...mapping, columns: mapping.columns.map((column) => (edit.sources.includes(column.source) ? addMarker(column, edit.marker) : column)) }
    case 'value':
      return change(mapping, edit.source, (column) => setValue(column, edit.from, edit.to))
    case 'lookup':
      return change(mapping, edit.source, (column) => (edit.lookup === undefined ? without(column, 'lookup') : { ...column, lookup: edit.lookup }))
    case 'known':
      return change(mapping, edit.source, (column) => ({ ...column, knownWhen: edit.known }))
    case 'no-longer-also': {
      const first = mapping.columns.findIndex((column) => column.source === edit.source)
      return withColumns(mapping, mapping.columns.filter((column, index) => index === first || column.source !== edit.source || column.target !== edit.target))
    }
    case 'key':
      return withKey(mapping, edit.key)
    case 'constant':
      return { ...mapping, constants: { ...mapping.constants, [edit.column]: edit.value } }
    case 'no-constant': {
      const { [edit.column]: _, ...others } = mapping.constants ?? {}
      return { ...mapping, constants: others }
    }
    default:
      return assertNever(edit)
  }
}
