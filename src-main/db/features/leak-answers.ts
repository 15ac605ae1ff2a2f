import { LEAK_ANSWERS, stillHolds, type LeakAnswer } from '#shared/domain/predictive/leak-answer'
import type { ReadDb } from '../handles.ts'
import { isOfDates, type AttributeSpec } from './attribute-spec.ts'
import { columnsOf } from './fill-columns.ts'

const PREFIX = 'leak_answer.'

/** Key of the setting that keeps what was answered about a column. */
export function answerKey(table: string, column: string): string {
  return `${PREFIX}${table}.${column}`
}

/** Answers on record, by `table.column`. */
export function readAnswers(db: ReadDb): ReadonlyMap<string, LeakAnswer> {
  const rows = db.prepare<{ key: string; value: string }>("SELECT key, value FROM setting WHERE key >= 'leak_answer.' AND key < 'leak_answer/'").all()
  return new Map(
    rows.flatMap(({ key, value }) => {
      const answer = LEAK_ANSWERS.find((known) => known === JSON.parse(value))
      return answer === undefined ? [] : [[key.slice(PREFIX.length), answer] as const]
    }),
  )
}

/** The stored column that a person can be asked about; null for what Sextant builds or computes. */
export function askedColumn({ source }: AttributeSpec): { table: string; column: string } | null {
  return source.type === 'column' && source.calculated !== true ? { table: source.table, column: source.column } : null
}

/** The answer about the attribute's column, unless the column was changed since. What is worked out of dates goes by what was said of them. */
export function answerAbout(answers: ReadonlyMap<string, LeakAnswer>, spec: AttributeSpec): LeakAnswer | null {
  const asked = askedColumn(spec)
  // When a record was created is not asked.
  const columns = asked !== null ? [asked] : isOfDates(spec) ? columnsOf(spec).filter(({ column }) => column !== 'created_at') : []
  const found = columns.map(({ table, column }) => {
    const answer = answers.get(`${table}.${column}`)
    return answer !== undefined && stillHolds(answer, spec.knownWhen) ? answer : null
  })
  return found.includes(null) ? null : (found.find((answer) => answer === 'unknown') ?? found[0] ?? null)
}
