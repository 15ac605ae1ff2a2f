import { influenceWords } from './influence-words.ts'
import type { EbmModel } from './model.ts'
import type { Influence } from './report.ts'

/**
 * How much each attribute of a model moves scores: mean |contribution| of its own effect over the training rows, and half
 * of each pair that it is in, in calibrated log-odds. The largest first; ties by name.
 */
export function attributeInfluence(model: EbmModel): Influence[] {
  const sums = new Float64Array(model.features.length)
  for (const { features, scores, counts } of model.terms) {
    const rows = counts.reduce((sum, count) => sum + count, 0)
    const total = scores.reduce((sum, score, bin) => sum + Math.abs(score) * (counts[bin] ?? 0), 0)
    const share = (model.calibration.slope * total) / Math.max(1, rows) / features.length
    for (const feature of features) sums[feature]! += share
  }
  return model.features
    .map(({ name, label }, index): Influence => ({ name, label, influence: sums[index] ?? 0, words: influenceWords(sums[index] ?? 0) }))
    .sort((a, b) => b.influence - a.influence || (a.name < b.name ? -1 : 1))
}
