import { array, assert, integer, nat, property } from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom, shuffle, type Random } from '#shared/lib/random'
import { findCopies } from '#shared/domain/predictive/copies'
import type { Feature, FeatureTable } from '#shared/domain/predictive/feature-table'
import { dealFolds, splitHoldOut } from '#shared/domain/predictive/folds'
import { pickFeature } from '#shared/domain/predictive/pick-rows'
import { category, madeTable, numeric } from './tables.ts'

const SOURCES = ['Web', 'Fair', 'Referral', 'Partner']

/** Records in which chance makes none alike: ten attributes of several values each, one in ten missing, and a number. */
function varied(rows: number, random: Random): Feature[] {
  const any = (values: readonly string[]): (string | null)[] => Array.from({ length: rows }, () => (random.next() < 0.1 ? null : values[random.below(values.length)]!))
  return [...Array.from({ length: 10 }, (_, index) => category(`answer ${index}`, any(SOURCES))), numeric('visits', Array.from({ length: rows }, () => random.below(6)))]
}

function tableOf(features: readonly Feature[], rows: number): FeatureTable {
  return { rows, features, recordIds: Float64Array.from({ length: rows }, (_, row) => 10 + row), asOf: new Float64Array(rows).fill(Number.NaN) }
}

/** The table with the given rows of it once more at its end. */
function withCopiesOf(table: FeatureTable, copied: readonly number[]): FeatureTable {
  const rows = Int32Array.from([...Array.from({ length: table.rows }, (_, row) => row), ...copied])
  return tableOf(table.features.map((feature) => pickFeature(feature, rows)), rows.length)
}

test('copies are found, all of them and nothing else, and each stays with the first', () => {
  const table = withCopiesOf(tableOf(varied(400, createRandom(1)), 400), [3, 3, 17, 250])
  const { together, count } = findCopies(table)
  expect(count).toBe(4)
  const moved = [...together.entries()].filter(([row, id]) => id !== table.recordIds[row])
  expect(moved).toEqual([[400, 13], [401, 13], [402, 27], [403, 260]])
})

test('records that agree by chance are no copies: few values, or all empty together', () => {
  const random = createRandom(2)
  const few = [category('source', Array.from({ length: 300 }, () => SOURCES[random.below(4)]!)), category('answered', Array.from({ length: 300 }, () => (random.next() < 0.5 ? 'Yes' : 'No')))]
  expect(findCopies(tableOf(few, 300)).count).toBe(0)
  // Three in ten come from a web service that fills in nothing: one such record by itself would be very unlikely.
  const blank = Array.from({ length: 1000 }, () => random.next() < 0.3)
  const filled = varied(1000, random).map((feature): Feature =>
    feature.kind === 'numeric' ? { ...feature, values: feature.values.map((value, row) => (blank[row] === true ? Number.NaN : value)) } : { ...feature, codes: feature.codes.map((code, row) => (blank[row] === true ? -1 : code)) },
  )
  expect(findCopies(tableOf(filled, 1000)).count).toBe(0)
  expect(findCopies(withCopiesOf(tableOf(filled, 1000), [blank.indexOf(false)])).count).toBe(1)
})

test('neither the order of rows and columns nor names matter', () => {
  assert(
    property(integer({ min: 1, max: 1e6 }), array(nat(79), { maxLength: 12 }), (seed, copied) => {
      const random = createRandom(seed)
      const table = withCopiesOf(tableOf(varied(80, random).slice(0, 6), 80), copied)
      const order = shuffle(Int32Array.from({ length: table.rows }, (_, row) => row), random)
      const columns = shuffle(Int32Array.from(table.features, (_, index) => index), random)
      const other: FeatureTable = {
        ...table,
        recordIds: Float64Array.from(order, (row) => table.recordIds[row]!),
        features: [...columns].map((index) => ({ ...pickFeature(table.features[index]!, order), name: `column ${index}` })),
      }
      const byRecord = ({ recordIds }: FeatureTable, together: Float64Array): Map<number, number> => new Map([...recordIds].map((id, row) => [id, together[row]!]))
      const [found, foundInOther] = [findCopies(table), findCopies(other)]
      expect(foundInOther.count).toBe(found.count)
      expect(new Map([...byRecord(other, foundInOther.together)].toSorted(([a], [b]) => a - b))).toEqual(byRecord(table, found.together))
    }),
    { numRuns: 50 },
  )
})

test('copies are dealt into one fold, and what is measured is not learned from', () => {
  const table = madeTable(500, 1)
  const rows = Int32Array.from({ length: 500 }, (_, row) => row)
  // Every record of the newest fifth has a twin among the older ones.
  const together = table.recordIds.map((id, row) => (row >= 400 ? table.recordIds[row - 400]! : id))
  const folds = dealFolds({ ...table, together }, rows, 5, 1)
  for (let row = 400; row < 500; row += 1) expect(folds[row]).toBe(folds[row - 400])
  const { older, newest, inTime } = splitHoldOut({ ...table, together }, 1)
  expect([older.length, newest.length, inTime]).toEqual([300, 100, true])
  expect(Math.min(...older)).toBe(100)
})
