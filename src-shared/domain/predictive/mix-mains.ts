import type { BagResult } from './fit-bag.ts'

/** Steps of a weight between 0 and 1. */
const STEPS = 4

/**
 * Mixes variants of the same bags' main effects, `variants[v][b]`: the weights, the same for all bags, are those with
 * the lowest mean loss on the rows that each bag kept aside. All variants being sums of tables, so is the mixture.
 */
export function mixMains(variants: readonly (readonly BagResult[])[]): readonly BagResult[] {
  const [first = []] = variants
  if (variants.length < 2) return first
  let best = { weights: [1], loss: Number.POSITIVE_INFINITY }
  for (const weights of mixtures(variants.length)) {
    const loss = first.reduce((sum, _, bag) => sum + lossOf(variants, weights, bag), 0)
    if (loss < best.loss) best = { weights, loss }
  }
  return first.map((own, bag) => ({ ...own, intercept: weighted(variants, best.weights, (variant) => variant[bag]!.intercept), scores: mixScores(variants, best.weights, bag) }))
}

/** All weights in quarters that add up to 1. */
function mixtures(length: number, left = STEPS): number[][] {
  if (length === 1) return [[left / STEPS]]
  return Array.from({ length: left + 1 }, (_, taken) => mixtures(length - 1, left - taken).map((rest) => [taken / STEPS, ...rest])).flat()
}

function weighted(variants: readonly (readonly BagResult[])[], weights: readonly number[], valueOf: (variant: readonly BagResult[]) => number): number {
  return variants.reduce((sum, variant, index) => sum + (weights[index] ?? 0) * valueOf(variant), 0)
}

function lossOf(variants: readonly (readonly BagResult[])[], weights: readonly number[], bag: number): number {
  const rows = variants[0]![bag]!.against.length
  let loss = 0
  for (let row = 0; row < rows; row += 1) {
    const against = weighted(variants, weights, (variant) => variant[bag]!.against[row]!)
    loss += Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)))
  }
  return loss / rows
}

function mixScores(variants: readonly (readonly BagResult[])[], weights: readonly number[], bag: number): Float64Array[] {
  return variants[0]![bag]!.scores.map((scores, term) => scores.map((_, bin) => weighted(variants, weights, (variant) => variant[bag]!.scores[term]![bin]!)))
}
