import type { CatalogColumn, CatalogTable } from '#shared/domain/catalog/types'
import { interactionTypes } from '../context.ts'
import { sameName, type Named } from './names.ts'
import { remember } from './remember.ts'

/** Other names that people know a relationship by; they are understood, never written. */
const ALIASES: Readonly<Record<string, readonly string[]>> = { 'contact.account_id': ['Parent customer account', 'Parent customer'], 'lead.parent_account_id': ['Parent account for lead'], 'lead.parent_contact_id': ['Parent contact for lead'] }

/** Names of what can be counted, types of interaction first; the meaning of a type is its own text, that of a table the table. */
export const countedNames = remember((tables: readonly CatalogTable[]): readonly Named<string | CatalogTable>[] => [
  ...interactionTypes(tables).map((type) => ({ label: type, meaning: type, detail: 'interaction' })),
  ...tableNames(tables),
])

/** Each table by its name and its plural. */
export const tableNames = remember((tables: readonly CatalogTable[]): readonly Named<CatalogTable>[] =>
  tables.flatMap((table) => {
    const one = { label: table.label, meaning: table, detail: 'table' }
    return sameName(table.label, table.labelPlural) ? [one] : [one, { label: table.labelPlural, meaning: table, detail: 'table' }]
  }),
)

const NO_COLUMNS: readonly Named<CatalogColumn>[] = []
const namesOfColumns = remember((table: CatalogTable): readonly Named<CatalogColumn>[] => table.columns.map((column) => ({ label: column.label, meaning: column, detail: column.type })))

/** All columns of a table; none of an unknown one. */
export function columnNames(table: CatalogTable | null): readonly Named<CatalogColumn>[] {
  return table === null ? NO_COLUMNS : namesOfColumns(table)
}

const namesOfLookups = remember((table: CatalogTable): readonly Named<CatalogColumn>[] => lookups(table))

/** Lookup columns of a table, those to `target` only when it is given; with the other names that people know them by. */
export function lookupNames(table: CatalogTable | null, target?: string): readonly Named<CatalogColumn>[] {
  if (table === null) return NO_COLUMNS
  return target === undefined ? namesOfLookups(table) : lookups(table, target)
}

function lookups(table: CatalogTable, target?: string): readonly Named<CatalogColumn>[] {
  const columns = table.columns.filter((column) => column.lookupTable !== null && (target === undefined || column.lookupTable === target))
  const own = columns.map((column) => ({ label: column.label, meaning: column, detail: `to ${column.lookupTable ?? ''}` }))
  const more = columns.flatMap((column) => (ALIASES[`${column.table}.${column.name}`] ?? []).map((label) => ({ label, meaning: column, detail: '' })))
  return [...own, ...more.filter((alias) => !own.some((name) => sameName(name.label, alias.label)))]
}
