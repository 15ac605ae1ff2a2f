import { createRandom, deriveSeed } from '#shared/lib/random'

/** What looks natural and is not: for every record an age of an open one that is under its own life; same unit and length as the lives. */
export function fittedAges(lives: ArrayLike<number>, openAges: readonly number[], seed: number): Float64Array {
  const random = createRandom(deriveSeed(seed, 'fitted'))
  const ages = openAges.toSorted((one, other) => one - other)
  return Float64Array.from(lives, (life) => {
    const over = ages.findIndex((age) => age >= life)
    const fitting = over === -1 ? ages.length : over
    const place = random.next()
    return fitting === 0 ? life / 2 : ages[Math.floor(place * fitting)]!
  })
}
