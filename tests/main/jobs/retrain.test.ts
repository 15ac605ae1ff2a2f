import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modelConfigSchema } from '#shared/contract/predictive'
import { RETRAIN_DAYS } from '#shared/domain/predictive/retrain-decision'
import { getModel, getModelSummary } from '#main/db/queries/models'
import { compareVersionsOf } from '#main/db/queries/models-compare'
import { beginTraining, createModel, publishModel, removeModel, saveModelConfig } from '#main/db/queries/models-write'
import { beginRetraining, queueDueRetrainings, revertModel, setRetraining } from '#main/db/queries/retrain-write'
import retrain from '#main/workers/jobs/retrain'
import score from '#main/workers/jobs/score'
import train from '#main/workers/jobs/train'
import { begin, jobOf, trained } from './trained.ts'
import { CALL, emptyWorkspace, fillSample, testJob, type Bench } from './support.ts'

const day = 24 * 3_600_000

let folder = ''
let bench: Bench
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'retrain-'))
  bench = emptyWorkspace(folder)
  fillSample(bench, 700)
  model = await trained(bench, 'lead', {})
  publishModel(bench.db, { modelId: model }, CALL)
  setRetraining(bench.db, { modelId: model, on: false }, CALL)
  await score(testJob(bench, { input: { entity: 'lead', all: true } }))
})
afterAll(() => {
  bench.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A lead model of two bags as trained once for all tests, published and scored, so that it has grades. */
let model = 0

/** A copy of it. */
function published(): number {
  const { db } = bench
  const modelId = createModel(db, { entity: 'lead', config: modelConfigSchema.parse({ bags: 2 }) }, CALL).id
  db.prepare(`INSERT INTO model_version (model_id, number, state, config, artifact, report, out_of_fold, trained_at)
    SELECT ?, 1, 'trained', config, artifact, report, out_of_fold, trained_at FROM model_version WHERE model_id = ? AND number = 1`).run(modelId, model)
  publishModel(db, { modelId }, CALL)
  db.prepare('UPDATE model_version SET (grade_cuts, grades_sentence) = (SELECT grade_cuts, grades_sentence FROM model_version WHERE model_id = ? AND number = 1) WHERE model_id = ?').run(model, modelId)
  return modelId
}

const versionsOf = (modelId: number) => getModel(bench.db, modelId).versions
const versionOf = (modelId: number, number: number) => {
  const found = versionsOf(modelId).find((version) => version.number === number)
  if (found === undefined) throw new Error(`There is no version ${number}`)
  return found
}
async function retrained(modelId: number): Promise<Readonly<Record<string, unknown>>> {
  const { jobId } = beginRetraining(bench.db, { modelId, grades: 'keep' }, CALL)
  return retrain(jobOf(bench, jobId))
}

describe('retraining', () => {
  test('of an unchanged configuration publishes the candidate, keeps the bands, and stores what decided', async () => {
    const modelId = published()
    const before = versionOf(modelId, 1)
    expect(before.gradeCuts.length).toBeGreaterThan(1)
    const { jobId } = beginRetraining(bench.db, { modelId, grades: 'keep' }, CALL)
    const job = jobOf(bench, jobId)
    expect(await retrain(job)).toMatchObject({ modelId, version: 2, published: true, sentence: expect.stringContaining('Version 2 is published') })
    expect(job.fractions).toEqual(job.fractions.toSorted((a, b) => a - b))
    const after = versionOf(modelId, 2)
    expect(after).toMatchObject({ state: 'published', gradeCuts: before.gradeCuts, gradesSentence: `Kept from version 1. ${before.gradesSentence}` })
    expect(versionOf(modelId, 1).state).toBe('retired')
    expect(after.comparison).toMatchObject({ trigger: 'hand', activeVersion: 1, sameConfiguration: true, rule: 'good_enough', published: true, difference: { auc: 0, low: 0, high: 0 }, rows: after.report?.holdout.rows })
    expect(after.comparison?.candidate.auc).toBeCloseTo(after.report?.holdout.auc ?? 0, 12)
    expect(await retrain(jobOf(bench, jobId)), 'run again after it was done').toMatchObject({ version: 2, published: true })
  })

  test('of a changed configuration measures the active one apart, on the same records, and keeps a worse candidate beside it', async () => {
    const modelId = published()
    const config = modelConfigSchema.parse({ bags: 2 })
    const best = versionOf(modelId, 1).report?.importance.slice(0, 12).map(({ name }) => name) ?? []
    saveModelConfig(bench.db, { modelId, config: { ...config, exclude: best } })
    const answer = await retrained(modelId)
    const kept = versionOf(modelId, 2)
    expect(kept.comparison).toMatchObject({ sameConfiguration: false, activeVersion: 1, rows: kept.report?.holdout.rows })
    expect(kept.comparison?.active?.auc).toBeGreaterThan(kept.comparison?.candidate.auc ?? 1)
    // Measured apart on the same records, the active configuration comes out as it did in its own report.
    expect(kept.comparison?.active?.auc).toBeCloseTo(versionOf(modelId, 1).report?.holdout.auc ?? 0, 6)
    expect(answer).toMatchObject({ published: false })
    expect(kept).toMatchObject({ state: 'trained', comparison: { published: false } })
    expect(['worse', 'no_signal']).toContain(kept.comparison?.rule)
    const compared = compareVersionsOf(bench.db, { modelId, versionId: kept.id })
    expect(compared.removed.map(({ name }) => name)).toEqual(expect.arrayContaining(best.slice(0, 1)))
    expect(compared).toMatchObject({ active: { number: 1 }, other: { number: 2 }, sameRecords: { activeVersion: 1 } })
    expect(() => compareVersionsOf(bench.db, { modelId, versionId: versionOf(modelId, 1).id })).toThrow('Version 1 is the published one')

    expect(getModelSummary(bench.db, modelId).canRevert).toBe(true)
    expect(revertModel(bench.db, { modelId }, CALL)).toMatchObject({ canRevert: false, published: { version: 1 }, config: { exclude: [] } })
    expect(versionOf(modelId, 2).state).toBe('retired')
    expect(() => revertModel(bench.db, { modelId }, CALL)).toThrow('There is nothing to revert: version 1')
  })

  test('settings that were changed and not trained can be taken back too', () => {
    const modelId = published()
    const { config } = getModelSummary(bench.db, modelId)
    expect(getModel(bench.db, modelId)).toMatchObject({ canRevert: false, learnedBy: 1, published: { trainedRows: expect.any(Number), verdict: expect.stringMatching(/./u) } })
    saveModelConfig(bench.db, { modelId, config: { ...config, windowMonths: 12 } })
    expect(getModel(bench.db, modelId)).toMatchObject({ canRevert: true, learnedBy: null })
    expect(revertModel(bench.db, { modelId }, CALL)).toMatchObject({ canRevert: false, config: { windowMonths: 24 } })
    // Settings that an older Sextant did not know yet are those that are the default now.
    bench.db.prepare("UPDATE model_version SET config = '{\"bags\":2}' WHERE model_id = ?").run(modelId)
    expect(getModelSummary(bench.db, modelId).canRevert).toBe(false)
  })

  test('settings given with a training are kept with it, or not at all', () => {
    const modelId = published()
    const { config } = getModelSummary(bench.db, modelId)
    const nobody = { ...config, filter: [{ column: 'company', operator: 'eq' as const, values: ['Nobody at all'] }] }
    expect(() => bench.db.transaction(() => beginTraining(bench.db, { modelId, config: nobody }, CALL))).toThrow(/so 40 more qualified and 40 more disqualified are needed/u)
    expect(getModelSummary(bench.db, modelId)).toMatchObject({ config: { filter: [] }, latest: { version: 1 } })
    beginTraining(bench.db, { modelId, config: { ...config, ignoreEmpty: true } }, CALL)
    expect(getModelSummary(bench.db, modelId)).toMatchObject({ config: { ignoreEmpty: true }, published: { version: 1 }, latest: { version: 2, state: 'training', auc: null, trainedRows: null } })
    expect(() => bench.db.transaction(() => beginTraining(bench.db, { modelId, config }, CALL))).toThrow('is being trained already')
    expect(getModelSummary(bench.db, modelId).config.ignoreEmpty).toBe(true)
  })

  test('keeps the candidate where another version was published meanwhile, and restores an older one with either kind of bands', async () => {
    const modelId = published()
    await retrained(modelId)
    publishModel(bench.db, { modelId, versionId: versionOf(modelId, 1).id, grades: 'keep' }, CALL)
    expect(versionOf(modelId, 1)).toMatchObject({ state: 'published', gradesSentence: expect.stringMatching(/^Kept from version 2\. (?!Kept)/u) })
    const { jobId } = beginRetraining(bench.db, { modelId, grades: 'keep' }, CALL)
    const job = jobOf(bench, jobId)
    const answer = retrain({ ...job, progress: (progress) => {
      job.progress(progress)
      if (progress.stage === 'learn_all' && versionOf(modelId, 2).state !== 'published') publishModel(bench.db, { modelId, versionId: versionOf(modelId, 2).id, grades: 'reset' }, CALL)
    } })
    expect(await answer).toMatchObject({ version: 3, published: false })
    expect(versionOf(modelId, 3)).toMatchObject({ state: 'trained', comparison: { rule: 'active_changed' } })
    expect(versionOf(modelId, 2)).toMatchObject({ state: 'published', gradeCuts: [], gradesSentence: '' })
  })

  test('stops when asked, and leaves the published version in force', async () => {
    const modelId = published()
    const { jobId } = beginRetraining(bench.db, { modelId, grades: 'keep' }, CALL)
    expect(() => beginRetraining(bench.db, { modelId, grades: 'keep' }, CALL)).toThrow('is being trained already')
    await expect(retrain(jobOf(bench, jobId, { cancelAt: 'bag 3 of' }))).rejects.toMatchObject({ name: 'Cancelled' })
    expect(versionOf(modelId, 2)).toMatchObject({ state: 'cancelled', report: null, comparison: null })
    expect(getModelSummary(bench.db, modelId)).toMatchObject({ published: { version: 1 }, canRevert: false })
  })

  test('asks for a published version first', () => {
    const { modelId } = begin(bench, 'lead', {})
    expect(() => beginRetraining(bench.db, { modelId, grades: 'keep' }, CALL)).toThrow('no published version to compare with')
    expect(() => revertModel(bench.db, { modelId }, CALL)).toThrow('no published version')
  })
})

describe('by itself', () => {
  const at = (days: number) => ({ ...CALL, now: CALL.now + days * day })
  const waiting = (): number => bench.db.prepare<{ n: number }>("SELECT count(*) AS n FROM job WHERE kind = 'retrain' AND state = 'queued'").get()?.n ?? 0

  test('a published model retrains every 15 days by the workspace clock; what a closed lid missed runs once', async () => {
    bench.db.prepare('UPDATE model_retrain SET automatic = 0').run()
    bench.db.prepare("UPDATE job SET state = 'cancelled' WHERE state = 'queued'").run()
    const modelId = published()
    expect(getModelSummary(bench.db, modelId)).toMatchObject({ autoRetrain: true, nextRetrainAt: CALL.now + RETRAIN_DAYS * day })
    expect(queueDueRetrainings(bench.db, { ...CALL, now: at(RETRAIN_DAYS).now - 1 })).toBe(false)
    expect(queueDueRetrainings(bench.db, at(50))).toBe(true)
    expect(queueDueRetrainings(bench.db, at(50))).toBe(false)
    expect(waiting()).toBe(1)
    const job = bench.db.prepare<{ id: number; input: string; title: string }>("SELECT id, input, title FROM job WHERE kind = 'retrain' AND state = 'queued'").get()
    expect(JSON.parse(job?.input ?? '')).toMatchObject({ modelId, trigger: 'calendar', grades: 'keep' })
    await retrain(testJob(bench, { id: job?.id ?? 0, input: JSON.parse(job?.input ?? '') as unknown, call: at(50) }))
    bench.db.prepare("UPDATE job SET state = 'done' WHERE id = ?").run(job?.id ?? 0)
    expect(versionOf(modelId, 2)).toMatchObject({ state: 'published', comparison: { trigger: 'calendar', at: at(50).now } })
    expect(queueDueRetrainings(bench.db, at(64))).toBe(false)
    setRetraining(bench.db, { modelId, on: false }, CALL)
    expect(getModelSummary(bench.db, modelId)).toMatchObject({ autoRetrain: false, nextRetrainAt: null })
    expect(queueDueRetrainings(bench.db, at(200))).toBe(false)
  })

  test('switched off before the first publication it stays off', () => {
    const modelId = published()
    bench.db.prepare("UPDATE model_version SET state = 'trained' WHERE model_id = ?").run(modelId)
    bench.db.prepare('DELETE FROM model_retrain WHERE model_id = ?').run(modelId)
    expect(getModelSummary(bench.db, modelId)).toMatchObject({ autoRetrain: true, nextRetrainAt: null })
    setRetraining(bench.db, { modelId, on: false }, CALL)
    publishModel(bench.db, { modelId }, CALL)
    expect(getModelSummary(bench.db, modelId).autoRetrain).toBe(false)
  })
})

describe('deleting', () => {
  test('is refused while a published model retrains itself', () => {
    const modelId = published()
    expect(() => removeModel(bench.db, { modelId }, CALL)).toThrow('Switch off Retrain automatically on its page first')
    setRetraining(bench.db, { modelId, on: false }, CALL)
    expect(removeModel(bench.db, { modelId }, CALL)).toEqual({ removed: true, running: [] })
  })

  test('while it trains ends the training without a trace, also where a new version gets the same id', async () => {
    const { modelId, job } = begin(bench, 'lead', {})
    bench.db.prepare("UPDATE job SET state = 'running' WHERE id = ?").run(job.id)
    const before = versionOf(modelId, 1).id
    let other = 0
    const progress: typeof job.progress = (told) => {
      job.progress(told)
      if (told.stage !== 'learn_all' || other !== 0) return
      expect(removeModel(bench.db, { modelId }, CALL)).toEqual({ removed: true, running: [job.id] })
      other = begin(bench, 'lead', {}).modelId
    }
    await expect(train({ ...job, progress })).rejects.toMatchObject({ name: 'Cancelled' })
    expect(versionOf(other, 1)).toMatchObject({ id: before, state: 'training', report: null })
  })

  test('takes a queued training out of the queue', () => {
    const { modelId, job } = begin(bench, 'lead', {})
    expect(removeModel(bench.db, { modelId }, CALL)).toEqual({ removed: true, running: [] })
    expect(bench.db.prepare('SELECT state FROM job WHERE id = ?').get(job.id)).toEqual({ state: 'cancelled' })
    expect(() => beginTraining(bench.db, { modelId }, CALL)).toThrow('no longer there')
  })
})
