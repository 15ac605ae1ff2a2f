import type { ScoredEntity } from '#shared/domain/catalog/types'
import { chanceOfRise, chanceOfValues, remainderOf, riseOf } from '#shared/domain/predictive/beyond-chance'
import { binColumn, learnBinning } from '#shared/domain/predictive/binning'
import { CALENDAR_VALUES } from '#shared/domain/predictive/calendar-parts'
import type { Feature } from '#shared/domain/predictive/feature-table'
import { pickFeature } from '#shared/domain/predictive/pick-rows'
import type { ReadDb } from '../handles.ts'
import { DAY, isOfDates, type AttributeSpec, type DateColumn, type DateSource } from './attribute-spec.ts'
import { collectFeatures } from './collect-features.ts'
import { dayOfDate, timeOf } from './date-values.ts'
import { beyondChance, FEWEST_OF_OUTCOME, judgedRows, NOTHING, TOO_FEW, type Judging } from './judged-rows.ts'
import { readColumns } from './read-columns.ts'
import type { TrainingSamples } from './training-samples.ts'

/** Records that each month must have in each of two years. */
const FEWEST_OF_MONTH = 5
/** Chance with which any of the attributes is chosen where none of them says anything; one chosen by chance costs a small model more than a weak one gains it. */
const MOST_CHANCE = 0.02
/** Chance with which what the months told in one year would hold in the next where there is no season. */
const MOST_CHANCE_AGAIN = 0.05
/** Parts into which days are cut. */
const PARTS = 8
const YEAR = 365.25
/** Moments at which the rate may have changed are sought between so many even parts of the records. */
const STEPS = 20
/** What a month's difference from the trend is drawn towards none by, in chance × (1 − chance) summed: ten records at even odds. */
const SHRINKING = 2.5

const NOTHING_BESIDE = 'Says no more than chance about the outcome beside its two dates.'
const NO_SEASON = 'The months of one year do not foretell those of another: it says no more than chance about the outcome.'
const ONE_YEAR = 'Never twice the same month of the year in enough records, so that a season cannot be told from a trend.'

/** What is to be judged: the attribute's values in the older closed records, and the dates that it is made of. */
interface Judged {
  readonly source: DateSource
  readonly feature: Feature
  /** The attribute's first date and, of two, its second: UTC milliseconds by row, NaN where it is missing. */
  readonly dates: readonly Float64Array[]
  readonly asOf: Float64Array
  readonly createdAt: Float64Array
  readonly outcome: Uint8Array
}

/**
 * The specs, with those of weekdays, months and days between dates chosen that say more about the outcome than chance would, and the
 * reason for each of the others. Decided by the closed records without the newest part that the report is measured on: weekdays
 * beside a trend over the dates, days between beside a trend and what the two dates say by their ages, months only where each
 * was seen in two years and what the earlier ones told holds in the last year.
 */
export function judgeDates(db: ReadDb, entity: ScoredEntity, specs: readonly AttributeSpec[], samples: TrainingSamples, judging: Judging): AttributeSpec[] {
  const asked = specs.filter(isOfDates)
  if (asked.length === 0) return [...specs]
  const { seen, older } = judgedRows(samples, judging)
  const dates = readDates(db, entity, asked.map(({ source }) => source), seen)
  const { features } = collectFeatures(db, entity, asked, seen, judging.between)
  const pick = (values: Float64Array): Float64Array => Float64Array.from(older, (at) => values[at]!)
  const outcome = Uint8Array.from(older, (at) => seen.outcome[at]!)
  const found = asked.map(({ source }, index) => {
    const own = datesOf(source).map(({ column }) => dates.get(column) ?? new Float64Array(0))
    const feature = pickFeature(features[index]!, older)
    return unfit(source, features[index]!, own[0] ?? new Float64Array(0), feature, outcome) ?? chanceOf({ source, feature, dates: own.map(pick), asOf: pick(seen.asOf), createdAt: pick(seen.createdAt), outcome })
  })
  const isChosen = beyondChance(found, MOST_CHANCE)
  const verdicts = new Map(asked.map(({ name, source, reason }, index) => {
    const why = found[index]
    return [name, isChosen[index] === true ? { chosen: true, reason } : { chosen: false, reason: typeof why === 'string' ? why : whyNot(source) }] as const
  }))
  return specs.map((spec) => ({ ...spec, ...verdicts.get(spec.name) }))
}

function whyNot(source: DateSource): string {
  if (source.type === 'days_between') return NOTHING_BESIDE
  return source.part === 'month' ? NO_SEASON : NOTHING
}

function datesOf(source: DateSource): readonly DateColumn[] {
  return source.type === 'days_between' ? [source.from, source.to] : [source]
}

/** The dates as of each sample's moment, in UTC milliseconds, by column. */
function readDates(db: ReadDb, entity: ScoredEntity, sources: readonly DateSource[], { ids, asOf }: TrainingSamples): Map<string, Float64Array> {
  const columns = new Map(sources.flatMap(datesOf).map((date) => [date.column, { name: date.column, historied: date.historied }]))
  const values = readColumns(db, entity, [...columns.values()], ids, asOf)
  return new Map([...columns.keys()].map((column, index) => [column, Float64Array.from(values[index] ?? [], timeOf)]))
}

