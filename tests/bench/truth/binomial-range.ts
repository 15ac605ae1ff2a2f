/**
 * Counts of successes in so many trials that chance leaves room for: the central 95 % range of the binomial distribution,
 * whose tails hold at most 2.5 % each; `probability` in (0, 1).
 */
export function binomialRange(trials: number, probability: number): { readonly low: number; readonly high: number } {
  const odds = probability / (1 - probability)
  let here = (1 - probability) ** trials
  let upTo = here
  let low = 0
  let high = 0
  for (let count = 1; count <= trials; count += 1) {
    here *= (odds * (trials - count + 1)) / count
    // `upTo` is the probability of fewer than `count`.
    if (upTo <= 0.025) low = count
    if (upTo < 0.975) high = count
    upTo += here
  }
  return { low, high }
}
