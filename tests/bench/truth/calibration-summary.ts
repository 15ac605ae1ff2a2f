import { calibrate, calibrationLine } from '#shared/domain/predictive/calibration'
import { calibrationRange, simulatedErrors, type CalibrationRange } from '#shared/domain/predictive/calibration-range'
import { descending, logitOf } from '#shared/domain/predictive/metrics'
import { binomialRange } from './binomial-range.ts'
import { shiftTo } from './reasons.ts'

/** What a measured model gave the records kept aside, and the calibration that its report shows; arrays have one entry a record. */
export interface JudgedSet {
  /** Records that the model and its calibration are learned from. */
  readonly learned: number
  readonly probability: Float64Array
  /** What the outcomes were drawn with. */
  readonly chance: Float64Array
  readonly slope: number
  readonly intercept: number
  readonly error: number
  readonly range: CalibrationRange
}

/** Share of the errors that lie inside of their ranges, were the probabilities right, and of those above. */
const INSIDE = 0.95
const ABOVE = 0.025
/** Share of records with one and the same true chance from which on they are spoken of. */
const WORTH_SAYING = 0.1
/** Outcomes drawn anew for the same records. */
const DRAWS = 400

/**
 * Prints, by kind of data, how many calibration errors lie inside of their ranges, and the means of slope and intercept
 * with their standard errors. The true chances being known, outcomes are drawn anew too: so the share that lies above
 * its range is known better than from counting, and what the best line for these very records would leave of it. False
 * where a count is not one that chance leaves room for, of one kind of data or of all.
 */
export function summarizeCalibration(judged: ReadonlyMap<string, readonly JudgedSet[]>): boolean {
  const all = [...judged.values()].flat()
  console.log(`Calibration, ${all.length} generated sets: errors inside of their ranges, 95 in a hundred by chance alone; mean slope and intercept ± standard error`)
  let right = true
  for (const [name, sets] of judged) {
    const counted = count(sets)
    right &&= counted.isFair
    console.log(`  ${name.padEnd(14)} ${counted.words}; slope ${spread(sets.map(({ slope }) => slope))}, intercept ${spread(sets.map(({ intercept }) => intercept))}; against the true chances the slope is ${spread(sets.map(({ probability, chance }) => calibrationLine(probability, chance).slope))}`)
    for (const sentence of aboveByChance(sets)) console.log(`    ${sentence}`)
  }
  const { words, isFair } = count(all)
  console.log(`  ${'all'.padEnd(14)} ${words}`)
  return right && isFair
}

function count(sets: readonly JudgedSet[]): { words: string; isFair: boolean } {
  const inside = sets.filter(({ error, range }) => error >= range.low && error <= range.high).length
  const above = sets.filter(({ error, range }) => error > range.high).length
  const { low, high } = binomialRange(sets.length, INSIDE)
  const isFair = inside >= low && inside <= high
  return { isFair, words: `${inside} of ${sets.length} inside (${percent(inside / sets.length)}; 95 % binomial range ${low} to ${high}${isFair ? '' : ': OUTSIDE OF IT'}), ${above} above` }
}

/** How often an error would lie above its range with outcomes drawn anew, and where that is more than right probabilities would, why. */
function aboveByChance(sets: readonly JudgedSet[]): string[] {
  const asGiven = sets.map(({ probability, chance, range }) => shareAbove(probability, chance, range))
  const line = `With outcomes drawn anew ${spread(asGiven, percent)} would lie above, ${percent(ABOVE)} were the probabilities right`
  if (mean(asGiven) - 2 * standardError(asGiven) <= ABOVE) return [`${line}.`]
  const straight = sets.map(({ probability, chance }) => straightened(probability, chance))
  const left = straight.map((probability, at) => shareAbove(probability, sets[at]!.chance, calibrationRange(probability, 1)))
  const first = `${line}; with the line that fits these very records best ${spread(left, percent)}: the difference is what a line learned from ${sets[0]!.learned.toLocaleString('en-US')} records misses.`
  return mean(left) - 2 * standardError(left) <= ABOVE ? [first] : [first, bend(straight, sets)]
}

function shareAbove(probability: Float64Array, chance: Float64Array, { high }: CalibrationRange): number {
  return simulatedErrors(probability, chance, DRAWS, 1).reduce((above, error) => above + (error > high ? 1 : 0), 0) / DRAWS
}

/** The probabilities after the line that brings them closest to the true chances. */
function straightened(probability: Float64Array, chance: Float64Array): Float64Array {
  const { slope } = calibrationLine(probability, chance)
  const logits = probability.map((p) => slope * logitOf(p))
  return calibrate(logits, { slope: 1, intercept: shiftTo(logits, mean(chance)) })
}

/** Where straightened probabilities still lie too low and too high: the tenths that are furthest off over all sets. */
function bend(straight: readonly Float64Array[], sets: readonly JudgedSet[]): string {
  const tenths = straight.map((probability, at) => tenthsOf(probability, sets[at]!.chance))
  const means = tenths[0]!.map((_, tenth) => ({ given: mean(tenths.map((bins) => bins[tenth]!.given)), real: mean(tenths.map((bins) => bins[tenth]!.real)) }))
  const order = means.map((_, tenth) => tenth).toSorted((a, b) => means[b]!.real - means[b]!.given - (means[a]!.real - means[a]!.given))
  const words = (tenth: number): string => `tenth ${tenth + 1} is given ${percent(means[tenth]!.given)} where ${percent(means[tenth]!.real)} is right`
  const alike = straight.map((probability, at) => spreadOfAlike(probability, sets[at]!.chance))
  const share = mean(alike.map((own) => own.share))
  const why = share < WORTH_SAYING ? '' : ` ${percent(share)} of the records have one and the same true chance, and yet log-odds that spread by ${mean(alike.map(({ spread }) => spread)).toFixed(2)} (standard deviation): noise, which pulls the middle apart.`
  return `What is left no line mends, for the chances bend: ${words(order[0]!)}, ${words(order.at(-1)!)}, of ten from the lowest to the highest.${why}`
}

/** The records with the most frequent true chance: their share of all, and the standard deviation of the log-odds that they were given. */
function spreadOfAlike(probability: Float64Array, chance: Float64Array): { share: number; spread: number } {
  const groups = [...Map.groupBy(chance.keys(), (row) => chance[row]!).values()]
  const rows = groups.reduce((most, group) => (group.length > most.length ? group : most))
  const logits = rows.map((row) => logitOf(probability[row]!))
  return { share: rows.length / chance.length, spread: standardError(logits) * Math.sqrt(logits.length) }
}

/** Mean of the probabilities and of the true chances in each tenth of the records, lowest probabilities first. */
function tenthsOf(probability: Float64Array, chance: Float64Array): { given: number; real: number }[] {
  const order = descending(probability).reverse()
  return Array.from({ length: 10 }, (_, tenth) => {
    const rows = order.subarray(Math.round((tenth * order.length) / 10), Math.round(((tenth + 1) * order.length) / 10))
    return { given: mean(Array.from(rows, (row) => probability[row]!)), real: mean(Array.from(rows, (row) => chance[row]!)) }
  })
}

const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length

function standardError(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1) / values.length)
}

const spread = (values: readonly number[], words: (value: number) => string = (value) => value.toFixed(3)): string => `${words(mean(values))} ± ${words(standardError(values))}`
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
