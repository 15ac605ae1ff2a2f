import type { BagResult } from './fit-bag.ts'

/** Steps of a weight between 0 and 1. */
const STEPS = 4

/**
 * Mixes variants of the same bags' main effects, `variants[v][b]`, with the same weights for all bags. Every mixture in
 * quarters is judged on the rows that bags kept aside, each row by the mean of its log-odds over these bags, and the
 * weights are the mean over all mixtures, each counting by e to the power of its negative loss in nats: where few rows
 * cannot tell mixtures apart, all have their say (pseudo Bayesian model averaging; Yao, Vehtari, Simpson, Gelman 2018).
 * All variants being sums of tables, so is the mixture.
 */
export function mixMains(variants: readonly (readonly BagResult[])[]): readonly BagResult[] {
  const [first = []] = variants
  if (variants.length < 2) return first
  const against = variants.map(againstByRow)
  const judged = mixtures(variants.length).map((weights) => ({ weights, loss: lossOf(against, weights) }))
  const least = judged.reduce((best, { loss }) => Math.min(best, loss), Number.POSITIVE_INFINITY)
  const weights = variants.map(() => 0)
  let total = 0
  for (const mixture of judged) {
    const say = Math.exp((least - mixture.loss))
    total += say
    mixture.weights.forEach((weight, variant) => (weights[variant]! += say * weight))
  }
  const mean = weights.map((weight) => weight / total)
  return first.map((own, bag) => ({ ...own, intercept: weighted(variants, mean, (variant) => variant[bag]!.intercept), scores: mixScores(variants, mean, bag) }))
}

/** Mean log-odds against the own outcome of each row that some bag kept aside, rows ascending. */
function againstByRow(bags: readonly BagResult[]): Float64Array {
  const sums = new Map<number, { sum: number; bags: number }>()
  for (const { aside, against } of bags) {
    aside.forEach((row, at) => {
      const seen = sums.get(row) ?? { sum: 0, bags: 0 }
      sums.set(row, { sum: seen.sum + against[at]!, bags: seen.bags + 1 })
    })
  }
  return Float64Array.from([...sums].sort(([a], [b]) => a - b), ([, { sum, bags: count }]) => sum / count)
}

/** All weights in quarters that add up to 1. */
function mixtures(length: number, left = STEPS): number[][] {
  if (length === 1) return [[left / STEPS]]
  return Array.from({ length: left + 1 }, (_, taken) => mixtures(length - 1, left - taken).map((rest) => [taken / STEPS, ...rest])).flat()
}

function weighted(variants: readonly (readonly BagResult[])[], weights: readonly number[], valueOf: (variant: readonly BagResult[]) => number): number {
  return variants.reduce((sum, variant, index) => sum + (weights[index] ?? 0) * valueOf(variant), 0)
}

/** Summed log loss of the mixture in nats. */
function lossOf(against: readonly Float64Array[], weights: readonly number[]): number {
  let loss = 0
  for (let row = 0; row < against[0]!.length; row += 1) {
    let mixed = 0
    for (let variant = 0; variant < against.length; variant += 1) mixed += weights[variant]! * against[variant]![row]!
    loss += Math.max(mixed, 0) + Math.log1p(Math.exp(-Math.abs(mixed)))
  }
  return loss
}

function mixScores(variants: readonly (readonly BagResult[])[], weights: readonly number[], bag: number): Float64Array[] {
  return variants[0]![bag]!.scores.map((scores, term) => scores.map((_, bin) => weighted(variants, weights, (variant) => variant[bag]!.scores[term]![bin]!)))
}
