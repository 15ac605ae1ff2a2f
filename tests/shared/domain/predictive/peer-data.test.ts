import { expect, test } from 'vitest'
import { NEEDS_SHARED_DATA } from '../../../support/shared-data.ts'
import { measureFolds } from '../../../bench/peers/measure.ts'
import { loadPeerSet } from '../../../bench/peers/peer-sets.ts'

const set = loadPeerSet('x-education')

/** Six bags instead of fourteen, to be quick; `npm run bench -- peers` measures all. */
test.skipIf(set === null)(`mean AUC over the five folds of x-education is at least 0.902 ${NEEDS_SHARED_DATA}`, async () => {
  if (set === null) return
  const { auc, logLoss } = await measureFolds(set.table, { bags: 6 })
  expect(auc).toBeGreaterThanOrEqual(0.902)
  expect(logLoss).toBeLessThanOrEqual(0.382)
})
