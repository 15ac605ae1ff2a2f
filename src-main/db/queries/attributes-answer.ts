import type { KnownWhen } from '#shared/domain/catalog/types'
import { knownWhenOf, type LeakAnswer } from '#shared/domain/predictive/leak-answer'
import { answerKey } from '../features/leak-answers.ts'
import type { WriteDb } from '../handles.ts'
import { columnOf, readTable, saveColumn } from './catalog.ts'

export interface Answered {
  readonly table: string
  readonly column: string
  readonly answer: LeakAnswer
}

/**
 * Keeps what a person said of when a column is filled in and lets the column's `known_when` follow. A former answer is
 * replaced. Throws the catalog's problems where table or column are not there.
 */
export function answerLeak(db: WriteDb, { table, column, answer }: Answered, context: { now: number; userId: number }): Answered & { knownWhen: KnownWhen } {
  const before = columnOf(readTable(db, table), column)
  const hasHistory = db.prepare('SELECT 1 FROM field_change WHERE table_name = ? AND column_name = ? LIMIT 1').get(table, column) !== undefined
  const knownWhen = knownWhenOf(answer, hasHistory, before.knownWhen)
  if (knownWhen !== before.knownWhen) saveColumn(db, { table, name: column, knownWhen }, context)
  db.prepare('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(answerKey(table, column), JSON.stringify(answer))
  return { table, column, answer, knownWhen }
}
