import type { ModelOptions } from '#shared/contract/model-retrain'
import { modelConfigSchema } from '#shared/contract/predictive'
import { SCORED_ENTITIES, type ScoredEntity } from '#shared/domain/catalog/types'
import { Problem } from '../errors.ts'
import { hasEnough, requireEnough } from '../features/require-enough.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { beginTraining, createModel, type Caller } from './models-write.ts'

const DEFAULTS = modelConfigSchema.parse({})
const NOUNS: Readonly<Record<ScoredEntity, string>> = { lead: 'leads', opportunity: 'opportunities' }

function modelOf(db: ReadDb, entity: ScoredEntity): string | undefined {
  return db.prepare<{ name: string }>('SELECT name FROM model WHERE entity = ? ORDER BY id LIMIT 1').get(entity)?.name
}

/** Makes a model with the defaults and begins its training, after which it is published unless it finds no usable signal. */
export function quickSetup(db: WriteDb, { entity, appVersion }: { entity: ScoredEntity; appVersion?: string | undefined }, caller: Caller): { modelId: number; jobId: number } {
  const there = modelOf(db, entity)
  if (there !== undefined) throw new Problem('CONFLICT', `There is a model for ${NOUNS[entity]} already, ${there}. Use Add model for another.`)
  requireEnough(db, entity, DEFAULTS, caller)
  return makeFirst(db, entity, { publish: true, appVersion }, caller)
}

function makeFirst(db: WriteDb, entity: ScoredEntity, { publish, appVersion }: { publish: boolean; appVersion?: string | undefined }, caller: Caller): { modelId: number; jobId: number } {
  // Where nothing is open, the closed records are what one can look at.
  const isAnyOpen = db.prepare(entity === 'lead' ? "SELECT 1 FROM lead WHERE state = 'open' LIMIT 1" : "SELECT 1 FROM opportunity WHERE state = 'open' LIMIT 1").get() !== undefined
  const { id } = createModel(db, { entity, config: { ...DEFAULTS, scores: isAnyOpen ? 'open' : 'all' } }, caller)
  const { jobId } = beginTraining(db, { modelId: id, publish, ...(appVersion === undefined ? {} : { appVersion }) }, caller)
  return { modelId: id, jobId }
}

/** Kinds of records that have no model but enough data for one, where the workspace builds first models by itself. */
export function wantedFirst(db: ReadDb, moment: { now: number; timeZone: string }): ScoredEntity[] {
  if (!readModelOptions(db).buildFirst) return []
  return SCORED_ENTITIES.filter((entity) => modelOf(db, entity) === undefined && hasEnough(db, entity, DEFAULTS, moment))
}

/** Begins the first model of each of the kinds that still has none; it waits for publication. True when one was begun. */
export function buildFirst(db: WriteDb, entities: readonly ScoredEntity[], caller: Caller): boolean {
  const lacking = entities.filter((entity) => modelOf(db, entity) === undefined)
  for (const entity of lacking) makeFirst(db, entity, { publish: false }, caller)
  return lacking.length > 0
}

const KEY = 'buildFirstModels'

export function readModelOptions(db: ReadDb): ModelOptions {
  return { buildFirst: db.prepare<{ value: string }>('SELECT value FROM setting WHERE key = ?').get(KEY)?.value !== 'false' }
}

export function saveModelOptions(db: WriteDb, options: ModelOptions, caller: { now: number; userId: number }): ModelOptions {
  db.prepare('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(KEY, JSON.stringify(options.buildFirst))
  db.prepare("INSERT INTO audit_log (at, user_id, action, subject, detail) VALUES (?, ?, 'save settings', 'models', ?)").run(caller.now, caller.userId, JSON.stringify(options))
  return readModelOptions(db)
}
