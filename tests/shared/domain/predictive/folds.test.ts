import { expect, test } from 'vitest'
import { dealFolds, splitHoldOut } from '#shared/domain/predictive/folds'
import { madeTable } from './tables.ts'

const table = madeTable(500, 1)
const rows = Int32Array.from({ length: 500 }, (_, row) => row)

test('folds are stratified and follow the record, not the row', () => {
  const folds = dealFolds(table, rows, 5, 1)
  for (const outcome of [0, 1]) {
    const sizes = [0, 1, 2, 3, 4].map((fold) => rows.filter((row) => folds[row] === fold && table.outcome[row] === outcome).length)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
  }
  const backwards = rows.toReversed()
  expect([...dealFolds(table, backwards, 5, 1)]).toEqual([...folds].toReversed())
})

test('the hold-out is the newest fifth', () => {
  const { older, newest, inTime } = splitHoldOut(table, 1)
  expect([older.length, newest.length, inTime]).toEqual([400, 100, true])
  expect(Math.min(...newest)).toBe(400)
})

test.each([
  ['over 5 % of the closing times are missing', Float64Array.from(rows, (row) => (row % 15 === 0 ? Number.NaN : row))],
  ['all closing times are alike', new Float64Array(500).fill(7)],
])('a stratified fifth where %s', (_, closedAt) => {
  const { newest, inTime } = splitHoldOut({ ...table, closedAt }, 1)
  expect(inTime).toBe(false)
  expect(Math.abs(newest.length - 100)).toBeLessThanOrEqual(1)
})
