import { expect, test } from 'vitest'
import { driftOf, stabilityIndex } from '#shared/domain/predictive/drift'
import { createRandom } from '#shared/lib/random'
import type { FeatureTable } from '#shared/domain/predictive/feature-table'
import { HAND_MODEL } from './made-model.ts'
import { category, numeric } from './tables.ts'

/** Open records whose industries and visits are drawn by the given chances of `HAND_MODEL`'s groups. */
function records(rows: number, industries: readonly (readonly [string | null, number])[], visits: () => number): FeatureTable {
  const random = createRandom(4)
  const pick = (): string | null => {
    let left = random.next()
    return industries.find(([, share]) => (left -= share) < 0)?.[0] ?? null
  }
  const ids = Float64Array.from({ length: rows }, (_, row) => row)
  return { rows, recordIds: ids, asOf: ids, features: [category('lead.industry', Array.from(ids, pick)), numeric('lead.visits', Array.from(ids, visits))] }
}

const AS_TRAINED = [['Finance', 0.412], ['Retail', 0.476], ['Farming', 0.012], [null, 0.1]] as const

test('the index of hand-made shares', () => {
  // Half a record is added to every count, so large counts give the plain formula.
  const { psi, worst } = stabilityIndex(Float64Array.of(50_000, 50_000), Float64Array.of(80_000, 20_000))
  expect(psi).toBeCloseTo(0.3 * Math.log(1.6) - 0.3 * Math.log(0.4), 4)
  expect(worst).toBe(1)
  expect(stabilityIndex(Float64Array.of(10, 10), Float64Array.of(10, 10)).psi).toBe(0)
})

test('records like those of training are steady, moved ones are named with the group that moved most', () => {
  const random = createRandom(9)
  const visits = (): number => random.below(10)
  const same = driftOf(HAND_MODEL, records(1000, [...AS_TRAINED], visits))
  expect(same.find(({ name }) => name === 'lead.industry')).toMatchObject({ level: 'steady', words: '' })
  const moved = driftOf(HAND_MODEL, records(1000, [['Finance', 0.1], ['Retail', 0.476], ['Mining', 0.324], [null, 0.1]], visits))
  expect(moved.find(({ name }) => name === 'lead.industry')).toMatchObject({ level: 'act', words: expect.stringMatching(/^Rare and new values of Industry: 0\u00a0% in training, 3\d\u00a0% now\.$|^Rare and new values/) })
  const more = driftOf(HAND_MODEL, records(1000, [...AS_TRAINED], () => 3 + random.below(8)))
  expect(more.find(({ name }) => name === 'lead.visits')).toMatchObject({ level: 'act' })
})

test('a few records that differ by chance are not called moved', () => {
  const random = createRandom(2)
  const few = driftOf(HAND_MODEL, records(25, [...AS_TRAINED], () => random.below(10)))
  const industry = few.find(({ name }) => name === 'lead.industry')
  expect(industry?.chance).toBeGreaterThan(0.1)
  expect(industry?.level).toBe('steady')
})

test('an attribute that is no longer there counts as not filled', () => {
  const table = records(500, [...AS_TRAINED], () => 1)
  const drift = driftOf(HAND_MODEL, { ...table, features: table.features.slice(0, 1) })
  expect(drift.find(({ name }) => name === 'lead.visits')).toMatchObject({ level: 'act', words: expect.stringContaining('Total visits not filled: 0\u00a0% in training, 100\u00a0% now') })
})

test('months of the year are left out, since open records are always of the latest ones', () => {
  const months = { ...HAND_MODEL, features: HAND_MODEL.features.map((feature) => (feature.name === 'lead.industry' ? { ...feature, unit: 'month' as const } : feature)) }
  const moved = records(1000, [['Finance', 1]], () => 1)
  expect(driftOf(HAND_MODEL, moved).map(({ name }) => name)).toContain('lead.industry')
  expect(driftOf(months, moved).map(({ name }) => name)).not.toContain('lead.industry')
})
