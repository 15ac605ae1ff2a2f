import { isOfDates } from '#main/db/features/attribute-spec'
import { chooseAttributes, type ChosenAttributes } from '#main/db/features/choose-attributes'
import { samplesAt, type TrainingSamples } from '#main/db/features/training-samples'
import { modelConfigSchema } from '#shared/contract/predictive'
import { NORMAL_95 } from '#shared/domain/predictive/metrics'
import { now as NOW, openBench } from '../../main/import/run-job.ts'
import { openApplications } from './applications.ts'
import { gainOf, half, samplesOf, signed, type Compared } from './attribute-gain.ts'
import { binomialRange } from './binomial-range.ts'
import { COMPANIES, fillCompany, ZONE, type Company } from './dated-companies.ts'
import { DEALS_NOW, openDeals } from './leak-desk.ts'

const LEADS = 6000
const SEEDS = [1, 2]
/** Companies in which nothing is to be chosen, for the count of false choices. */
const CLEAN = 60
const CLEAN_LEADS = 1500
/** Share of them in which something may be chosen, as the documentation says. */
const RATE = 0.02
/** Companies in which dates say something, and what must be chosen in each; dates near the creation have nearly its months. */
const MUST_CHOOSE: Partial<Record<Company, string>> = { 'a weekday effect': 'lead.created_at.weekday', 'a season': '.month', 'days between two dates': 'lead.created_at.days_to.x_demo' }
/** AUC that the choice may cost where it gains nothing. */
const MOST_COST = 0.003

const datesOf = ({ used }: ChosenAttributes): string[] => used.filter(isOfDates).map(({ name }) => name)

/** Prints what weekdays, months and days between dates gain and cost; false where one with an effect is not chosen, or the choice costs more than it may. */
export async function measureDates(): Promise<boolean> {
  let right = measureFalseChoices()
  const cost: number[] = []
  for (const company of Object.keys(COMPANIES) as Company[]) {
    const found = await measureCompany(company)
    const wanted = MUST_CHOOSE[company]
    if (wanted === undefined) cost.push(...found.map(({ gain }) => gain.auc))
    else right = hasGained(found, wanted) && right
  }
  const mean = cost.reduce((sum, auc) => sum + auc, 0) / cost.length
  console.log(`Dates, the ${cost.length} made-up companies without an effect: the choice changes the AUC by ${signed(mean)} on average; at most ${MOST_COST} is to be lost${mean < -MOST_COST ? '. Short: what was chosen by chance costs more' : ''}`)
  return (await measureRealDates()) && mean >= -MOST_COST && right
}

async function measureCompany(company: Company): Promise<Compared[]> {
  console.log(`Dates, made-up companies with ${company}: half of ${LEADS} leads learned from, the other half judged`)
  const found: Compared[] = []
  for (const seed of SEEDS) {
    const bench = openBench(ZONE)
    try {
      fillCompany(bench.db, company, { leads: LEADS, seed, now: NOW })
      const samples = samplesOf(bench, 'lead', NOW, ZONE)
      found.push(await gainOf(bench, { entity: 'lead', now: NOW, samples: half(samples, 0), others: half(samples, 1) }, 'dates', isOfDates))
    } finally {
      bench.close()
    }
  }
  return found
}

/** Whether what has the effect was chosen each time, and gained. */
function hasGained(found: readonly Compared[], wanted: string): boolean {
  const missed = found.filter(({ chosen }) => !chosen.some((name) => name.endsWith(wanted))).length
  if (missed > 0) console.log(`  Short: ${wanted} was not chosen in ${missed} of ${found.length}: too weak beside chance in ${LEADS / 2} leads.`)
  return missed === 0 && found.every(({ gain }) => gain.auc > 0)
}

/** Counts the companies without anything in their dates in which something is chosen all the same; false where chance can hardly explain the number. */
function measureFalseChoices(): boolean {
  let right = true
  for (const company of ['nothing in the dates', 'a steady trend', 'a sudden change'] as const) {
    const found: string[][] = []
    for (let seed = 1; seed <= CLEAN; seed += 1) {
      const bench = openBench(ZONE)
      fillCompany(bench.db, company, { leads: CLEAN_LEADS, seed: 1000 + seed, now: NOW })
      found.push(datesOf(chooseAttributes(bench.db, 'lead', modelConfigSchema.parse({}), samplesOf(bench, 'lead', NOW, ZONE), NOW)))
      bench.close()
    }
    const companies = found.filter((names) => names.length > 0)
    const { high } = binomialRange(CLEAN, RATE)
    right &&= companies.length <= high
    console.log(`Dates chosen by chance, ${company}: in ${companies.length} of ${CLEAN} companies of ${CLEAN_LEADS} leads${companies.length === 0 ? '' : `: ${companies.flat().join(', ')}`}; at a rate of ${100 * RATE} in 100 up to ${high} are within chance${companies.length > high ? ': short, the rule chooses more than it promises' : ''}`)
  }
  return right
}

/** The same on real files: learned from the older records, judged on the newest fifth; false where the choice costs more than chance explains. */
async function measureRealDates(): Promise<boolean> {
  const files = [
    { name: 'bpi2012', entity: 'opportunity', now: Date.UTC(2012, 2, 15), timeZone: 'Europe/Amsterdam', open: openApplications },
    { name: 'maven', entity: 'opportunity', now: DEALS_NOW, timeZone: 'UTC', open: openDeals },
  ] as const
  let right = true
  for (const { name, entity, now, timeZone, open } of files) {
    const bench = await open()
    if (bench === null) {
      console.log(`Dates, ${name}: skipped, because its files are not in ../shared/data.`)
      continue
    }
    try {
      const samples = samplesOf(bench, entity, now, timeZone)
      const byTime = Int32Array.from(samples.ids.keys()).sort((one, other) => samples.closedAt[one]! - samples.closedAt[other]! || one - other)
      const cut = Math.round(0.8 * byTime.length)
      const part = (rows: Int32Array): TrainingSamples => samplesAt(samples, rows, Float64Array.from(rows, (row) => samples.asOf[row]!))
      console.log(`Dates, ${name}: ${cut} records learned from, the newest ${byTime.length - cut} judged`)
      const found = await gainOf(bench, { entity, now, samples: part(byTime.slice(0, cut).sort()), others: part(byTime.slice(cut).sort()) }, 'dates', isOfDates)
      right &&= found.gain.auc + NORMAL_95 * found.gain.error >= 0
    } finally {
      bench.close()
    }
  }
  return right
}
