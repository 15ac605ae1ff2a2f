import { z } from 'zod'
import { modelConfigSchema, type ModelConfig } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { GradeCut } from '#shared/domain/predictive/grades'
import type { EbmModel } from '#shared/domain/predictive/model'
import { parseModel, serializeModel } from '#shared/domain/predictive/model-text'
import type { StageParts } from '#shared/domain/predictive/stage-parts'
import { attributeSpecSchema, type AttributeSpec } from '../features/attribute-spec.ts'
import type { ReadDb } from '../handles.ts'
import { stagesFromJson, stagesToJson } from './stage-store.ts'

/** What scoring needs of a version: how to read its inputs, and the model itself. */
export interface Scorer {
  /** Attributes that the model reads, and no others. */
  readonly specs: readonly AttributeSpec[]
  /** The one model, or the pooled one of a per-stage version. */
  readonly model: EbmModel
  /** What is known of the stages of its process; null without a process, and for versions trained before this was kept. */
  readonly stages: StageParts | null
}

/** A version in force, as the scorer sees it. */
export interface PublishedModel extends Scorer {
  readonly modelId: number
  readonly modelName: string
  readonly versionId: number
  readonly number: number
  readonly config: ModelConfig
  /** Best grade first; empty where there are none, or none yet. */
  readonly cuts: readonly GradeCut[]
  /** The cuts are settled; they are at the first scoring after publication. */
  readonly graded: boolean
}

/** The text kept as a version's artifact: a line with the attributes, a line with the model file, and one with the stages where there are any. */
export function packScorer(specs: readonly AttributeSpec[], model: EbmModel, stages: StageParts | null = null): string {
  const used = new Set([model, ...(stages?.stages ?? []).flatMap((stage) => stage.model ?? [])].flatMap(({ features }) => features.map(({ name }) => name)))
  const lines = [JSON.stringify(specs.filter((spec) => used.has(spec.name))), serializeModel(model), ...(stages === null ? [] : [JSON.stringify(stagesToJson(stages))])]
  return lines.join('\n')
}

export function unpackScorer(artifact: string): Scorer {
  const [specs = '', model = '', stages] = artifact.split('\n')
  return { specs: z.array(attributeSpecSchema).parse(JSON.parse(specs)), model: parseModel(model), stages: stages === undefined ? null : stagesFromJson(JSON.parse(stages)) }
}

interface Kept {
  readonly key: string
  readonly scorer: Scorer
}

/**
 * Parsed models of each connection. A version never changes once trained, but its id may be used again after removal: the
 * job tells trained ones apart, and of those without a job, which came from files, only the text itself does.
 */
const parsed = new WeakMap<ReadDb, Map<number, Kept>>()

/** The scorer of a trained version, parsed once a thread. */
export function loadScorer(db: ReadDb, versionId: number): Scorer {
  const row = db.prepare<{ trained_at: number | null; job_id: number | null }>('SELECT trained_at, job_id FROM model_version WHERE id = ? AND artifact IS NOT NULL').get(versionId)
  if (row === undefined) throw new Error(`Version ${versionId} has no trained model`)
  const read = (): string => db.prepare<{ artifact: string }>('SELECT artifact FROM model_version WHERE id = ?').get(versionId)?.artifact ?? ''
  const key = row.job_id === null ? read() : `${row.trained_at} ${row.job_id}`
  const kept = parsed.get(db) ?? new Map<number, Kept>()
  parsed.set(db, kept)
  const known = kept.get(versionId)
  if (known?.key === key) return known.scorer
  const scorer = unpackScorer(row.job_id === null ? key : read())
  kept.set(versionId, { key, scorer })
  return scorer
}

export const gradeCutsSchema = z.array(z.object({ grade: z.string(), from: z.number() }))

interface Row {
  model_id: number
  name: string
  config: string
  version_id: number
  number: number
  grade_cuts: string
  grades_sentence: string
}

/** The published models of an entity in order of precedence: a record gets its score from the first that it matches. */
export function publishedModels(db: ReadDb, entity: ScoredEntity): PublishedModel[] {
  return db
    .prepare<Row>(
      `SELECT m.id AS model_id, m.name, v.config, v.id AS version_id, v.number, v.grade_cuts, v.grades_sentence
       FROM model m JOIN model_version v ON v.model_id = m.id AND v.state = 'published'
       WHERE m.entity = ? ORDER BY m.priority DESC, v.published_at DESC, m.id DESC`,
    )
    .all(entity)
    .map((row) => ({
      ...loadScorer(db, row.version_id),
      modelId: row.model_id,
      modelName: row.name,
      versionId: row.version_id,
      number: row.number,
      config: modelConfigSchema.parse(JSON.parse(row.config)),
      cuts: gradeCutsSchema.parse(JSON.parse(row.grade_cuts)),
      graded: row.grades_sentence !== '',
    }))
}
