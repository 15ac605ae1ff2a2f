import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooseAttributes } from '#main/db/features/choose-attributes'
import { trainingSamples } from '#main/db/features/training-samples'
import { listAttributes } from '#main/db/queries/attributes'
import { modelConfigSchema } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { BagExecutor } from '#shared/domain/predictive/executor'
import { checkColumns } from '#shared/domain/predictive/suspects'
import { DEFAULT_TRAIN_OPTIONS, train, type TrainOptions } from '#shared/domain/predictive/train'
import { LEAD_WORDS, OPPORTUNITY_WORDS } from '#shared/domain/predictive/words'
import { fillSample, NOW } from '../../main/jobs/support.ts'
import { openBench, type Bench } from '../../main/import/run-job.ts'
import { sharedData } from '../../support/shared-data.ts'
import { generate, RECIPES } from './generated.ts'
import { withPool } from './pool.ts'
import { alarmReason } from './reasons.ts'

interface Mapping {
  readonly columns: readonly { readonly source: string; readonly target?: string; readonly knownWhen?: string }[]
}

/** The committed mapping with everything offered: nothing is declared known only after the outcome. */
function offered(name: string, ...more: object[]): unknown {
  const mapping = JSON.parse(readFileSync(new URL(`../../reference/mappings/${name}.json`, import.meta.url), 'utf8')) as Mapping
  const columns = mapping.columns.map(({ knownWhen, ...column }) => (knownWhen === undefined || knownWhen === 'after_outcome' ? column : { ...column, knownWhen }))
  return { ...mapping, columns: [...columns.filter(({ target }) => target !== 'deal_stage'), ...more] }
}

/** x-education with every column offered; null where the file is not there. The caller closes it. */
export async function openLeads(): Promise<Bench | null> {
  const folder = sharedData('x-education-leads')
  if (folder === undefined) return null
  const bench = openBench('UTC')
  await bench.import(join(folder, 'Leads.csv'), offered('x-education'))
  return bench
}

/** The maven pipeline with its accounts, products and teams, close_value and close_date offered as columns of their own. */
export async function openDeals(): Promise<Bench | null> {
  const folder = sharedData('maven-crm-sales-opportunities')
  if (folder === undefined) return null
  const bench = openBench('UTC')
  for (const [file, name] of [['accounts', 'maven-accounts'], ['products', 'maven-products'], ['sales_teams', 'maven-sales-teams']] as const) await bench.import(join(folder, `${file}.csv`), offered(name))
  const both = [{ source: 'close_value', target: 'close_value', label: 'close_value', type: 'decimal' }, { source: 'close_date', target: 'close_date', label: 'close_date', type: 'date', dateFormats: ['M/D/YYYY'] }]
  await bench.import(join(folder, 'sales_pipeline.csv'), offered('maven-sales-pipeline', ...both))
  return bench
}

/** The day after the last deal was closed. */
export const DEALS_NOW = Date.UTC(2018, 0, 1)

interface Desk {
  /** Labels of the suspects, and of those that the application asks about. */
  readonly suspects: readonly string[]
  readonly asked: readonly string[]
  /** What a model says that was trained without them. */
  readonly verdict: string
  /** What the desk found of a column that is not suspect. */
  missedBecause(label: string): string
}

