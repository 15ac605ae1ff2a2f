import type { Feature, FeatureTable } from './feature-table.ts'

/** Records that say the same as an earlier one, where chance hardly explains it. */
export interface Copies {
  /** Of each row, the record id with which it stays together: its own, or that of the first record that says the same. */
  readonly together: Float64Array
  /** Rows that say the same as an earlier one. */
  readonly count: number
}

/** Of this many like rows or more expected by chance, that rows are alike says nothing. */
const LIKELY = 0.05
/** More records that are alike are a pattern of their own, such as an empty form, and no copies. */
const MOST_ALIKE = 10
/** Attributes that the chance is computed from, the most varied ones; the others would make it smaller. */
const MOST_ATTRIBUTES = 40
/** Rows from which it is learned which attributes depend on each other. */
const ROWS_FOR_TREE = 2000

interface Coded {
  /** Number of each row's value, in order of first appearance by record id. */
  readonly codes: Int32Array
  readonly counts: readonly number[]
  readonly entropy: number
  readonly hash: number
}

/**
 * Finds rows that agree in every attribute, missing values included, although fewer than one in twenty such agreements is
 * to be expected of records that are not copies. That expectation is rows × the probability of the values by a tree in which
 * each attribute depends on one other (Chow and Liu 1968), learned without the rows in question; so records that agree
 * because they are empty, or because few values are possible, are no copies. Neither the order of rows and columns nor
 * names matter. `table` as in `FeatureTable`, with a row a record.
 */
export function findCopies(table: FeatureTable): Copies {
  const together = table.recordIds.slice()
  const groups = likeRows(table).filter(({ length }) => length <= MOST_ALIKE)
  if (groups.length === 0) return { together, count: 0 }
  const chance = chanceOf(table)
  let count = 0
  for (const rows of groups) {
    if (table.rows * chance(rows[0]!, rows.length) >= LIKELY) continue
    const first = rows.reduce((least, row) => Math.min(least, table.recordIds[row]!), Number.POSITIVE_INFINITY)
    for (const row of rows) together[row] = first
    count += rows.length - 1
  }
  return { together, count }
}

/** Rows that agree in every attribute, two or more together. */
function likeRows({ rows, features }: FeatureTable): number[][] {
  if (features.length === 0) return []
  const columns = features.map(codesOf)
  // Each attribute splits the groups of those before it; rows that are alone drop out.
  let groups: number[][] = [Array.from({ length: rows }, (_, row) => row)]
  for (const codes of columns) {
    groups = groups.flatMap((group) => [...Map.groupBy(group, (row) => codes[row]!).values()].filter((part) => part.length > 1))
    if (groups.length === 0) break
  }
  return groups
}

/** A number for each row, the same for the same value; a category's own codes will do. */
function codesOf(feature: Feature): Int32Array {
  if (feature.kind === 'category') return feature.codes
  const known = new Map<number, number>()
  return Int32Array.from(feature.values, (value) => {
    const code = known.get(value) ?? known.size
    known.set(value, code)
    return code
  })
}

/** The probability that a record has the values of the given row, learned without the `alike` rows that have them. */
function chanceOf(table: FeatureTable): (row: number, alike: number) => number {
  const inOrder = Int32Array.from({ length: table.rows }, (_, row) => row).sort((a, b) => table.recordIds[a]! - table.recordIds[b]!)
  const attributes = table.features
    .map((feature) => coded(codesOf(feature), inOrder))
    .filter(({ counts }) => counts.length > 1)
    .sort((a, b) => b.entropy - a.entropy || a.hash - b.hash)
    .slice(0, MOST_ATTRIBUTES)
  const step = Math.max(1, table.rows / ROWS_FOR_TREE)
  const sampled = Int32Array.from({ length: Math.min(table.rows, ROWS_FOR_TREE) }, (_, at) => inOrder[Math.floor(at * step)]!)
  const parents = dependencies(attributes, sampled)
  const joints = attributes.map(({ codes }, index) => {
    const parent = parents[index]
    return parent === null || parent === undefined ? null : { counts: countPairs(codes, attributes[parent]!.codes, inOrder), parent: attributes[parent]! }
  })
  return (row, alike) => {
    const others = table.rows - alike
    return attributes.reduce((product, { codes, counts }, index) => {
      const code = codes[row]!
      const share = (counts[code]! - alike + 0.5) / (others + 1)
      const joint = joints[index]
      if (joint === null || joint === undefined) return product * share
      const given = joint.parent.codes[row]!
      // A share given the other value counts as one row more, so that a value which only these rows have says nothing.
      return product * ((joint.counts.get(pairKey(code, given))! - alike + share) / (joint.parent.counts[given]! - alike + 1))
    }, 1)
  }
}

function coded(given: Int32Array, inOrder: Int32Array): Coded {
  const known = new Map<number, number>()
  const codes = new Int32Array(given.length)
  const counts: number[] = []
  let hash = 0x811c9dc5
  for (const row of inOrder) {
    const code = known.get(given[row]!) ?? known.size
    known.set(given[row]!, code)
    codes[row] = code
    counts[code] = (counts[code] ?? 0) + 1
    hash = Math.imul(hash ^ code, 0x01000193) ^ (hash >>> 15)
  }
  return { codes, counts, entropy: entropyOf(counts), hash: hash >>> 0 }
}

/** Of each attribute the one that it depends on: the spanning tree with the largest mutual information (Prim); null for its root. */
function dependencies(attributes: readonly Coded[], rows: Int32Array): (number | null)[] {
  const own = attributes.map(({ codes }) => countsAt(codes, rows))
  const parents: (number | null)[] = attributes.map(() => null)
  const most = attributes.map(() => Number.NEGATIVE_INFINITY)
  const left = new Set(attributes.keys())
  while (left.size > 0) {
    const next = [...left].reduce((best, index) => (most[index]! > most[best]! ? index : best))
    left.delete(next)
    for (const index of left) {
      const joint = countPairs(attributes[index]!.codes, attributes[next]!.codes, rows)
      // Less what as many cells share by chance alone (Miller 1955).
      const shared = entropyOf(own[index]!) + entropyOf(own[next]!) - entropyOf([...joint.values()]) - (joint.size - own[index]!.length - own[next]!.length + 1) / (2 * rows.length)
      if (shared > most[index]!) {
        most[index] = shared
        parents[index] = next
      }
    }
  }
  return parents
}

const pairKey = (one: number, other: number): number => one * 0x4000000 + other

function countPairs(one: Int32Array, other: Int32Array, rows: Int32Array): Map<number, number> {
  const counts = new Map<number, number>()
  for (const row of rows) {
    const key = pairKey(one[row]!, other[row]!)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function countsAt(codes: Int32Array, rows: Int32Array): number[] {
  return [...Map.groupBy(rows, (row) => codes[row]!).values()].map(({ length }) => length)
}

/** In nats. */
function entropyOf(counts: readonly number[]): number {
  const all = counts.reduce((sum, count) => sum + count, 0)
  return counts.reduce((sum, count) => sum - (count / all) * Math.log(count / all), 0)
}
