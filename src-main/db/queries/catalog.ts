import { z } from 'zod'
import { COLUMN_TYPES, KNOWN_WHEN, type CatalogColumn, type CatalogTable, type KnownWhen } from '#shared/domain/catalog/types'
import { Problem } from '../errors.ts'
import { followSources } from '../formulas/definition.ts'
import type { ReadDb, WriteDb } from '../handles.ts'

const columnRow = z.object({
  table_name: z.string(),
  name: z.string(),
  label: z.string(),
  type: z.enum(COLUMN_TYPES),
  scale: z.number(),
  known_when: z.enum(KNOWN_WHEN),
  personal: z.number(),
  built_in: z.number(),
  read_only: z.number(),
  lookup_table: z.string().nullable(),
  position: z.number(),
  formula: z.string().nullable(),
})

interface TableRow {
  name: string
  label: string
  label_plural: string
  built_in: number
}

interface OptionRow {
  table_name: string
  column_name: string
  value: string
}

/** All tables with their columns and options, in display order. */
export function readTables(db: ReadDb): CatalogTable[] {
  return assemble(
    db.prepare<TableRow>('SELECT name, label, label_plural, built_in FROM catalog_table ORDER BY position, name').all(),
    db.prepare('SELECT * FROM catalog_column ORDER BY table_name, position, name').all(),
    db.prepare<OptionRow>('SELECT table_name, column_name, value FROM catalog_option ORDER BY table_name, column_name, position, value').all(),
  )
}

/** One table; a Problem when the catalog does not have it. */
export function readTable(db: ReadDb, table: string): CatalogTable {
  const [found] = assemble(
    db.prepare<TableRow>('SELECT name, label, label_plural, built_in FROM catalog_table WHERE name = ?').all(table),
    db.prepare('SELECT * FROM catalog_column WHERE table_name = ? ORDER BY position, name').all(table),
    db.prepare<OptionRow>('SELECT table_name, column_name, value FROM catalog_option WHERE table_name = ? ORDER BY column_name, position, value').all(table),
  )
  if (found === undefined) throw new Problem('NOT_FOUND', `There is no table "${table}" in this workspace. The Data page lists its tables.`, 'table')
  return found
}

function assemble(tables: readonly TableRow[], columns: readonly unknown[], options: readonly OptionRow[]): CatalogTable[] {
  const valuesOf = Map.groupBy(options, (option) => `${option.table_name}.${option.column_name}`)
  const made = columns.map((row): CatalogColumn => {
    const column = columnRow.parse(row)
    return {
      table: column.table_name, name: column.name, label: column.label, type: column.type, scale: column.scale, knownWhen: column.known_when,
      personal: column.personal === 1, builtIn: column.built_in === 1, readOnly: column.read_only === 1, lookupTable: column.lookup_table,
      options: (valuesOf.get(`${column.table_name}.${column.name}`) ?? []).map((option) => option.value), position: column.position,
      ...(column.formula === null ? {} : { formula: column.formula }),
    }
  })
  const columnsOf = Map.groupBy(made, (column) => column.table)
  return tables.map((table) => ({ name: table.name, label: table.label, labelPlural: table.label_plural, builtIn: table.built_in === 1, columns: columnsOf.get(table.name) ?? [] }))
}

/** The column of that name; a Problem that names it when the table lacks it. */
export function columnOf(table: CatalogTable, name: string): CatalogColumn {
  const column = table.columns.find((item) => item.name === name)
  if (column === undefined) throw new Problem('BAD_INPUT', `${table.labelPlural} have no column "${name}".`, name)
  return column
}

export interface ColumnChange {
  readonly table: string
  readonly name: string
  readonly label?: string | undefined
  readonly knownWhen?: KnownWhen | undefined
  readonly personal?: boolean | undefined
}

/** The label, trimmed; a Problem when it is empty, too long, or that of another column of the table. `own` is the column that it is for. */
export function checkLabel(table: CatalogTable, own: CatalogColumn | null, given: string): string {
  const label = given.trim()
  const whose = own === null ? 'The new column' : `The column "${own.label}"`
  if (label === '') throw new Problem('BAD_INPUT', `${whose} needs a label of at least one character.`, 'label')
  if (label.length > 120) throw new Problem('BAD_INPUT', `The label of ${own === null ? 'the new column' : `"${own.label}"`} has ${label.length} characters; 120 is the most.`, 'label')
  const alike = table.columns.find((other) => other.name !== own?.name && other.label.toLowerCase() === label.toLowerCase())
  if (alike !== undefined) throw new Problem('CONFLICT', `${table.labelPlural} already have a column labelled "${alike.label}". Choose another label.`, 'label')
  return label
}

/** Saves what people may say about a column; two columns of a table may not read alike. When a calculated column is known follows from its sources. */
export function saveColumn(db: WriteDb, input: ColumnChange, context: { now: number; userId: number }): CatalogColumn {
  const table = readTable(db, input.table)
  const column = columnOf(table, input.name)
  const label = checkLabel(table, column, input.label ?? column.label)
  const known = KNOWN_WHEN.find((value) => value === (input.knownWhen ?? column.knownWhen))
  if (known === undefined) throw new Problem('BAD_INPUT', `"${input.knownWhen}" does not say when a value is known; expected one of ${KNOWN_WHEN.join(', ')}.`, 'knownWhen')
  if (column.formula !== undefined && known !== column.knownWhen) throw new Problem('BAD_INPUT', `${column.label} is calculated: when it is known follows from the columns that it is made of. Change it there.`, 'knownWhen')
  const personal = input.personal ?? column.personal
  db.prepare('UPDATE catalog_column SET label = ?, known_when = ?, personal = ? WHERE table_name = ? AND name = ?').run(label, known, personal ? 1 : 0, table.name, column.name)
  if (known !== column.knownWhen) followSources(db, readTables(db))
  const saved: CatalogColumn = { ...column, label, knownWhen: known, personal }
  db.prepare("INSERT INTO audit_log (at, user_id, action, subject, detail) VALUES (?, ?, 'save column', ?, ?)").run(
    context.now, context.userId, `${table.name}.${column.name}`, JSON.stringify({ before: brief(column), after: brief(saved) }),
  )
  return saved
}

function brief(column: CatalogColumn): Readonly<Record<string, unknown>> {
  return { label: column.label, knownWhen: column.knownWhen, personal: column.personal }
}
