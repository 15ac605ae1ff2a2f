import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkFormula } from '#shared/domain/catalog/formula/check'
import { readsClock } from '#shared/domain/catalog/formula/tree'
import { createRandom } from '#shared/lib/random'
import { keptDay } from '#main/db/formulas/day'
import { removeFormula, saveFormula } from '#main/db/formulas/save-formula'
import { turnDay } from '#main/db/formulas/turn-day'
import { readTables } from '#main/db/queries/catalog'
import { checkWorkspace } from '#main/db/queries/workspace-check'
import { randomFormula } from '../../support/formulas/random-formula.ts'
import { addPlans, ENTERED, meantValues, namesOf, randomValue, TABLES } from '../../support/formulas/related-world.ts'
import { makeWorkspace, NOW, type TestWorkspace } from '../db/support/workspace.ts'

let workspace: TestWorkspace
beforeEach(() => {
  workspace = makeWorkspace()
})
afterEach(() => workspace.close())

const KINDS = ['number', 'text', 'boolean', 'date'] as const
const DAY = 86_400_000
/** Each made of the one before, over relationships, within the record and with the clock. */
const CHAIN = [
  ['account', 'Reach', 'coalesce([Parent account].[Employees], 0) + Employees'],
  ['contact', 'Behind', 'Account.Reach * 2 + agedays(Account.[Created on])'],
  ['lead', 'Chain', '[Parent contact].Behind + 1'],
  ['lead', 'Doubled', 'Chain * 2'],
  ['opportunity', 'Far', '[Originating lead].Doubled > 3 or contains([Originating lead].[Parent contact].Name, "hop")'],
] as const

test.each([1, 2])('after every change of a record, a link, a related record or the day, each value is what its formula yields (%i)', (seed) => {
  const { db, context } = workspace
  addPlans(db)
  const random = createRandom(seed)
  const draw = (): number => random.next()
  const pick = <T>(choices: readonly T[]): T => choices[random.below(choices.length)]!
  const columnsOf = (table: string): string[] => Object.keys(ENTERED[table]!)
  const insert = (table: string): void => {
    const names = columnsOf(table)
    db.prepare(`INSERT INTO ${table} (${names.join(', ')}, ${table === 'plan' ? '' : 'external_id, '}modified_at${['user', 'account'].includes(table) ? ', name' : ''}) VALUES (${names.map(() => '?').join(', ')}, ${table === 'plan' ? '' : 'NULL, '}0${['user', 'account'].includes(table) ? ", 'N'" : ''})`).run(...names.map((name) => randomValue(db, draw, table, name)))
  }
  const ids = (table: string): number[] => db.prepare<{ id: number }>(`SELECT id FROM ${table} ORDER BY id`).all().map(({ id }) => id)
  let now = NOW
  let kept = 0
  let clocks = 0
  let moved = 0
  let before = ''
  const compare = (what: string): void => {
    const day = keptDay(db)
    const { graph, meant } = meantValues(db, { today: day?.day ?? '', dayStart: day?.start ?? Number.NaN })
    const seen: unknown[] = []
    for (const { table, column, formula } of graph.made) {
      for (const { id, value } of db.prepare<{ id: number; value: unknown }>(`SELECT id, "${column.name}" AS value FROM ${table}`).all()) {
        const wanted = meant.get(`${table}.${column.name}`)?.get(id) ?? null
        seen.push(value)
        if (typeof wanted === 'number' && formula.type.kind === 'number' && formula.type.scale === null) expect(value, `${what}: ${table} ${id}, ${column.formula}`).toBeCloseTo(wanted, 6 - Math.ceil(Math.log10(Math.abs(wanted) + 1)))
        else expect(value, `${what}: ${table} ${id}, ${column.formula}`).toBe(wanted)
      }
    }
    const after = JSON.stringify(seen)
    if (after !== before) moved += 1
    before = after
  }
  for (const table of TABLES) for (let count = 0; count < 4; count += 1) insert(table)
  const add = (table: string, label: string, given: string | null): void => {
    const tables = readTables(db)
    const formula = given ?? randomFormula(draw, pick(KINDS), 1 + random.below(3), namesOf(tables, table, draw))
    const checked = checkFormula(formula, { table: tables.find((entry) => entry.name === table)!, tables })
    if (!checked.ok) throw new Error(`${formula}: ${checked.problem.sentence}`)
    if (readsClock(checked.formula)) clocks += 1
    if (formula.includes('].[')) kept += 1
    db.transaction(() => saveFormula(db, { table, name: null, label, formula }, { ...context, now }))
    compare(`saved ${formula}`)
  }
  for (const [table, label, formula] of CHAIN) add(table, label, formula)
  for (let count = 0; count < 9; count += 1) add(pick(['account', 'contact', 'lead', 'lead', 'opportunity']), `Made ${count}`, null)
  const edits = {
    own: () => {
      const table = pick(TABLES)
      const name = pick(columnsOf(table))
      db.prepare(`UPDATE ${table} SET ${name} = ? WHERE id = ?`).run(randomValue(db, draw, table, name), pick(ids(table)))
    },
    // several rows and columns in one statement, each with a value of its own, as an import does
    many: () => {
      const table = pick(TABLES)
      const [one, other] = [pick(columnsOf(table)), pick(columnsOf(table))]
      const rows = ids(table).filter(() => draw() < 0.6).map((id) => [id, randomValue(db, draw, table, one), randomValue(db, draw, table, other)])
      db.prepare(`UPDATE ${table} AS t SET ${one} = j.value ->> 1${other === one ? '' : `, ${other} = j.value ->> 2`} FROM json_each(?) j WHERE t.id = j.value ->> 0`).run(JSON.stringify(rows))
    },
    insert: () => insert(pick(TABLES)),
    // without foreign keys, as an undone import deletes
    delete: () => {
      const table = pick(TABLES.filter((name) => name !== 'user'))
      db.exec('PRAGMA foreign_keys = OFF')
      db.prepare(`DELETE FROM ${table} WHERE id IN (?, ?)`).run(pick(ids(table)) ?? 0, pick(ids(table)) ?? 0)
      compare('what others still point at is gone')
      for (const name of TABLES) for (const [column, to] of Object.entries(ENTERED[name]!)) if (to === table) db.exec(`UPDATE ${name} SET ${column} = NULL WHERE ${column} NOT IN (SELECT id FROM ${table})`)
      db.exec('PRAGMA foreign_keys = ON')
      insert(table)
    },
    day: () => {
      now += pick([0.4, 1, 30]) * DAY
      db.transaction(() => turnDay(db, { ...context, now }))
    },
  }
  for (let step = 0; step < 60; step += 1) {
    const what = pick(['own', 'own', 'own', 'many', 'many', 'insert', 'delete', 'day'] as const)
    edits[what]()
    compare(`step ${step}, ${what}`)
  }
  // another formula of the same kind for what others are made of, or a sentence; removal of what nobody names
  for (const { table, column } of meantValues(db, { today: '', dayStart: 0 }).graph.made.toReversed()) {
    try {
      db.transaction(() => removeFormula(db, { table, name: column.name }, context))
    } catch (error) {
      expect(String(error)).toMatch(/cannot be removed: it is used by/u)
    }
    compare(`removed ${column.label}`)
  }
  expect(checkWorkspace(db).checks.filter(({ ok }) => !ok)).toEqual([])
  expect(db.prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'formula %'").all()).toEqual([])
  expect(kept, 'formulas over relationships').toBeGreaterThan(7)
  expect(clocks, 'formulas with the clock').toBeGreaterThan(0)
  expect(moved, 'changes that moved values').toBeGreaterThan(35)
})
