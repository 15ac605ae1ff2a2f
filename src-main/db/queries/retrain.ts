import { retrainComparisonSchema, type RetrainComparison } from '#shared/contract/model-retrain'
import { modelConfigSchema, type ModelSummary } from '#shared/contract/predictive'
import { RETRAIN_DAYS } from '#shared/domain/predictive/retrain-decision'
import type { ReadDb } from '../handles.ts'

const day = 24 * 3_600_000

/** What decides when a model trains itself. */
interface VersionFacts {
  readonly id: number
  readonly number: number
  readonly state: NonNullable<ModelSummary['latest']>['state']
  readonly trained_at: number | null
  readonly published_at: number | null
}

/** Whether the model trains itself, when it will, and whether something can be reverted. */
export function retrainState(db: ReadDb, model: { readonly id: number; readonly config: string }, versions: readonly VersionFacts[]): Pick<ModelSummary, 'autoRetrain' | 'nextRetrainAt' | 'canRevert'> {
  const stored = db.prepare<{ automatic: number | null; tried_at: number | null }>('SELECT automatic, tried_at FROM model_retrain WHERE model_id = ?').get(model.id)
  const published = versions.find(({ state }) => state === 'published')
  const said = stored?.automatic ?? null
  // Before the first publication it stands for what that will switch on.
  const autoRetrain = said === null ? published === undefined : said === 1
  const last = Math.max(stored?.tried_at ?? 0, published?.trained_at ?? 0, published?.published_at ?? 0)
  return {
    autoRetrain,
    nextRetrainAt: autoRetrain && published !== undefined ? last + RETRAIN_DAYS * day : null,
    canRevert: published !== undefined && (versions.some(({ state, number }) => state === 'trained' && number > published.number) || isChanged(db, model.config, published.id)),
  }
}

/** Whether the settings of a model are others than those that a version of it learned with. */
export function isChanged(db: ReadDb, config: string, versionId: number): boolean {
  const learned = db.prepare<{ config: string }>('SELECT config FROM model_version WHERE id = ?').get(versionId)?.config ?? config
  // Settings that came with a later Sextant are lacking in older versions, which learned with their defaults.
  const read = (text: string): string => JSON.stringify(modelConfigSchema.parse(JSON.parse(text)))
  return learned !== config && read(learned) !== read(config)
}

/** The comparison made when the version was trained to replace another. */
export function readComparison(db: ReadDb, versionId: number): RetrainComparison | null {
  const row = db.prepare<{ comparison: string }>('SELECT comparison FROM version_comparison WHERE version_id = ?').get(versionId)
  return row === undefined ? null : retrainComparisonSchema.parse(JSON.parse(row.comparison))
}
