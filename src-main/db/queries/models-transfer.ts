import { modelConfigSchema, type ModelSummary } from '#shared/contract/predictive'
import { Problem } from '../errors.ts'
import type { AttributeSpec } from '../features/attribute-spec.ts'
import type { StageParts } from '#shared/domain/predictive/stage-parts'
import { columnsOf } from '../features/fill-columns.ts'
import { stagesOf } from '../features/stage-visits.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { packOutOfFold, unpackOutOfFold } from '../scoring/out-of-fold.ts'
import { loadScorer, packScorer } from '../scoring/stored-model.ts'
import { getModelSummary } from './models.ts'
import { requireTrained } from './models-card.ts'
import { readModelFile, writeModelFile, type ModelFile } from './models-file.ts'
import { readReport } from './models-report.ts'

interface Asked {
  readonly modelId: number
  readonly versionId?: number | undefined
  readonly appVersion?: string | undefined
}

/** A trained version as a file: its name, and the text to write. Throws `NOT_FOUND` where nothing is trained. */
export function exportModel(db: ReadDb, { modelId, versionId, appVersion }: Asked, { now }: { now: number }): { fileName: string; text: string } {
  const { model, version, report } = requireTrained(db, { modelId, versionId })
  const stored = db.prepare<{ config: string; out_of_fold: Uint8Array | null }>('SELECT config, out_of_fold FROM model_version WHERE id = ?').get(version.id)
  const scorer = loadScorer(db, version.id)
  const text = writeModelFile({
    entity: model.entity,
    name: model.name,
    number: version.number,
    trainedAt: version.trained_at,
    exportedAt: now,
    exportedBy: appVersion ?? null,
    config: modelConfigSchema.parse(JSON.parse(stored?.config ?? '{}')),
    attributes: [...scorer.specs],
    model: scorer.model,
    stages: scorer.stages,
    report: readReport(report),
    outOfFold: unpackOutOfFold(stored?.out_of_fold ?? null),
  })
  return { fileName: `${model.name}-${version.number}.sextant-model.json`, text }
}

/**
 * Makes a model of its own from a file, with one trained version that scores as it did where it was trained; it is not
 * published. Throws `BAD_INPUT` where the file or this workspace lacks something, `CONFLICT` where the name is taken.
 */
export function importModel(db: WriteDb, { text, name }: { text: string; name?: string | undefined }, { now, userId }: { now: number; userId: number }): ModelSummary {
  const file = readModelFile(text)
  const attributes = fitted(db, file.attributes)
  const stages = file.stages === null ? null : fittedStages(db, file)
  const taken = (candidate: string): boolean => db.prepare('SELECT 1 FROM model WHERE name = ?').get(candidate) !== undefined
  if (name !== undefined && taken(name)) throw new Problem('CONFLICT', `A model named ${name} exists already. Choose another name.`, 'name')
  const chosen = name ?? freeName(file.name, taken)
  // A process has another number here, so the model would ask for one that is not there when it is trained again.
  const config = JSON.stringify({ ...file.config, processId: stages?.processId ?? processOf(attributes) })
  const added = db.prepare('INSERT INTO model (entity, name, config, created_at, created_by) VALUES (?, ?, ?, ?, ?)').run(file.entity, chosen, config, now, userId)
  const modelId = Number(added.lastInsertRowid)
  db.prepare("INSERT INTO model_version (model_id, number, state, config, artifact, report, out_of_fold, trained_at) VALUES (?, 1, 'trained', ?, ?, ?, ?, ?)").run(
    modelId, config, packScorer(attributes, file.model, stages), JSON.stringify(file.report), packOutOfFold(file.outOfFold), file.trainedAt ?? now,
  )
  db.prepare("INSERT INTO audit_log (at, user_id, action, subject, detail) VALUES (?, ?, 'model.import', ?, ?)").run(now, userId, chosen, JSON.stringify({ modelId, from: file.name, number: file.number }))
  return getModelSummary(db, modelId)
}

function freeName(wanted: string, taken: (name: string) => boolean): string {
  if (!taken(wanted)) return wanted
  for (let count = 2; ; count += 1) if (!taken(`${wanted.slice(0, 76)}_${count}`)) return `${wanted.slice(0, 76)}_${count}`
}

/** The attributes as this workspace can read them; throws a sentence that names the columns and processes that it lacks. */
function fitted(db: ReadDb, attributes: readonly AttributeSpec[]): AttributeSpec[] {
  const lacking = new Set<string>()
  const known = (table: string, column: string): boolean => db.prepare('SELECT 1 FROM catalog_column WHERE table_name = ? AND name = ?').get(table, column) !== undefined
  const found = attributes.map((spec): AttributeSpec => {
    const { source } = spec
    if (source.type === 'days_in_stage' || source.type === 'stage_returns') {
      const processes = db.prepare<{ id: number; name: string }>('SELECT id, name FROM process ORDER BY id').all()
      const process = processes.find(({ name }) => spec.label.endsWith(` of ${name}`))
      if (process === undefined) lacking.add(`the process of “${spec.label}”`)
      return process === undefined ? spec : { ...spec, source: { ...source, processId: process.id } }
    }
    for (const { table, column } of columnsOf(spec)) if (!known(table, column)) lacking.add(`${table}.${column}`)
    return spec
  })
  if (lacking.size === 0) return found
  throw new Problem('BAD_INPUT', `This workspace lacks what the model reads: ${[...lacking].sort().join(', ')}. Import data with these columns first.`, 'text')
}

/**
 * The stages by the numbers that they have here: those of the process of the time-in-stage attribute, or else of the one
 * process that has them all. Without such a process a file with submodels is refused; of others what is known of stages is left out.
 */
function fittedStages(db: ReadDb, { entity, attributes, stages }: Pick<ModelFile, 'entity' | 'attributes' | 'stages'>): StageParts | null {
  if (stages === null) return null
  const wanted = processOf(fitted(db, attributes))
  const candidates = wanted === null ? db.prepare<{ id: number }>('SELECT id FROM process WHERE entity = ? ORDER BY id').all(entity).map(({ id }) => id) : [wanted]
  for (const processId of candidates) {
    const here = new Map(stagesOf(db, entity, processId).map(({ id, name }) => [name, id]))
    const found = stages.stages.flatMap((stage) => (here.has(stage.name) ? [{ ...stage, stageId: here.get(stage.name) ?? 0 }] : []))
    if (found.length === stages.stages.length) return { ...stages, processId, stages: found }
  }
  if (!stages.perStage) return null
  throw new Problem('BAD_INPUT', `No business process of this workspace has the stages that the model scores by: ${stages.stages.map(({ name }) => name).join(', ')}. Make one on the Processes page first.`, 'text')
}

function processOf(attributes: readonly AttributeSpec[]): number | null {
  for (const { source } of attributes) if (source.type === 'days_in_stage' || source.type === 'stage_returns') return source.processId
  return null
}
