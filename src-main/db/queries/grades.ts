import { sql } from 'kysely'
import type { GradeBasis } from '#shared/contract/model-grades'
import { modelConfigSchema } from '#shared/contract/predictive'
import { bandsProblem } from '#shared/domain/predictive/grade-bands'
import { defaultGrades, type GradeCut } from '#shared/domain/predictive/grades'
import { populationOf } from '../features/population.ts'
import { Problem } from '../errors.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { unpackOutOfFold } from '../scoring/out-of-fold.ts'
import { WORDS } from '../scoring/settle-grades.ts'
import { gradeCutsSchema } from '../scoring/stored-model.ts'
import { compiled } from './filters-sql.ts'
import { insertJob } from './jobs.ts'
import { requireModel, versionRows, type ModelRow, type VersionRow } from './models.ts'
import { requireTrained } from './models-card.ts'

/** Steps of a tenth of a point. */
const STEPS = 1000

/** What the grade bands of a version are decided by. Throws NOT_FOUND without a trained version. */
export function gradeBasis(db: ReadDb, input: { modelId: number; versionId?: number | undefined }): GradeBasis {
  const { model, version } = requireTrained(db, input)
  return basisOf(db, model, version)
}

function basisOf(db: ReadDb, model: ModelRow, version: VersionRow): GradeBasis {
  const stored = db.prepare<{ out_of_fold: Uint8Array | null; config: string; verdict: string | null }>("SELECT out_of_fold, config, report ->> '$.verdict' AS verdict FROM model_version WHERE id = ?").get(version.id)
  const outOfFold = unpackOutOfFold(stored?.out_of_fold ?? null)
  const open = openScores(db, model, version.id, stored?.config ?? '{}')
  const cuts = gradeCutsSchema.parse(JSON.parse(version.grade_cuts))
  const defaults = defaultGrades(open, outOfFold, stored?.verdict !== 'no_signal', WORDS[model.entity])
  return {
    modelId: model.id,
    versionId: version.id,
    locked: lockOf(version),
    cuts,
    sentence: version.grades_sentence,
    defaults: { cuts: [...defaults.cuts], sentence: defaults.sentence },
    open: open.length,
    closed: outOfFold.outcome.length,
    positives: outOfFold.outcome.reduce((sum, value) => sum + value, 0),
    steps: stepsOf([...cuts, ...defaults.cuts], open, outOfFold),
  }
}

function lockOf(version: VersionRow): string {
  if (version.state !== 'published') return 'Only the published version gives grades. Publish this one to set its bands.'
  return version.grades_sentence === '' ? 'The first scoring after publication is still settling the grades.' : ''
}

/** Scores of the open records that the version scored. */
function openScores(db: ReadDb, { entity }: ModelRow, versionId: number, config: string): Float64Array {
  const { isOpen } = populationOf(db, entity, modelConfigSchema.parse(JSON.parse(config)))
  const { text, parameters } = compiled(sql`SELECT s.score FROM score s CROSS JOIN ${sql.id(entity)} r WHERE s.entity = ${entity} AND s.version_id = ${versionId} AND r.id = s.record_id AND ${isOpen}`)
  return Float64Array.from(db.prepare(text).values(...parameters), ([score]) => Number(score))
}

function stepsOf(cuts: readonly GradeCut[], open: Float64Array, { scores, outcome }: { scores: Float64Array; outcome: Uint8Array }): GradeBasis['steps'] {
  const edges = Float64Array.from(new Set([...Array.from({ length: STEPS }, (_unused, index) => index / (STEPS / 100)), ...cuts.map(({ from }) => from)])).sort()
  const steps = Array.from(edges, (from) => ({ from, open: 0, closed: 0, positives: 0 }))
  open.forEach((score) => {
    const step = steps[lastBelow(edges, score)]
    if (step !== undefined) step.open += 1
  })
  scores.forEach((score, row) => {
    const step = steps[lastBelow(edges, score)]
    if (step === undefined) return
    step.closed += 1
    step.positives += outcome[row] ?? 0
  })
  return steps.filter((step) => step.open + step.closed > 0)
}

/** Index of the last of the ascending edges that is not above the score. */
function lastBelow(edges: Float64Array, score: number): number {
  let low = 0
  let high = edges.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((edges[middle] ?? 0) <= score) low = middle
    else high = middle
  }
  return low
}

/** Keeps other bands for the published version and queues the grading of its records. A Problem says what is wrong with the bands. */
export function saveGrades(db: WriteDb, input: { modelId: number; cuts: readonly GradeCut[] | null }, caller: { now: number; userId: number }): { jobId: number } {
  const model = requireModel(db, input.modelId)
  const version = versionRows(db, model.id).find(({ state }) => state === 'published')
  if (version === undefined) throw new Problem('CONFLICT', `${model.name} has no published version, so nothing has grades. Publish one first.`)
  const basis = basisOf(db, model, version)
  if (basis.locked !== '') throw new Problem('CONFLICT', basis.locked)
  const words = WORDS[model.entity]
  const cuts = input.cuts?.map(({ grade, from }) => ({ grade: grade.trim(), from })) ?? basis.defaults.cuts
  const problem = input.cuts === null ? null : bandsProblem(cuts, basis.steps, words.many)
  if (problem !== null) throw new Problem('BAD_INPUT', problem, 'cuts')
  const sentence = input.cuts === null ? basis.defaults.sentence : `Set by hand: ${cuts.map(({ grade, from }) => `${grade} from ${Number(from.toFixed(2))}`).join(', ')}.`
  db.prepare('UPDATE model_version SET grade_cuts = ?, grades_sentence = ? WHERE id = ?').run(JSON.stringify(cuts), sentence, version.id)
  db.prepare('INSERT INTO audit_log (at, user_id, action, subject, detail) VALUES (?, ?, ?, ?, ?)').run(caller.now, caller.userId, 'model.grades', `${model.name}, version ${version.number}`, JSON.stringify({ modelId: model.id, from: basis.cuts, to: cuts }))
  return { jobId: insertJob(db, { kind: 'score', title: `Grading the ${words.many} of ${model.name} again`, input: { modelId: model.id, all: true } }, caller) }
}
