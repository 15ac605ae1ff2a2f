import { expect, test } from 'vitest'
import { loadPeerSet, measureFolds, SHARED } from '../../../bench/trainer-data.ts'

const set = loadPeerSet('x-education')

/** Six bags instead of fourteen, to be quick; `node tests/bench/trainer.ts` measures all. */
test.skipIf(set === null)(`mean AUC over the five folds of x-education is at least 0.89 (needs ${SHARED})`, () => {
  if (set === null) return
  const { auc, logLoss } = measureFolds(set.table, 6)
  expect(auc).toBeGreaterThanOrEqual(0.89)
  expect(logLoss).toBeLessThanOrEqual(0.4)
})
