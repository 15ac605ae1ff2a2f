import type { CatalogColumn, CatalogTable } from '#shared/domain/catalog/types'
import { findColumn, findTable, followLookups } from '#shared/domain/rules/context'
import { sameName } from '#shared/domain/rules/text/names'
import { lookupNames } from '#shared/domain/rules/text/path-names'

/** A column and the lookups that lead to it. */
export interface ColumnRef {
  readonly lookups: readonly string[]
  readonly column: string
}

export interface ColumnOffer extends ColumnRef {
  readonly found: CatalogColumn
  /** The table it is on, in words, where that is not the one people are looking at. */
  readonly via: string
}

type Tables = readonly CatalogTable[]

const columnsOf = (tables: Tables, table: string): readonly CatalogColumn[] => findTable(tables, table)?.columns ?? []
const lookupOf = (tables: Tables, table: string, name: string): CatalogColumn | undefined => columnsOf(tables, table).find((column) => column.name === name && column.type === 'lookup' && column.lookupTable !== null)

/** The column itself; undefined where the catalog has lost it. */
export function columnAt(tables: Tables, table: string, ref: ColumnRef): CatalogColumn | undefined {
  return findColumn(tables, followLookups(tables, table, ref.lookups), ref.column) ?? undefined
}

/** As people write it: `Contact.Account.Industry`. */
export function columnWords(tables: Tables, table: string, ref: ColumnRef): string {
  const words: string[] = []
  let at: string | null = table
  for (const name of ref.lookups) {
    const column: CatalogColumn | undefined = at === null ? undefined : lookupOf(tables, at, name)
    words.push(column?.label ?? name)
    at = column?.lookupTable ?? null
  }
  if (ref.column !== '') words.push(columnAt(tables, table, ref)?.label ?? ref.column)
  return words.join('.')
}

/** Splits what was typed at its periods: the lookups that it names, and what is still to be found. null when a name is unknown. */
export function readWalk(tables: Tables, table: string, typed: string): { readonly lookups: readonly string[]; readonly rest: string } | null {
  const parts = typed.split('.')
  const rest = parts.pop() ?? ''
  const lookups: string[] = []
  let at = table
  for (const part of parts) {
    const column = lookupNames(findTable(tables, at)).find((named) => sameName(named.label, part.trim()))?.meaning
    if (column?.lookupTable === undefined || column.lookupTable === null) return null
    lookups.push(column.name)
    at = column.lookupTable
  }
  return { lookups, rest }
}

const FAR_FROM = 2

/** Columns that fit what was typed: those of the table, and from two letters on those of the records it names, while hops are left. */
export function offerColumns(tables: Tables, table: string, typed: string, hopsLeft: number): readonly ColumnOffer[] {
  const walk = readWalk(tables, table, typed)
  const at = walk === null ? null : followLookups(tables, table, walk.lookups)
  if (walk === null || at === null) return []
  const wanted = walk.rest.trim().toLowerCase()
  const fits = (column: CatalogColumn): boolean => column.label.toLowerCase().includes(wanted)
  const own = columnsOf(tables, at).filter(fits).map((found): ColumnOffer => ({ lookups: walk.lookups, column: found.name, found, via: '' }))
  if (wanted.length < FAR_FROM || hopsLeft <= walk.lookups.length) return own
  const far = columnsOf(tables, at).flatMap((lookup) => (lookup.type !== 'lookup' || lookup.lookupTable === null ? [] : columnsOf(tables, lookup.lookupTable).filter((column) => fits(column) && column.type !== 'lookup').map((found): ColumnOffer => ({ lookups: [...walk.lookups, lookup.name], column: found.name, found, via: lookup.label }))))
  return [...own, ...far]
}
