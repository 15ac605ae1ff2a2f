/** A record that was given a chance while it was open, and what became of it. */
export interface Judged {
  /** Milliseconds since its creation, and until its closing. */
  readonly age: number
  readonly left: number
  readonly chance: number
  /** 1 or 0. */
  readonly won: number
}

/** Parts of the open records' ages, and of the time left to them, in which weights are found. */
const PARTS = 5

/**
 * AUC of the kept records where each part of the open ones' ages, or of ages and time left together, weighs as much as
 * it does among the open ones: what would be reported if the two differed in nothing else. Parts without a kept record drop out.
 */
export function weighedAuc(kept: readonly Judged[], open: readonly Judged[], by: 'age' | 'age and time left'): number {
  const ages = cutsOf(open.map(({ age }) => age))
  const lefts = by === 'age' ? [] : cutsOf(open.map(({ left }) => left))
  const cellOf = ({ age, left }: Judged): number => PARTS * partOf(ages, age) + partOf(lefts, left)
  const inKept = countsOf(kept.map(cellOf))
  const inOpen = countsOf(open.map(cellOf))
  return aucWith(kept, kept.map((record) => (inOpen.get(cellOf(record)) ?? 0) / (inKept.get(cellOf(record)) ?? 1)))
}

/** Share of the pairs of a won and a lost record in which the won one has the greater chance, each pair weighing the product of its two weights; ties count half. */
export function aucWith(records: readonly Judged[], weights: readonly number[]): number {
  let right = 0
  let all = 0
  records.forEach((one, at) => {
    if (one.won !== 1) return
    records.forEach((other, place) => {
      if (other.won === 1) return
      const weight = weights[at]! * weights[place]!
      all += weight
      right += one.chance > other.chance ? weight : one.chance === other.chance ? weight / 2 : 0
    })
  })
  return right / all
}

/** Values that cut the given ones into parts of equal size. */
function cutsOf(values: readonly number[]): number[] {
  const sorted = values.toSorted((one, other) => one - other)
  return Array.from({ length: PARTS - 1 }, (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / PARTS)] ?? 0)
}

function partOf(cuts: readonly number[], value: number): number {
  return cuts.filter((cut) => value >= cut).length
}

function countsOf(cells: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1)
  return counts
}
