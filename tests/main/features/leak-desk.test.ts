import { expect, test } from 'vitest'
import { createLocalExecutor } from '#shared/domain/predictive/executor'
import { DEALS_NOW, desk, MUST_FIND, openDeals, openLeads } from '../../bench/truth/leak-desk.ts'
import { NEEDS_SHARED_DATA, sharedData } from '../../support/shared-data.ts'

const here = createLocalExecutor(() => false)
/** Few bags, to be quick; `npm run bench -- truth` trains as the application does. */
const FEW = { bags: 2, foldBags: 1 }

test.skipIf(sharedData('x-education-leads') === undefined)(`x-education with every column offered: what knows the outcome is suspect and asked about ${NEEDS_SHARED_DATA}`, async () => {
  const bench = await openLeads()
  if (bench === null) return
  const { suspects, asked, verdict } = await desk(bench, 'lead', Date.UTC(2026, 0, 1), here, FEW)
  bench.close()
  expect(suspects).toEqual(expect.arrayContaining([...MUST_FIND]))
  expect(asked.length).toBeLessThanOrEqual(10)
  expect(asked).toEqual(expect.arrayContaining(['Tags', 'Lead Quality']))
  expect(verdict).toMatch(/^Ready: AUC 0\.[89]/)
})

test.skipIf(sharedData('maven-crm-sales-opportunities') === undefined)(`maven: close_value and close_date are found, and what is left has no usable signal ${NEEDS_SHARED_DATA}`, async () => {
  const bench = await openDeals()
  if (bench === null) return
  const { suspects, asked, verdict } = await desk(bench, 'opportunity', DEALS_NOW, here, FEW)
  bench.close()
  expect(suspects).toEqual(expect.arrayContaining(['close_value', 'Days since close_date']))
  expect(asked).toContain('close_value')
  expect(verdict).toMatch(/^No usable signal: AUC 0\.5/)
})
