import BetterSqlite3 from 'better-sqlite3'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { checkFormula, columnTypeOf } from '#shared/domain/catalog/formula/check'
import { FORMULA_FUNCTIONS } from '#shared/domain/catalog/formula/functions'
import { shownFormula, storedFormula } from '#shared/domain/catalog/formula/words'
import { FORMULA_SIGNS, type TypedFormula } from '#shared/domain/catalog/formula/tree'
import { physicalType } from '#shared/domain/catalog/types'
import { createRandom } from '#shared/lib/random'
import { daySql } from '#main/db/formulas/day'
import { formulaSql } from '#main/db/formulas/formula-sql'
import { compiled } from '#main/db/queries/filters-sql'
import { evaluate, type Value } from '../../support/formulas/naive.ts'
import { randomFormula, randomRecord, SCOPE, THINGS } from '../../support/formulas/random-formula.ts'

const FORMULAS = 1500
const RECORDS = 25
const DAY = daySql({ day: '2026-11-21', start: Date.UTC(2026, 10, 20, 23) })
const KINDS = ['number', 'text', 'boolean', 'date', 'datetime'] as const

/** Every sign and function in the formula. */
function used(part: TypedFormula, into: Map<string, number>): void {
  if (part.kind === 'sign' || part.kind === 'call') {
    const name = part.kind === 'sign' ? part.sign : part.name
    into.set(name, (into.get(name) ?? 0) + 1)
  }
  const inner = part.kind === 'sign' ? [part.left, part.right] : part.kind === 'call' ? part.args : part.kind === 'not' || part.kind === 'minus' ? [part.of] : []
  for (const other of inner) used(other, into)
}

test('a generated column holds what the formula means, for random formulas and records with gaps and ties', () => {
  const db = new BetterSqlite3(':memory:')
  const columns = THINGS.columns.map(({ name, type }) => `"${name}" ${physicalType(type)}`)
  db.exec(`CREATE TABLE thing (id INTEGER PRIMARY KEY, ${columns.join(', ')}) STRICT`)
  const random = createRandom(20)
  const draw = (): number => random.next()
  const records = Array.from({ length: RECORDS }, () => randomRecord(draw))
  for (const record of records) {
    const names = Object.keys(record)
    db.prepare(`INSERT INTO thing (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(...Object.values(record))
  }
  const seen = new Map<string, number>()
  let empty = 0
  for (let count = 0; count < FORMULAS; count += 1) {
    const text = randomFormula(draw, KINDS[count % KINDS.length]!, 1 + (count % 4))
    const checked = checkFormula(text, SCOPE)
    if (!checked.ok) throw new Error(`${text}: ${checked.problem.sentence}`)
    used(checked.formula, seen)
    // what is kept and shown again is the same formula
    const kept = checkFormula(storedFormula(text, SCOPE), SCOPE, true)
    const shown = checkFormula(shownFormula(storedFormula(text, SCOPE), SCOPE), SCOPE)
    expect(kept, text).toEqual(checked)
    expect(shown, text).toEqual(checked)
    db.exec(compiled(sql`ALTER TABLE thing ADD COLUMN made ${sql.raw(physicalType(columnTypeOf(checked.formula).type))} GENERATED ALWAYS AS (${formulaSql(checked.formula, { ...DAY, at: ({ column }) => sql.id(column.name) })}) VIRTUAL`).text)
    const found = db.prepare<[], { made: Value }>('SELECT made FROM thing ORDER BY id').all().map(({ made }) => made)
    db.exec('ALTER TABLE thing DROP COLUMN made')
    records.forEach((record, index) => {
      const value = evaluate(checked.formula, record)
      // the store knows no negative zero
      const meant = typeof value === 'number' ? value + 0 : value
      const got = found[index] ?? null
      if (meant === null) empty += 1
      if (typeof meant === 'number' && checked.formula.type.kind === 'number' && checked.formula.type.scale === null) expect(got, `${text} of ${JSON.stringify(record)}`).toBeCloseTo(meant, 6 - Math.ceil(Math.log10(Math.abs(meant) + 1)))
      else expect(got, `${text} of ${JSON.stringify(record)}`).toBe(meant)
    })
  }
  db.close()
  for (const name of [...FORMULA_SIGNS, ...Object.keys(FORMULA_FUNCTIONS)]) expect(seen.get(name) ?? 0, name).toBeGreaterThan(FORMULAS / 100)
  expect(empty).toBeGreaterThan((FORMULAS * RECORDS) / 10)
  expect(empty).toBeLessThan(FORMULAS * RECORDS * 0.75)
})
