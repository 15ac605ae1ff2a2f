import { sql } from 'kysely'
import { keyOf, type FormulaGraph, type MadeColumn } from '#shared/domain/catalog/formula/graph'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import type { ReadDb, WriteDb } from '../handles.ts'
import { compiled, type Sql } from '../queries/filters-sql.ts'
import { rowSql } from './definition.ts'
import { positionsOf, reachSql, type Position } from './positions.ts'

/** What triggers and indexes that belong to calculated columns are called, at the beginning. */
const TRIGGERS = 'formula of '
const INDEXES = 'formula link '

/** Computes the column anew for all records and writes the values that differ; returns how many did. */
export function fillKept(db: WriteDb, { table, column, formula }: MadeColumn): number {
  return db.prepare(compiled(updateSql({ table, column, formula }, null)).text).run().changes
}

/** How many records have another value than the formula yields; 0 in a sound workspace. */
export function countStale(db: ReadDb, { table, column, formula }: MadeColumn): number {
  const name = sql`${sql.id(table)}.${sql.id(column.name)}`
  return db.prepare<{ n: number }>(compiled(sql`SELECT count(*) AS n FROM ${sql.id(table)} WHERE ${name} IS NOT ${rowSql(formula, table)}`).text).get()?.n ?? 0
}

/** Takes the triggers away, which refer to columns that are about to be changed; `keepUp` makes them again in the same transaction. */
export function letGo(db: WriteDb): void {
  for (const { name } of ours(db, 'trigger', TRIGGERS)) db.exec(compiled(sql`DROP TRIGGER ${sql.id(name)}`).text)
}

/**
 * Makes the triggers that keep every kept column right, in the statement of each change: of a record itself, of a lookup on the
 * way, and of the related records' columns. Lookups on the way get an index, so that the records behind are found at once.
 */
export function keepUp(db: WriteDb, graph: FormulaGraph): void {
  letGo(db)
  const kept = graph.made.filter((one) => one.kept)
  indexLinks(db, kept)
  for (const one of kept) for (const { text } of triggersOf(one, generatedNames(db, one))) db.exec(text)
}

export interface FormulaTrigger {
  /** The table whose changes set it off. */
  readonly on: string
  /** The statement that makes it. */
  readonly text: string
}

/** One column's triggers; `generated` tells which columns, as `table.name`, are computed by SQLite and so never named by an update. */
export function triggersOf(one: MadeColumn, generated: ReadonlySet<string>): FormulaTrigger[] {
  return positionsOf(one).flatMap((position, at) => {
    const make = (event: string, when: Sql, where: Sql): FormulaTrigger => ({
      on: position.table,
      text: compiled(sql`CREATE TRIGGER ${sql.id(`${TRIGGERS}${keyOf(one.column)} ${at} ${event}`)} AFTER ${whenSql(event, position, generated)} ON ${sql.id(position.table)} ${when} BEGIN ${updateSql(one, where)}; END`).text,
    })
    const changed = sql`WHEN ${sql.join([...position.columns].map((name) => sql`OLD.${sql.id(name)} IS NOT NEW.${sql.id(name)}`), sql` OR `)}`
    if (position.path.length === 0) {
      const own = sql`id = NEW.id`
      return [make('insert', sql``, own), ...(position.columns.size === 0 ? [] : [make('update', changed, own)])]
    }
    return [make('update', changed, reachSql(position, sql`NEW.id`)), make('delete', sql``, reachSql(position, sql`OLD.id`))]
  })
}

function whenSql(event: string, { table, columns }: Position, generated: ReadonlySet<string>): Sql {
  if (event !== 'update') return sql.raw(event.toUpperCase())
  const names = [...columns]
  return names.some((name) => generated.has(`${table}.${name}`)) ? sql`UPDATE` : sql`UPDATE OF ${sql.join(names.map((name) => sql.id(name)))}`
}

/** Inside a trigger a table has no other name, so that its columns go by the table's. */
function updateSql({ table, column, formula }: Pick<MadeColumn, 'table' | 'column' | 'formula'>, where: Sql | null): Sql {
  const value = rowSql(formula, table)
  const differs = sql`${sql.id(table)}.${sql.id(column.name)} IS NOT ${value}`
  return sql`UPDATE ${sql.id(table)} SET ${sql.id(column.name)} = ${value} WHERE ${where === null ? differs : sql`${where} AND ${differs}`}`
}

/** Columns, as `table.name`, that SQLite computes in the tables from which the column is. */
export function generatedNames(db: ReadDb, one: MadeColumn): Set<string> {
  const tables = new Set(positionsOf(one).map(({ table }) => table))
  return new Set([...tables].flatMap((table) => db.prepare<{ name: string }>('SELECT name FROM pragma_table_xinfo(?) WHERE hidden > 1').all(table).map(({ name }) => `${table}.${name}`)))
}

/** Indexes the lookups that formulas follow and that nothing else indexes; those that are no longer followed lose theirs. */
function indexLinks(db: WriteDb, kept: readonly MadeColumn[]): void {
  const links = new Map<string, CatalogColumn>(kept.flatMap(({ reads }) => reads.flatMap(({ path }) => path.map((link) => [`${INDEXES}${keyOf(link)}`, link] as const))))
  for (const { name } of ours(db, 'index', INDEXES)) if (!links.has(name)) db.exec(compiled(sql`DROP INDEX ${sql.id(name)}`).text)
  const indexed = db.prepare('SELECT 1 FROM pragma_index_list(?) l JOIN pragma_index_info(l.name) i WHERE i.seqno = 0 AND i.name = ? LIMIT 1')
  for (const [name, link] of links) {
    if (indexed.get(link.table, link.name) === undefined) db.exec(compiled(sql`CREATE INDEX ${sql.id(name)} ON ${sql.id(link.table)} (${sql.id(link.name)}) WHERE ${sql.id(link.name)} IS NOT NULL`).text)
  }
}

function ours(db: ReadDb, type: 'trigger' | 'index', prefix: string): { name: string }[] {
  return db.prepare<{ name: string }>('SELECT name FROM sqlite_schema WHERE type = ? AND substr(name, 1, length(?)) = ?').all(type, prefix, prefix)
}
