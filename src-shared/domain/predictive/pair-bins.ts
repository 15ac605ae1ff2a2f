import { MISSING_BIN, type FeatureBinning } from './binning.ts'

/** The coarser bins in which an attribute enters pairs. */
export interface PairBinning {
  /** Pair bin of each bin of the attribute, length binCount: 0 missing, the last one unseen and rare values. */
  readonly map: Uint8Array
  /** Number of pair bins. */
  readonly count: number
}

/** Most pair bins of one attribute, with missing and unseen. */
export const MOST_PAIR_BINS = 32
/** Categories under so many rows go to the last pair bin. */
const RARE = 10

/** Pair bins that a training set of so many rows can support: half the root of the rows, between 6 and 32. */
export function pairBinsFor(rows: number): number {
  return Math.min(MOST_PAIR_BINS, Math.max(6, Math.floor(Math.sqrt(rows) / 2)))
}

/**
 * Joins an attribute's bins for use in pairs. Neighbouring bins of a number are joined to an even share of the rows;
 * the most frequent categories keep a bin each, and the others share the last with values never seen.
 * `counts` are the training rows by bin.
 */
export function learnPairBins(kind: FeatureBinning['kind'], counts: Float64Array, most: number): PairBinning {
  return kind === 'numeric' ? joinNumbers(counts, most - 2) : joinCategories(counts, most - 2)
}

function joinNumbers(counts: Float64Array, most: number): PairBinning {
  const last = counts.length - 1
  const map = new Uint8Array(counts.length)
  let rowsLeft = 0
  let filledLeft = 0
  for (let bin = 1; bin < last; bin += 1) {
    rowsLeft += counts[bin]!
    if (counts[bin] !== 0) filledLeft += 1
  }
  let group = 1
  let inGroup = 0
  for (let bin = 1; bin < last; bin += 1) {
    const count = counts[bin]!
    const groupsLeft = most - group
    const wanted = (rowsLeft + inGroup) / (groupsLeft + 1)
    // A new group where this bin would overshoot by more than the group lacks, or where every filled bin can have its own.
    const isFull = inGroup > 0 && count > 0 && groupsLeft > 0 && (filledLeft <= groupsLeft || inGroup + count - wanted > wanted - inGroup)
    if (isFull) {
      group += 1
      inGroup = 0
    }
    map[bin] = group
    inGroup += count
    rowsLeft -= count
    if (count > 0) filledLeft -= 1
  }
  map[last] = group + 1
  return { map, count: group + 2 }
}

function joinCategories(counts: Float64Array, most: number): PairBinning {
  const map = new Uint8Array(counts.length)
  let own = 0
  // Categories stand by frequency, so that the frequent ones come first.
  for (let bin = 1; bin < counts.length - 1 && own < most && counts[bin]! >= RARE; bin += 1) {
    own += 1
    map[bin] = own
  }
  map.fill(own + 1, own + 1)
  map[MISSING_BIN] = 0
  return { map, count: own + 2 }
}
