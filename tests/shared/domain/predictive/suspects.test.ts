import { expect, test } from 'vitest'
import { checkColumns } from '#shared/domain/predictive/suspects'
import { LEAD_WORDS } from '#shared/domain/predictive/words'
import { category, madeTable, numeric } from './tables.ts'

const table = madeTable(1000, 2)
const checks = checkColumns(
  {
    ...table,
    features: [
      ...table.features,
      numeric('amount', Array.from(table.outcome, (outcome, row) => (outcome === 1 ? row : Number.NaN))),
      category('handled', Array.from(table.outcome, (outcome, row) => (outcome === 1 && row % 3 === 0 ? 'done' : 'other'))),
      category('close_reason', Array.from(table.outcome, (_, row) => (row % 2 === 0 ? 'a' : 'b'))),
    ],
  },
  1,
  LEAD_WORDS,
)
const check = (name: string) => checks.find((column) => column.name === name)

test('honest columns are not suspected', () => {
  for (const name of ['industry', 'visits', 'noise']) expect(check(name)).toMatchObject({ suspect: false, evidence: '' })
  expect(check('industry')?.singleAuc).toBeGreaterThan(0.6)
  expect(check('noise')?.singleAuc).toBeLessThan(0.58)
  expect(check('constant')?.singleAuc).toBeNull()
})

test('what predicts too well, holds pure values or has a telling name is suspected, with the evidence', () => {
  expect(check('amount')?.evidence).toMatch(/alone predicts the outcome with AUC 1\.000/)
  expect(check('handled')?.evidence).toMatch(/with “done” 100\u00a0% qualify/)
  expect(check('close_reason')?.evidence).toMatch(/name close_reason/)
})
