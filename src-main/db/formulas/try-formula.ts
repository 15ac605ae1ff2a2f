import { sql } from 'kysely'
import type { Cell } from '#shared/contract/base'
import { columnTypeOf } from '#shared/domain/catalog/formula/check'
import { formulaGraph } from '#shared/domain/catalog/formula/graph'
import type { ColumnType, KnownWhen } from '#shared/domain/catalog/types'
import type { ReadDb, SqlValue } from '../handles.ts'
import { readTable, readTables } from '../queries/catalog.ts'
import { allRows } from '../queries/filters-sql.ts'
import { nameSql } from '../queries/records.ts'
import { toCell } from '../queries/records-cells.ts'
import { dayAt, daySql } from './day.ts'
import { rowSql, sourcesKnownWhen } from './definition.ts'
import { requireFormula } from './save-formula.ts'

export interface FormulaTried {
  readonly type: ColumnType
  readonly scale: number
  readonly knownWhen: KnownWhen
  /** Of so many of the newest records so many would have a value. */
  readonly looked: number
  readonly filled: number
  readonly rows: readonly { readonly id: number; readonly name: string; readonly value: Cell }[]
}

/** Newest records that are looked at, and how many of them are shown. */
const LOOKED_AT = 200
const SHOWN = 5

/** What the formula would yield for the newest records of the table, those with a value first; a Problem where it cannot be read. */
export function tryFormula(db: ReadDb, input: { table: string; formula: string }, caller: { readonly now: number; readonly timeZone: string }): FormulaTried {
  const table = readTable(db, input.table)
  const tables = readTables(db)
  const formula = requireFormula({ table, tables }, input.formula)
  const made = columnTypeOf(formula)
  const value = rowSql(formula, 'r', daySql(dayAt(caller.now, caller.timeZone)))
  const rows = allRows<{ id: number; name: string | number | null; value: SqlValue }>(db, sql`SELECT r.id AS id, ${nameSql(db, table.name)} AS name, ${value} AS value FROM ${sql.id(table.name)} r ORDER BY r.id DESC LIMIT ${LOOKED_AT}`)
  const filled = rows.filter((row) => row.value !== null)
  const shown = [...filled, ...rows.filter((row) => row.value === null)].slice(0, SHOWN)
  return {
    ...made,
    knownWhen: sourcesKnownWhen(formulaGraph(tables), formula),
    looked: rows.length,
    filled: filled.length,
    rows: shown.map((row) => ({ id: row.id, name: row.name === null || row.name === '' ? `No name (${row.id})` : String(row.name), value: toCell(made, row.value) })),
  }
}
