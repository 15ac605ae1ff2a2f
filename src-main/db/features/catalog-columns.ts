import { COLUMN_TYPES, KNOWN_WHEN, type CatalogColumn } from '#shared/domain/catalog/types'
import type { ReadDb } from '../handles.ts'

/** What the choice of attributes needs to know of a column. */
export interface ColumnFacts extends Pick<CatalogColumn, 'table' | 'name' | 'label' | 'type' | 'scale' | 'knownWhen' | 'personal' | 'builtIn' | 'lookupTable'> {
  readonly calculated: boolean
  readonly tableLabel: string
}

interface Row {
  name: string
  label: string
  table_label: string
  type: string
  scale: number
  known_when: string
  personal: number
  built_in: number
  lookup_table: string | null
  calculated: number
}

const oneOf = <Value extends string>(values: readonly Value[], text: string): Value => {
  const found = values.find((value) => value === text)
  if (found === undefined) throw new Error(`The catalog holds the unknown word ${text}`)
  return found
}

/** The columns of a table in the catalog's order. */
export function catalogColumns(db: ReadDb, table: string): ColumnFacts[] {
  return db
    .prepare<Row>(
      `SELECT c.name, c.label, t.label AS table_label, c.type, c.scale, c.known_when, c.personal, c.built_in, c.lookup_table, c.formula IS NOT NULL AS calculated
       FROM catalog_column c JOIN catalog_table t ON t.name = c.table_name WHERE c.table_name = ? ORDER BY c.position, c.name`,
    )
    .all(table)
    .map((row) => ({
      table,
      tableLabel: row.table_label,
      name: row.name,
      label: row.label,
      type: oneOf(COLUMN_TYPES, row.type),
      scale: row.scale,
      knownWhen: oneOf(KNOWN_WHEN, row.known_when),
      personal: row.personal === 1,
      builtIn: row.built_in === 1,
      lookupTable: row.lookup_table,
      calculated: row.calculated === 1,
    }))
}

/** Whether the table has a `name` by which its rows can be shown. */
export function hasDisplayName(db: ReadDb, table: string): boolean {
  return db.prepare("SELECT 1 FROM catalog_column WHERE table_name = ? AND name = 'name'").get(table) !== undefined
}
