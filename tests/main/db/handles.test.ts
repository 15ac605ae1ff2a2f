import BetterSqlite3 from 'better-sqlite3'
import { afterEach, expect, test, vi } from 'vitest'
import { MOST_KEPT, wrapDb } from '#main/db/handles'

const plain = new BetterSqlite3(':memory:')
const prepared = vi.spyOn(plain, 'prepare')
afterEach(() => prepared.mockClear())

/** Of so many different statements, the one with this number. */
const text = (number: number): string => `SELECT ${number} AS n`

test('a statement that is used again and again stays prepared, however many others come and go', () => {
  const db = wrapDb(plain)
  const kept = db.prepare<{ n: number }>(text(0))
  for (let number = 1; number <= 3 * MOST_KEPT; number += 1) {
    db.prepare(text(number))
    expect(db.prepare(text(0))).toBe(kept)
  }
  expect(prepared).toHaveBeenCalledTimes(3 * MOST_KEPT + 1)
  expect(kept.get()).toEqual({ n: 0 })
})

test('of more statements than are kept, the one used longest ago goes first and the others stay', () => {
  const db = wrapDb(plain)
  for (let number = 0; number < MOST_KEPT; number += 1) db.prepare(text(number))
  db.prepare(text(0))
  db.prepare(text(MOST_KEPT))
  prepared.mockClear()
  for (const number of [0, 2, MOST_KEPT - 1, MOST_KEPT]) db.prepare(text(number))
  expect(prepared).not.toHaveBeenCalled()
  expect(db.prepare<{ n: number }>(text(1)).get()).toEqual({ n: 1 })
  expect(prepared).toHaveBeenCalledExactlyOnceWith(text(1))
})

test('as many statements as 200 live models need, used in turn, are prepared once', () => {
  const db = wrapDb(plain)
  for (let round = 0; round < 3; round += 1) for (let number = 0; number < 600; number += 1) db.prepare(text(number))
  expect(prepared).toHaveBeenCalledTimes(600)
})
