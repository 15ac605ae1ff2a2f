import { expect, test } from 'vitest'
import { meansOnly, type FoldFigures } from '../../../bench/peers/measure.ts'
import { dearest, type SizeCost } from '../../../bench/peers/row-costs.ts'
import { shortfalls } from '../../../bench/peers/shortfalls.ts'
import { fitWork, slownessOf } from '../../../bench/peers/slowness.ts'

const NO_EVIDENCE = { twoColumns: null, straight: null, truth: null }

/** Figures whose AUCs are given by fold; log loss and Brier score are the same for all. */
function withAucs(...aucs: number[]): FoldFigures {
  const auc = aucs.reduce((sum, value) => sum + value, 0) / aucs.length
  return { auc, aucs, logLoss: 0.5, logLosses: aucs.map(() => 0.5), brier: 0.2, briers: aucs.map(() => 0.2), fitSeconds: 2, cpuSeconds: 2, predictSeconds: 0.001 }
}

test('a figure that no peer betters needs no reason', () => {
  expect(shortfalls(withAucs(0.8, 0.82), [{ name: 'forest', figures: withAucs(0.79, 0.82) }], NO_EVIDENCE)).toEqual([])
})

test('a gap on which the folds do not agree may be chance, and gets no other cause', () => {
  const [sentence, ...more] = shortfalls(withAucs(0.8, 0.8), [{ name: 'forest', figures: withAucs(0.78, 0.83) }], { ...NO_EVIDENCE, twoColumns: withAucs(0.8, 0.81) })
  // Differences 0.02 and −0.03: mean −0.005, standard error 0.05/2.
  expect(sentence).toBe('AUC 0.00500 short of forest: over the folds the difference has a standard error of 0.02500, so that chance can explain it.')
  expect(more).toEqual([])
})

test('a sure gap is divided into what pairs of columns reach and what lies beyond', () => {
  const own = withAucs(0.8, 0.802)
  const forest = { name: 'forest', figures: withAucs(0.84, 0.842) }
  const reached = (...aucs: number[]): string => shortfalls(own, [forest], { ...NO_EVIDENCE, twoColumns: withAucs(...aucs) }).join(' ')
  expect(reached(0.83, 0.832)).toContain('reaches 0.83100: so 25 % of the gap is beyond what pairs of columns say')
  expect(reached(0.838, 0.84)).toContain('pairs of columns would be enough')
  expect(reached(0.79, 0.792)).toContain('three and more columns together')
})

test('where a logistic regression is best, our own tells whether straight lines are enough', () => {
  const own = withAucs(0.8, 0.802)
  const logistic = { name: 'logistic', figures: withAucs(0.84, 0.842) }
  expect(shortfalls(own, [logistic], { ...NO_EVIDENCE, straight: withAucs(0.84, 0.842) })[0]).toContain('straight lines are enough here')
  expect(shortfalls(own, [logistic], { ...NO_EVIDENCE, straight: withAucs(0.79, 0.79) })[0]).toContain('less than we do with curves')
})

test('log loss counts downwards, a peer known by its mean alone is named so, and true chances show luck', () => {
  const own = { ...withAucs(0.8, 0.8), logLosses: [0.45, 0.55] }
  const [sentence] = shortfalls(own, [{ name: 'booklet', figures: meansOnly({ auc: 0.7, logloss: 0.49, brier: 0.3, fit_s: 1 }) }], { ...NO_EVIDENCE, truth: { ...withAucs(0.9, 0.9), logLoss: 0.495 } })
  expect(sentence).toBe("log loss 0.01000 short of booklet: only the peer's mean is known; over the folds our own has a standard error of 0.05000, so that chance can explain it; the peer stands 0.00500 above the true chances themselves, which is luck.")
})

const NOTHING = { seconds: 0, tasks: 0, steps: 0 }
const costs = { columns: { seconds: 3, tasks: 28, steps: 5600 }, trials: NOTHING, pairs: { seconds: 1, tasks: 28, steps: 280 } }

test('time is divided among the parts of a fit, and only faster peers are named', () => {
  const own = withAucs(0.8, 0.8)
  expect(fitWork(own, { costs, fits: 2, bags: 14 })).toBe('14 bags are fitted and averaged, a peer fits once; a bag takes 143 ms; 75 % for columns on their own, 14 runs of 200 steps; 25 % for pairs, 14 runs of 10 steps')
  const peers = [{ name: 'quick', figures: { ...own, cpuSeconds: 0.5 } }, { name: 'slow', figures: { ...own, cpuSeconds: 9 } }]
  const [sentence, ...more] = slownessOf(own, peers, { costs, fits: 2, bags: 14, columns: 3, rows: 10 })
  expect(sentence).toContain('Slower to fit than quick (4.0 times) (processor time)')
  expect(sentence).not.toContain('slow (')
  expect(more).toEqual([])
})

test('a size whose rows cost more says which part makes the difference', () => {
  const size = (rows: number, seconds: number, pairSeconds: number, pairs: number): SizeCost => ({ rows, bags: 4, seconds, cpuSeconds: seconds, pairs, costs: { columns: { seconds: seconds - pairSeconds, tasks: 4, steps: 400 }, trials: NOTHING, pairs: { seconds: pairSeconds, tasks: 4, steps: 1000 } } })
  // 100 and 50 µs a row, 60 and 10 of them by pairs.
  const [dear, ...more] = dearest([size(10_000, 1, 0.6, 120), size(100_000, 5, 1, 20)])
  expect(dear?.sentence).toBe('At 10,000 rows a row costs 50 µs more than at 100,000 rows: 50 µs by the pairs (1000 steps of 60.0 ns a row here, 1000 steps of 10.0 ns a row there); the model has 120 pairs here and 20 there.')
  expect(dear?.least.rows).toBe(100_000)
  expect(more).toEqual([])
  expect(dearest([size(10_000, 0.5, 0.1, 9), size(100_000, 5, 1, 9)])).toEqual([])
})