/** What the application lists as suspect, and the verdict of a model trained with its own choice. */
export async function desk(bench: Bench, entity: ScoredEntity, now: number, executor: BagExecutor, bags: Partial<TrainOptions> = {}): Promise<Desk> {
  const call = { now, timeZone: 'UTC' }
  const listed = listAttributes(bench.db, { entity, windowMonths: 24 }, call)
  const config = modelConfigSchema.parse({})
  const chosen = chooseAttributes(bench.db, entity, config, trainingSamples(bench.db, entity, { ...call, windowMonths: 24, processId: null, seed: 1 }), now)
  const missedBecause = (label: string): string => {
    const column = listed.find((entry) => entry.label === label)
    return column === undefined ? `${label} is not offered.` : `${label}: AUC ${column.singleAuc?.toFixed(3) ?? 'unknown'} on its own, filled in ${(100 * column.filledClosed).toFixed(0)} % of the closed records and ${(100 * column.filledOpen).toFixed(0)} % of the open ones, ${column.distinct} values. ${column.note}`
  }
  const options = { ...DEFAULT_TRAIN_OPTIONS, ...bags, words: entity === 'lead' ? LEAD_WORDS : OPPORTUNITY_WORDS }
  const { report } = await train(chosen.table, options, executor, { onProgress: () => {}, isCancelled: () => false })
  return { suspects: listed.filter(({ suspect }) => suspect).map(({ label }) => label), asked: listed.filter(({ asks }) => asks).map(({ label }) => label), verdict: report.verdictSentence, missedBecause }
}

export const MUST_FIND = ['Tags', 'Lead Quality', 'Lead Profile', 'Asymmetrique Activity Index', 'Asymmetrique Profile Index', 'Asymmetrique Activity Score', 'Asymmetrique Profile Score']

/** Prints what the leak desk finds in two real files; false when it misses what it must find. */
export async function measureLeakDesk(): Promise<boolean> {
  let right = true
  const leads = await openLeads()
  if (leads === null) console.log('Leak desk, x-education: skipped, because ../shared/data/x-education-leads is not there.')
  else {
    const { suspects, verdict, missedBecause } = await withPool((pool) => desk(leads, 'lead', Date.UTC(2026, 0, 1), pool))
    const missed = MUST_FIND.filter((label) => !suspects.includes(label))
    console.log(`Leak desk, x-education: ${suspects.join(', ')}; missed: ${missed.map(missedBecause).join(' ') || 'none'}. Without them: ${verdict}`)
    right &&= missed.length === 0
    leads.close()
  }
  const deals = await openDeals()
  if (deals === null) console.log('Leak desk, maven: skipped, because ../shared/data/maven-crm-sales-opportunities is not there.')
  else {
    const { suspects, verdict } = await withPool((pool) => desk(deals, 'opportunity', DEALS_NOW, pool))
    console.log(`Leak desk, maven: ${suspects.join(', ')}. Without them: ${verdict}`)
    right &&= suspects.includes('close_value') && suspects.includes('Days since close_date') && verdict.startsWith('No usable signal')
    deals.close()
  }
  return right
}

const SEEDS = [1, 2, 3, 4, 5]

/** Counts suspects on data in which no column knows the outcome. */
export function measureFalseAlarms(): void {
  console.log(`False alarms of the leak desk on clean generated data, ${SEEDS.length} seeds each`)
  let alarms = 0
  let looked = 0
  for (const [name, recipe] of Object.entries(RECIPES)) {
    const checks = SEEDS.flatMap((seed) => {
      const table = generate(recipe, seed)
      return checkColumns(table, 1, LEAD_WORDS).map((check) => ({ table, check }))
    })
    const found = checks.filter(({ check }) => check.suspect)
    alarms += found.length
    looked += checks.length
    console.log(`  ${name.padEnd(16)} ${found.length} of ${checks.length}${found.length === 0 ? '' : `: ${found.slice(0, 3).map(({ table, check }) => alarmReason(table, check)).join(' ')}`}`)
  }
  const bench = openBench('UTC')
  fillSample({ db: bench.db, file: '', close: () => {} }, 3000)
  for (const entity of ['lead', 'opportunity'] as const) {
    const listed = listAttributes(bench.db, { entity, windowMonths: 24 }, { now: NOW, timeZone: 'UTC' })
    const found = listed.filter(({ suspect }) => suspect)
    alarms += found.length
    looked += listed.length
    console.log(`  ${`sample, ${entity}`.padEnd(16)} ${found.length} of ${listed.length}${found.map(({ note }) => `: ${note}`).join('')}`)
  }
  bench.close()
  console.log(`  in all           ${alarms} of ${looked} (${((100 * alarms) / looked).toFixed(2)} %)`)
}