/** Why the attribute cannot be tested, null where it can. `dates` and `all` are of all records looked at, `feature` and `outcome` of the older ones. */
function unfit(source: DateSource, all: Feature, dates: Float64Array, feature: Feature, outcome: Uint8Array): string | null {
  const filled = outcome.filter((_unused, row) => isFilled(feature, row))
  const positives = filled.reduce((sum, value) => sum + value, 0)
  if (Math.min(positives, filled.length - positives) < FEWEST_OF_OUTCOME) return TOO_FEW
  if (source.type === 'days_between') return null
  if (all.kind === 'category' && source.part === 'weekday' && all.categories.length === 1) return `Falls on a ${all.categories[0]} in every record.`
  return source.part === 'month' && !isSeenTwice(Array.from(dates, (time) => dayOfDate(time, source.reading, source.timeZone))) ? ONE_YEAR : null
}

/** Whether each month of the year was seen in two years, in enough records each. */
function isSeenTwice(days: readonly number[]): boolean {
  const counts = new Map<number, number>()
  for (const day of days) {
    if (Number.isNaN(day)) continue
    const date = new Date(day * DAY)
    const key = 12 * date.getUTCFullYear() + date.getUTCMonth()
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const enough = [...counts].flatMap(([key, count]) => (count >= FEWEST_OF_MONTH ? [key] : []))
  return Array.from({ length: 12 }, (_unused, month) => enough.filter((key) => key % 12 === month).length).every((years) => years >= 2)
}

function isFilled(feature: Feature, row: number): boolean {
  return feature.kind === 'category' ? (feature.codes[row] ?? -1) >= 0 : !Number.isNaN(feature.values[row] ?? Number.NaN)
}

/** Probability of what the attribute shows where it has nothing to do with the outcome. */
function chanceOf({ source, feature, dates, asOf, createdAt, outcome }: Judged): number {
  const rows = Int32Array.from(outcome.keys()).filter((row) => isFilled(feature, row))
  const own = pickFeature(feature, rows)
  const times = dates.map((column) => Float64Array.from(rows, (row) => column[row]!))
  const endings = Uint8Array.from(rows, (row) => outcome[row]!)
  if (own.kind === 'category') {
    const [time = new Float64Array(0)] = times
    return source.type === 'date_part' && source.part === 'month' ? chanceOfSeason(own.codes, time, endings) : chanceOfValues(remainderOf(endings, [time]), own.codes)
  }
  const ages = times.map((column) => column.map((time, at) => (asOf[rows[at]!]! - time) / DAY)).filter((age) => age.every(Number.isFinite))
  const created = Float64Array.from(rows, (row) => createdAt[row]!)
  const known = [...[created].filter((column) => column.every(Number.isFinite)), ...ages.flatMap(partsOf)]
  return chanceOfValues(remainderOf(endings, known), binColumn(own, learnBinning(own, null, PARTS)))
}

/** One column for each part of the values but the first, 1 where a value lies in it. */
function partsOf(values: Float64Array): Float64Array[] {
  const feature = { kind: 'numeric', name: '', label: '', origin: 'record', values } as const
  const binning = learnBinning(feature, null, PARTS)
  const bins = binColumn(feature, binning)
  return Array.from({ length: PARTS - 1 }, (_unused, part) => Float64Array.from(bins, (bin) => (bin === part + 2 ? 1 : 0))).filter((column) => column.includes(1))
}

/**
 * Probability of the months' differences where there is no season: beside a steady trend and the largest change of level, and 1
 * unless what they told before the last year goes with the outcome in the last year, too.
 */
function chanceOfSeason(codes: Int32Array, times: Float64Array, outcome: Uint8Array): number {
  const latest = times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY)
  const rows = Int32Array.from(codes.keys())
  const before = rows.filter((row) => latest - times[row]! > YEAR * DAY)
  const last = rows.filter((row) => latest - times[row]! <= YEAR * DAY)
  if (!hasBoth(before, outcome) || !hasBoth(last, outcome)) return 1
  const trend = [times, largestStep(times, outcome)]
  const all = remainderOf(outcome, trend)
  const sums = CALENDAR_VALUES.month.map(() => ({ residual: 0, weight: SHRINKING }))
  for (const row of before) {
    const sum = sums[codes[row]!]!
    sum.residual += all.residual[row]!
    sum.weight += all.weight[row]!
  }
  const told = Float64Array.from(last, (row) => sums[codes[row]!]!.residual / sums[codes[row]!]!.weight)
  const ofLast = remainderOf(Uint8Array.from(last, (row) => outcome[row]!), trend.map((column) => Float64Array.from(last, (row) => column[row]!)))
  const again = chanceOfRise(ofLast, told, Int32Array.from(last, (row) => codes[row]!))
  return again > MOST_CHANCE_AGAIN ? 1 : chanceOfValues(all, codes)
}

/** 1 after the moment at which the outcome's rate changes most beside a steady trend, 0 before it; one a row. */
function largestStep(times: Float64Array, outcome: Uint8Array): Float64Array {
  const steady = remainderOf(outcome, [times])
  const sorted = times.toSorted()
  const steps = Array.from({ length: STEPS - 1 }, (_unused, at) => {
    const from = sorted[Math.floor(((at + 1) * sorted.length) / STEPS)]!
    const step = times.map((time) => (time >= from ? 1 : 0))
    return { step, rise: Math.abs(riseOf(steady, step)) }
  })
  return steps.reduce((largest, step) => (step.rise > largest.rise ? step : largest)).step
}

function hasBoth(rows: Int32Array, outcome: Uint8Array): boolean {
  const positives = rows.reduce((sum, row) => sum + outcome[row]!, 0)
  return Math.min(positives, rows.length - positives) >= FEWEST_OF_OUTCOME
}
