import { sql } from 'kysely'
import { Problem } from '../errors.ts'
import type { ReadDb, SqlValue } from '../handles.ts'
import { catalogColumns, hasDisplayName, type ColumnFacts } from './catalog-columns.ts'
import { compileSql } from './compile-sql.ts'

export type ExportedValue = string | number | boolean | null

export interface ExportedRows {
  readonly columns: readonly string[]
  readonly total: number
  /** Rows in pages, each row with one value a column. */
  readonly pages: Iterable<readonly (readonly ExportedValue[])[]>
}

const PAGE = 2000

/** All scores, or all records of a table, with names, ISO 8601 times and plain numbers as an import reads them. */
export function exportedRows(db: ReadDb, what: string): ExportedRows {
  return what === 'scores' ? scoreRows(db) : tableRows(db, what)
}

const scoreColumns = ['entity', 'external_id', 'record_id', 'name', 'model', 'version', 'score', 'probability', 'grade', 'trend', 'scored_at']
const scoresSql = `SELECT s.record_id, s.entity, coalesce(l.external_id, o.external_id), s.record_id, coalesce(l.name, o.name), m.name, v.number, s.score, s.probability, s.grade, s.trend, s.scored_at
  FROM score s JOIN model m ON m.id = s.model_id JOIN model_version v ON v.id = s.version_id
  LEFT JOIN lead l ON s.entity = 'lead' AND l.id = s.record_id LEFT JOIN opportunity o ON s.entity = 'opportunity' AND o.id = s.record_id
  WHERE s.entity = ? AND s.record_id > ? ORDER BY s.record_id LIMIT ?`

function scoreRows(db: ReadDb): ExportedRows {
  const total = db.prepare<{ n: number }>('SELECT count(*) AS n FROM score').get()?.n ?? 0
  const read = (row: SqlValue[]): ExportedValue[] => row.map((value, index) => (index === scoreColumns.length - 1 ? isoTime(value ?? null) : plain(value ?? null)))
  return { columns: scoreColumns, total, pages: pagesOf(['lead', 'opportunity'].map((entity) => (after) => db.prepare(scoresSql).values(entity, after, PAGE)), read) }
}

function tableRows(db: ReadDb, table: string): ExportedRows {
  const columns = catalogColumns(db, table).filter(({ name, builtIn }) => !(builtIn && (name === 'modified_at' || isComputed(table, name))))
  if (columns.length === 0) throw new Problem('NOT_FOUND', `There is no table ${table}. Choose scores, or a table of the catalog.`)
  const parts = columns.map((column) => (column.type === 'lookup' ? displayed(db, column) : column.name === 'external_id' && isNameless(db, table) ? sql`coalesce(t.external_id, '#' || t.id)` : sql`t.${sql.id(column.name)}`))
  const text = compileSql(sql`SELECT t.id, ${sql.join(parts)} FROM ${sql.id(table)} t WHERE t.id > ${0} ORDER BY t.id LIMIT ${PAGE}`)
  const total = db.prepare<{ n: number }>(compileSql(sql`SELECT count(*) AS n FROM ${sql.id(table)}`)).get()?.n ?? 0
  const read = (row: SqlValue[]): ExportedValue[] => row.map((value, index) => shown(columns[index], value ?? null))
  return { columns: columns.map(({ name }) => name), total, pages: pagesOf([(after) => db.prepare(text).values(after, PAGE)], read) }
}

function isComputed(table: string, name: string): boolean {
  return name === 'name' && ['lead', 'contact', 'opportunity'].includes(table)
}

/** Records that nothing names but their external id; where one has none, its number stands for it here and in what points at it, so that an import finds it again. */
const isNameless = (db: ReadDb, table: string): boolean => !hasDisplayName(db, table)

/** What a lookup points at: by its external id, which an import finds it by, else by its name. */
function displayed(db: ReadDb, column: ColumnFacts) {
  const target = column.lookupTable
  const known = target === null ? [] : catalogColumns(db, target).map(({ name }) => name)
  const keys = ['external_id', ...(target !== null && hasDisplayName(db, target) ? ['name'] : [])].filter((name) => known.includes(name)).map((name) => sql`x.${sql.id(name)}`)
  if (target === null || keys.length === 0) return sql`t.${sql.id(column.name)}`
  return sql`(SELECT coalesce(${sql.join([...keys, sql`'#' || x.id`])}) FROM ${sql.id(target)} x WHERE x.id = t.${sql.id(column.name)})`
}

function* pagesOf(sources: readonly ((after: number) => SqlValue[][])[], read: (row: SqlValue[]) => ExportedValue[]): Generator<ExportedValue[][]> {
  for (const source of sources) {
    for (let after = 0; ; ) {
      const rows = source(after)
      if (rows.length > 0) yield rows.map((row) => read(row.slice(1)))
      if (rows.length < PAGE) break
      after = Number(rows.at(-1)?.[0])
    }
  }
}

function plain(value: SqlValue): ExportedValue {
  return typeof value === 'bigint' ? String(value) : value instanceof Uint8Array ? null : value
}

function isoTime(value: SqlValue): ExportedValue {
  return value === null ? null : new Date(Number(value)).toISOString()
}

function shown(column: ColumnFacts | undefined, value: SqlValue): ExportedValue {
  if (value === null || column === undefined) return null
  switch (column.type) {
    case 'datetime':
      return isoTime(value)
    case 'boolean':
      return Number(value) === 1
    case 'decimal':
      return scaled(value, column.scale)
    case 'text':
    case 'option':
    case 'date':
    case 'lookup':
    case 'integer':
    case 'number':
      return plain(value)
  }
}

/** A scaled integer as a plain number. */
function scaled(value: SqlValue, scale: number): ExportedValue {
  return Number(value) / 10 ** scale
}
