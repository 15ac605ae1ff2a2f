import { sql } from 'kysely'
import type { ReadDb, SqlValue } from '../handles.ts'
import type { Sql } from '../queries/filters-sql.ts'
import { sqlBuilder } from '../sql-builder.ts'
import type { ClockTimes } from './clock.ts'

/** What a compiled statement is run with; its text stays the same from run to run. */
export interface Binding {
  readonly clock: ClockTimes
  /** Subjects with an id above `after` and up to `last`, for statements over a range. */
  readonly after: number
  readonly last: number
  /** JSON array of lead ids, for statements over a list. */
  readonly leads: string
  /** JSON of what the portions of a model gave, for the statement that reads them; see portions.ts. */
  readonly sums?: string
}

/** A value that is known only when the statement runs. */
interface Late {
  readonly late: (binding: Binding) => SqlValue
}

export interface Statement {
  readonly text: string
  bind(binding: Binding): SqlValue[]
}

/** A parameter whose value is found at each run. */
export function late(value: (binding: Binding) => SqlValue): Sql {
  const parameter: Late = { late: value }
  return sql`${sql.val(parameter)}`
}

/** A whole number as a parameter; a plain JS number would be bound as a floating one and make sums floating. */
export function whole(value: number): Sql {
  return sql`${BigInt(value)}`
}

/**
 * A value to compare a column with for equality in a condition. SQLite prepares a statement anew for each run if it found a
 * bare parameter there, since that might fit a partial index; for the statements of a rule model that takes longer than the run.
 */
export function equalTo(value: string | number): Sql {
  return typeof value === 'string' ? sql`+${value}` : sql`+${whole(value)}`
}

/** A moment of the clock as a parameter. */
export function moment(of: (clock: ClockTimes) => number): Sql {
  return late(({ clock }) => BigInt(Math.trunc(of(clock))))
}

export const NOW: Sql = moment((clock) => clock.now)

export function statementOf(query: Sql): Statement {
  const { sql: text, parameters } = query.compile(sqlBuilder)
  const given = parameters.map(asParameter)
  return { text, bind: (binding) => given.map((value) => (isLate(value) ? value.late(binding) : value)) }
}

export function runAll<Row>(db: ReadDb, statement: Statement, binding: Binding): Row[] {
  return db.prepare<Row>(statement.text).all(...statement.bind(binding))
}

function isLate(value: SqlValue | Late): value is Late {
  return typeof value === 'object' && value !== null && 'late' in value
}

function asParameter(value: unknown): SqlValue | Late {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value
  if (typeof value === 'object' && 'late' in value && typeof value.late === 'function') return value as Late
  throw new Error(`A value of type ${typeof value} cannot be sent to the store`)
}
