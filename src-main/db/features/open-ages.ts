import { createRandom, deriveSeed } from '#shared/lib/random'

/** Ages that open records have, each with a weight. Ages and lives are in milliseconds. */
export interface AgeMeasure {
  /** Share of the weight on ages under the given one, in [0, 1]. */
  shareBelow(life: number): number
  /** The age at the share `place` in [0, 1) of the weight under the given one; null where no age is under it. */
  ageBelow(life: number, place: number): number | null
  /** Some of the ages, evenly spread over them; ascending. */
  readonly typical: Float64Array
}

/** What became of the records whose open ones have the ages. */
interface Lives {
  /** From creation to closing, of the closed ones. */
  readonly lives: Float64Array
  /** Age of the oldest that could be among them. */
  readonly longest: number
}

/** The least share that counts as having survived, so that no single old record outweighs all others. */
const LEAST_SURVIVAL = 0.02
const TYPICAL = 20

/**
 * Weighs each of the ascending ages by one over the share of the records that live so long: few closed records were still
 * open at an old age, and those few must stand for all the open ones of that age. Without lives all ages weigh the same.
 */
export function ageMeasure(ages: Float64Array, known: Lives | null): AgeMeasure {
  const survival = known === null ? () => 1 : survivalOf(known, ages)
  const sums = new Float64Array(ages.length + 1)
  ages.forEach((age, at) => (sums[at + 1] = sums[at]! + 1 / Math.max(LEAST_SURVIVAL, survival(age))))
  const total = sums[ages.length]!
  return {
    typical: Float64Array.from({ length: Math.min(TYPICAL, ages.length) }, (_unused, at) => ages[Math.floor(((at + 0.5) * ages.length) / Math.min(TYPICAL, ages.length))]!),
    shareBelow: (life) => (total === 0 ? 0 : sums[countBelow(ages, life)]! / total),
    ageBelow: (life, place) => {
      const fitting = countBelow(ages, life)
      return fitting === 0 ? null : ages[Math.min(fitting, countUpTo(sums, place * sums[fitting]!)) - 1]!
    },
  }
}

/** Where nothing is open: an age at which each record was open, at a place in its life drawn by its place in the list; ascending. */
export function endingAges(lives: Float64Array, seed: number): Float64Array {
  const random = createRandom(deriveSeed(seed, 'ages without open records'))
  return lives.map((life) => Math.floor(random.next() * life)).sort()
}

/** Share of the records that are still open at an age, open ones counting up to theirs (Kaplan and Meier 1958). */
function survivalOf({ lives, longest }: Lives, openAges: Float64Array): (age: number) => number {
  const ends = lives.toSorted()
  const open = openAges.subarray(0, countUpTo(openAges, longest))
  const shares = new Float64Array(ends.length + 1).fill(1)
  ends.forEach((end, at) => {
    const there = ends.length - at + open.length - countBelow(open, end)
    shares[at + 1] = shares[at]! * (1 - 1 / there)
  })
  return (age) => shares[countBelow(ends, age)]!
}

/** How many of the ascending values are below the limit. */
function countBelow(ascending: Float64Array, limit: number): number {
  return placeOf(ascending, (value) => value < limit)
}

/** How many of the ascending values are not above the limit. */
function countUpTo(ascending: Float64Array, limit: number): number {
  return placeOf(ascending, (value) => value <= limit)
}

function placeOf(ascending: Float64Array, isBefore: (value: number) => boolean): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(ascending[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}
