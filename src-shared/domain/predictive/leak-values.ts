import type { CoarseColumn } from './leak-bins.ts'
import type { LeakSign } from './leak-sign.ts'
import { percent, wholeNumber, type OutcomeWords } from './words.ts'

/** AUC of one attribute above which it is too good to be true. */
const TOO_GOOD = 0.95
/** Matthews correlation of the best guess by value with the outcome above which the attribute says the same. */
const SAME = 0.95
const NEARLY_PURE = 0.95
const FEWEST_PURE_ROWS = 50
/** Share of the rows in nearly pure values; the ends of a strong honest number are pure, so ranges need more. */
const LEAST_PURE_SHARE = 0.1
const LEAST_PURE_RANGES = 0.3
/** Purity, and share of the rows on either side, from which a category that foretells both outcomes is suspect. */
const BOTH_PURE = 0.9
const LEAST_BOTH_SHARE = 0.05

/** `rates` are the cross-fitted rates of each row's bin, `singleAuc` their AUC. */
export function aloneSign(label: string, rates: Float64Array, singleAuc: number, outcome: Uint8Array): LeakSign | null {
  const { agreement, correlation } = guess(rates, outcome)
  if (correlation > SAME) return { kind: 'duplicate', sentence: `${label} alone predicts the outcome with AUC ${singleAuc.toFixed(3)}: it says the same as the outcome in ${percent(agreement)} of the records.` }
  return singleAuc > TOO_GOOD ? { kind: 'alone', sentence: `${label} alone predicts the outcome with AUC ${singleAuc.toFixed(3)}.` } : null
}

/** The better outcome of each value against what happened: share of agreement and Matthews correlation. */
function guess(rates: Float64Array, outcome: Uint8Array): { agreement: number; correlation: number } {
  let both = 0
  let guessed = 0
  let positive = 0
  let agree = 0
  for (let row = 0; row < rates.length; row += 1) {
    const said = rates[row]! > 0.5 ? 1 : 0
    guessed += said
    positive += outcome[row]!
    both += said * outcome[row]!
    if (said === outcome[row]) agree += 1
  }
  const n = rates.length
  const spread = Math.sqrt(guessed * (n - guessed) * positive * (n - positive))
  return { agreement: agree / n, correlation: spread === 0 ? 0 : (n * both - guessed * positive) / spread }
}

/** Values that hold almost only one outcome over many rows, where the average is far from that. */
export function pureSign(label: string, column: CoarseColumn, words: OutcomeWords): LeakSign | null {
  const { binning, bins, counts, positives, average } = column
  let pureRows = 0
  let rangeRows = 0
  let largest = -1
  counts.forEach((count, bin) => {
    if (count < FEWEST_PURE_ROWS) return
    const rate = positives[bin]! / count
    if (!((rate >= NEARLY_PURE && average < 0.8) || (rate <= 1 - NEARLY_PURE && average > 0.2))) return
    pureRows += count
    if (binning.kind === 'numeric' && bin > 0) rangeRows += count
    if (largest < 0 || count > counts[largest]!) largest = bin
  })
  const least = rangeRows > pureRows / 2 ? LEAST_PURE_RANGES : LEAST_PURE_SHARE
  if (largest < 0 || pureRows < least * bins.length) return null
  const place = largest === 0 ? 'where it is not filled' : binning.kind === 'category' ? `with “${binning.categories[largest - 1] ?? 'another value'}”` : 'in one range of its values'
  const rate = positives[largest]! / counts[largest]!
  return { kind: 'pure', sentence: `${label} has nearly pure values over ${percent(pureRows / bins.length)} of the records: of ${wholeNumber(counts[largest]!)} ${place} ${percent(rate)} ${words.verb}.` }
}

/** Rows in values that are nearly pure for one outcome, and the bin of the largest; -1 before there is one. */
interface Side {
  rows: number
  largest: number
}

/**
 * Values of a category that almost only positive records hold, and others that almost only negative ones do. What is
 * known beforehand seldom foretells success and failure alike; what someone wrote down knowing the outcome does.
 */
export function bothSign(label: string, { binning, bins, counts, positives }: CoarseColumn, words: OutcomeWords): LeakSign | null {
  if (binning.kind !== 'category') return null
  const sides: readonly [Side, Side] = [{ rows: 0, largest: -1 }, { rows: 0, largest: -1 }]
  // An empty value is nobody's judgement.
  for (let bin = 1; bin < counts.length; bin += 1) {
    const count = counts[bin]!
    const rate = positives[bin]! / count
    const side = rate >= BOTH_PURE ? sides[1] : rate <= 1 - BOTH_PURE ? sides[0] : null
    if (side === null || count < FEWEST_PURE_ROWS) continue
    side.rows += count
    if (side.largest < 0 || count > counts[side.largest]!) side.largest = bin
  }
  if (sides.some(({ rows }) => rows < LEAST_BOTH_SHARE * bins.length)) return null
  const [low, high] = sides.map(({ largest }) => ({ count: wholeNumber(counts[largest]!), name: binning.categories[largest - 1] ?? 'another value', rate: percent(positives[largest]! / counts[largest]!) }))
  if (low === undefined || high === undefined) return null
  return { kind: 'pure', sentence: `${label} foretells both outcomes: of ${high.count} with “${high.name}” ${high.rate} ${words.verb}, of ${low.count} with “${low.name}” ${low.rate}.` }
}
