import { sql } from 'kysely'
import { localDay, startOfDay } from '../features/calendar.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import type { FormulaSources } from './formula-sql.ts'

const DAY = 86_400_000
/** The setting that holds the day which the values in the tables are of. */
const KEY = 'formulaDay'

/** A day in a zone. */
export interface LocalDay {
  /** YYYY-MM-DD */
  readonly day: string
  /** When it began, UTC milliseconds. */
  readonly start: number
}

const keptSql = sql`(SELECT s.value FROM setting s WHERE s.key = ${sql.lit(KEY)})`

/** The day that the values in the tables are of, as formulas read it; NULL where none was kept yet. */
export const KEPT_DAY: Pick<FormulaSources, 'today' | 'dayStart'> = { today: sql`(${keptSql} ->> 'day')`, dayStart: sql`(${keptSql} ->> 'start')` }

/** The day as literals. */
export function daySql({ day, start }: LocalDay): Pick<FormulaSources, 'today' | 'dayStart'> {
  return { today: sql.lit(day), dayStart: sql.lit(start) }
}

/** The day that the values in the tables are of; null before one was kept. */
export function keptDay(db: ReadDb): LocalDay | null {
  const row = db.prepare<{ day: string; start: number }>("SELECT value ->> 'day' AS day, value ->> 'start' AS start FROM setting WHERE key = ?").get(KEY)
  return row ?? null
}

/** Lets formulas read another day; their values are the caller's to make anew. */
export function keepDay(db: WriteDb, { day, start }: LocalDay): void {
  db.prepare('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(KEY, JSON.stringify({ day, start }))
}

/** When days began, UTC milliseconds, by zone and by their number since 1970-01-01. */
const starts = new Map<string, Map<number, number>>()

/** The day on which a moment (UTC milliseconds) falls in an IANA zone; days are kept, so that many moments cost little. */
export function dayAt(moment: number, timeZone: string): LocalDay {
  const number = localDay(moment, timeZone)
  let ofZone = starts.get(timeZone)
  if (ofZone === undefined) starts.set(timeZone, (ofZone = new Map<number, number>()))
  let start = ofZone.get(number)
  if (start === undefined) ofZone.set(number, (start = startOfDay(moment, timeZone)))
  return { day: new Date(number * DAY).toISOString().slice(0, 10), start }
}
