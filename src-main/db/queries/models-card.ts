import type { ModelCard, ModelConfig, ModelDrift } from '#shared/contract/predictive'
import { modelConfigSchema } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { driftOf } from '#shared/domain/predictive/drift'
import { countOf } from '#shared/domain/predictive/words'
import { filterSize } from '#shared/domain/rules/record-filter'
import { Problem } from '../errors.ts'
import { collectFeatures } from '../features/collect-features.ts'
import type { ReadDb } from '../handles.ts'
import { openRecords, WORDS } from '../scoring/settle-grades.ts'
import { loadScorer, type Scorer } from '../scoring/stored-model.ts'
import { readTable } from './catalog.ts'
import { requireModel, versionRows, type ModelRow, type VersionRow } from './models.ts'
import { readReport } from './models-report.ts'

interface Wanted {
  readonly modelId: number
  readonly versionId?: number | undefined
}

interface Caller {
  readonly now: number
  readonly timeZone: string
}

/** The named version, else the one in force, else the newest trained one. Throws `NOT_FOUND` where there is none. */
export function requireTrained(db: ReadDb, { modelId, versionId }: Wanted): { model: ModelRow; version: VersionRow; report: string } {
  const model = requireModel(db, modelId)
  const trained = versionRows(db, modelId).filter(({ report }) => report !== null)
  const version = versionId === undefined ? (trained.find(({ state }) => state === 'published') ?? trained[0]) : trained.find(({ id }) => id === versionId)
  if (version === undefined || version.report === null) throw new Problem('NOT_FOUND', `${model.name} has no trained version${versionId === undefined ? ' yet. Train it first.' : ' of this number. Go back to its versions.'}`)
  return { model, version, report: version.report }
}

/** Open records compared, an even spread; more would not move the index. */
const MOST_OPEN = 2000
/** Open records below which nothing can be said. */
const FEWEST_OPEN = 50

/** An even spread of the open records that the configuration scores, the same for the same data; ids ascending. */
function spreadOf(db: ReadDb, entity: ScoredEntity, config: ModelConfig, caller: Caller): Float64Array {
  const place = (id: number): number => (id * 7919) % 10_007
  const spread = openRecords(db, entity, config, caller).toSorted((a, b) => place(a) - place(b) || a - b)
  return Float64Array.from(spread.slice(0, MOST_OPEN)).sort()
}

function configOf(db: ReadDb, versionId: number): ModelConfig {
  return modelConfigSchema.parse(JSON.parse(db.prepare<{ config: string }>('SELECT config FROM model_version WHERE id = ?').get(versionId)?.config ?? '{}'))
}

/** How far the open records that get scores have moved from what the version learned from. */
export function modelDrift(db: ReadDb, wanted: Wanted, caller: Caller): ModelDrift {
  const { model, version } = requireTrained(db, wanted)
  return driftNow(db, model.entity, configOf(db, version.id), loadScorer(db, version.id), caller)
}

function driftNow(db: ReadDb, entity: ScoredEntity, config: ModelConfig, scorer: Scorer, caller: Caller): ModelDrift {
  const { now } = caller
  const ids = spreadOf(db, entity, config, caller)
  const words = WORDS[entity]
  if (ids.length < FEWEST_OPEN) return { at: now, records: ids.length, columns: [], sentence: `Only ${countOf(ids.length, words, 'open')}: too few to compare with the training records.` }
  const columns = driftOf(scorer.model, collectFeatures(db, entity, scorer.specs, { ids, asOf: new Float64Array(ids.length).fill(now) }))
  const moved = columns.filter(({ level }) => level === 'act')
  const watched = columns.filter(({ level }) => level === 'watch')
  const looked = `${countOf(ids.length, words, 'open')} compared with the training records`
  const names = (list: typeof columns): string => `${list.slice(0, 3).map(({ label }) => label).join(', ')}${list.length > 3 ? ` and ${list.length - 3} more` : ''}`
  if (moved.length > 0) return { at: now, records: ids.length, columns, sentence: `Train again: ${names(moved)} moved far since training (${looked}).` }
  if (watched.length > 0) return { at: now, records: ids.length, columns, sentence: `Watch ${names(watched)}: moved somewhat since training (${looked}).` }
  return { at: now, records: ids.length, columns, sentence: `No attribute has moved since training (${looked}).` }
}

/** The settings in names; a process or a column that is gone keeps its number or its name. */
function settingsOf(db: ReadDb, entity: ScoredEntity, { processId, outcome, filter, ignoreEmpty, perStage }: ModelConfig): ModelCard['settings'] {
  const process = processId === null ? null : (db.prepare<{ name: string }>('SELECT name FROM process WHERE id = ?').get(processId)?.name ?? `number ${processId}, which is gone`)
  const column = outcome === null ? undefined : readTable(db, entity).columns.find(({ name }) => name === outcome.column)
  return { process, outcome: outcome === null ? null : { ...outcome, column: column?.label ?? outcome.column }, conditions: filterSize(filter), ignoreEmpty, perStage }
}

const openCount = { lead: "SELECT count(*) AS n FROM lead WHERE state = 'open'", opportunity: "SELECT count(*) AS n FROM opportunity WHERE state = 'open'" } as const

/** Everything that one should know before relying on a version. */
export function modelCard(db: ReadDb, wanted: Wanted, caller: Caller): ModelCard {
  const { model, version, report: text } = requireTrained(db, wanted)
  const report = readReport(text)
  const scorer = loadScorer(db, version.id)
  const { trainedOn, terms } = scorer.model
  const config = configOf(db, version.id)
  return {
    model: { id: model.id, name: model.name, entity: model.entity },
    version: { id: version.id, number: version.number, state: version.state, trainedAt: version.trained_at, publishedAt: version.published_at, appVersion: report.appVersion },
    window: { months: config.windowMonths, from: trainedOn.from, to: trainedOn.to },
    settings: settingsOf(db, model.entity, config),
    counts: { closed: report.trainedRows, positives: report.positives, measured: report.holdout.rows, open: db.prepare<{ n: number }>(openCount[model.entity]).get()?.n ?? 0 },
    learner: { bags: trainedOn.bags, seed: trainedOn.seed, terms: terms.length },
    columns: report.columns,
    metrics: report.holdout,
    logistic: report.logistic,
    verdictSentence: report.verdictSentence,
    learningCurve: report.learningCurve,
    notes: report.notes,
    drift: driftNow(db, model.entity, config, scorer, caller),
  }
}
