import { present } from '#shared/lib/assert'
import { createRandom, deriveSeed, type Random } from '#shared/lib/random'

/** An independent stream for one record, so that any record can be made again alone. */
export function streamFor(seed: number, kind: string, index: number): Random {
  return createRandom(deriveSeed(seed, kind, index))
}

/** One of the items, each as likely as the others; the list must not be empty. */
export function pick<T>(random: Random, items: readonly T[]): T {
  return present(items[random.below(items.length)], 'an item to pick')
}

/** One key of the record, as likely as its weight; weights need not sum to one. */
export function pickWeighted<Key extends string>(random: Random, weights: Readonly<Record<Key, number>>): Key {
  const entries = Object.entries<number>(weights)
  let total = 0
  for (const [, weight] of entries) total += weight
  let left = random.next() * total
  for (const [key, weight] of entries) {
    left -= weight
    if (left < 0) return key as Key
  }
  return present(entries.at(-1), 'a weighted key')[0] as Key
}

export function chance(random: Random, probability: number): boolean {
  return random.next() < probability
}

export function between(random: Random, low: number, high: number): number {
  return low + random.next() * (high - low)
}

/** Standard normal by Box and Muller; the second value is thrown away to keep streams simple. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

/** Poisson count by Knuth's product of uniforms; meant for means under 20. */
export function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean)
  let product = random.next()
  let count = 0
  while (product > limit) {
    product *= random.next()
    count += 1
  }
  return count
}

export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}
