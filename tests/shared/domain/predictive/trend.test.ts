import { expect, test } from 'vitest'
import { trendOf } from '#shared/domain/predictive/trend'

const day = 86_400_000
const at = (days: number, score: number, versionId = 1) => ({ at: days * day, score, versionId })
const current = at(10.5, 60)

test.each([
  ['improving', [at(9, 57.9)]],
  ['declining', [at(9, 62.1)]],
  ['steady', [at(9, 62)]],
  ['steady', [at(9, 58)]],
  ['not_enough_info', []],
  ['not_enough_info', [at(10.2, 20)]],
  ['not_enough_info', [at(9, 20, 2)]],
  ['declining', [at(3, 10), at(9.9, 90), at(10.2, 10), at(5, 10)]],
] as const)('%s', (trend, history) => {
  expect(trendOf(current, history, 10 * day)).toBe(trend)
})
