import { sql } from 'kysely'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import { firstRow } from './filters-sql.ts'
import type { StoredRow } from './records.ts'
import { readUser } from './settings.ts'

/** Tables that decide who may do what, or how everyone works; only an admin writes them. */
const adminTables: ReadonlySet<string> = new Set(['user', 'business_unit', 'process', 'process_stage'])

export function refuseSystemTable(db: ReadDb, table: CatalogTable, context: { userId: number }): void {
  if (adminTables.has(table.name) && readUser(db, context.userId)?.role !== 'admin') {
    throw new Problem('FORBIDDEN', `Only an admin may change ${table.labelPlural.toLowerCase()}. Ask an admin of this workspace.`)
  }
}

/** Lookups must point at records that exist, and an external id at one record only. */
export function checkStored(
  db: ReadDb,
  table: CatalogTable,
  values: ReadonlyMap<string, string | number | null>,
  existing: { readonly id: number; readonly before: StoredRow; readonly userId: number } | null,
): void {
  for (const column of table.columns) {
    const value = values.get(column.name)
    if (value === null || value === undefined) continue
    if (column.type === 'lookup' && column.lookupTable !== null) {
      const found = firstRow(db, sql`SELECT 1 AS found FROM ${sql.id(column.lookupTable)} WHERE id = ${value}`)
      if (found === undefined) throw new Problem('BAD_INPUT', `${column.label} cannot be ${value}: there is no such record in ${column.lookupTable}.`, column.name)
      if (column.lookupTable === table.name && value === existing?.id) throw new Problem('BAD_INPUT', `${column.label} cannot be the record itself.`, column.name)
    }
  }
  const externalId = values.get('external_id')
  if (typeof externalId === 'string') {
    const other = firstRow<{ id: number }>(db, sql`SELECT id FROM ${sql.id(table.name)} WHERE external_id = ${externalId} AND id <> ${existing?.id ?? 0}`)
    if (other !== undefined) throw new Problem('CONFLICT', `External id "${externalId}" already belongs to the ${table.label.toLowerCase()} with the number ${other.id}.`, 'external_id')
  }
  if (table.name === 'user' && existing !== null && existing.id === existing.userId) {
    const role = values.get('role') ?? existing.before['role']
    if (role !== 'admin' || values.get('active') === 0) throw new Problem('CONFLICT', 'You cannot take away your own rights as an admin. Ask another admin to do it.', 'role')
  }
}

interface ColumnInfo {
  name: string
  must: number
  preset: string | null
}

/** Columns that may not be empty have a value; `id` is that of a record that exists already. */
export function checkColumns(db: ReadDb, table: CatalogTable, values: ReadonlyMap<string, string | number | null>, id: number | null = null): void {
  const stored = db.prepare<ColumnInfo>('SELECT name, "notnull" AS must, dflt_value AS preset FROM pragma_table_xinfo(?)').all(table.name)
  for (const column of table.columns) {
    const info = stored.find((item) => item.name === column.name)
    if (info === undefined || info.must === 0) continue
    const value = values.get(column.name)
    const absent = value === undefined && (id !== null || info.preset !== null)
    if (!absent && (value === null || value === undefined) && !column.readOnly) throw new Problem('BAD_INPUT', `${column.label} cannot be empty.`, column.name)
  }
  if (id !== null) return
  if (table.name === 'interaction' && ['contact_id', 'lead_id', 'opportunity_id'].every((name) => typeof values.get(name) !== 'number')) {
    throw new Problem('BAD_INPUT', 'An interaction needs a contact, a lead or an opportunity.', 'lead_id')
  }
  const nameable = { lead: ['first_name', 'last_name', 'email', 'company', 'external_id'], contact: ['first_name', 'last_name', 'email', 'external_id'], opportunity: ['topic', 'external_id'] }
  const names = Object.entries(nameable).find(([name]) => name === table.name)?.[1] ?? []
  if (names.length > 0 && names.every((name) => typeof values.get(name) !== 'string')) {
    const labels = names.map((name) => table.columns.find((column) => column.name === name)?.label ?? name)
    throw new Problem('BAD_INPUT', `A new ${table.label.toLowerCase()} needs a name to be found by: fill in one of ${labels.join(', ')}.`, names[0])
  }
}
