import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildFirst, quickSetup, readModelOptions, saveModelOptions, wantedFirst } from '#main/db/queries/models-first'
import { getModel, getModelSummary, listModels } from '#main/db/queries/models'
import { readUsage } from '#main/db/queries/usage'
import { buildFirstModels } from '#main/workers/import/build-first'
import score from '#main/workers/jobs/score'
import train from '#main/workers/jobs/train'
import { jobOf } from './trained.ts'
import { CALL, emptyWorkspace, fillSample, testJob, type Bench } from './support.ts'

let folder = ''
let bench: Bench
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'first-'))
  bench = emptyWorkspace(folder)
  fillSample(bench, 600)
})
beforeEach(() => bench.db.exec('DELETE FROM model; DELETE FROM score; DELETE FROM usage_month'))
afterAll(() => {
  bench.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Two bags instead of fourteen, for the sake of the clock. */
function hurry(modelId: number): void {
  bench.db.prepare("UPDATE model_version SET config = json_set(config, '$.bags', 2) WHERE model_id = ?").run(modelId)
}

describe('quick setup', () => {
  test('makes, trains and publishes with the defaults, once a kind of record', async () => {
    const { modelId, jobId } = quickSetup(bench.db, { entity: 'lead' }, CALL)
    hurry(modelId)
    expect(await train(jobOf(bench, jobId))).toMatchObject({ verdict: expect.not.stringMatching('no_signal') })
    expect(getModelSummary(bench.db, modelId)).toMatchObject({ name: 'LeadScoring_202611210900', published: { version: 1 }, autoRetrain: true, config: { windowMonths: 24, scores: 'open' } })
    expect(bench.db.prepare("SELECT count(*) AS n FROM job WHERE kind = 'score' AND state = 'queued'").get()).toEqual({ n: 1 })
    expect(() => quickSetup(bench.db, { entity: 'lead' }, CALL)).toThrow('There is a model for leads already')
    expect(() => quickSetup(bench.db, { entity: 'opportunity' }, { ...CALL, now: Date.UTC(2020, 0, 1) })).toThrow('A model needs 40 won and 40 lost opportunities')
    expect(listModels(bench.db)).toHaveLength(1)
  })

  test('publishes nothing that would rank by luck, and says why', async () => {
    const { db } = bench
    db.exec('SAVEPOINT real')
    db.exec("UPDATE lead SET state = CASE WHEN (id * 2654435761) % 4294967296 % 2 = 0 THEN 'qualified' ELSE 'disqualified' END WHERE state <> 'open'")
    const { modelId, jobId } = quickSetup(db, { entity: 'lead' }, CALL)
    hurry(modelId)
    const answer = await train({ ...jobOf(bench, jobId), write: async (body) => body(db) })
    expect(answer).toMatchObject({ verdict: 'no_signal', verdictSentence: expect.stringMatching(/signal/u) })
    expect(getModel(db, modelId)).toMatchObject({ published: null, versions: [{ state: 'trained' }] })
    db.exec('ROLLBACK TO real; RELEASE real')
  })
})

describe('the first model by itself', () => {
  test('is begun after an import for each kind that has enough and none, and waits for publication', async () => {
    expect(wantedFirst(bench.db, CALL)).toEqual(['lead', 'opportunity'])
    expect(buildFirst(bench.db, ['lead'], CALL)).toBe(true)
    expect(buildFirst(bench.db, ['lead'], CALL)).toBe(false)
    expect(wantedFirst(bench.db, CALL)).toEqual(['opportunity'])
    await buildFirstModels(testJob(bench, { input: {} }))
    expect(listModels(bench.db).map(({ entity, latest }) => [entity, latest?.state])).toEqual([['opportunity', 'training'], ['lead', 'training']])
    const inputs = bench.db.prepare<{ publish: number }>("SELECT input ->> '$.publish' AS publish FROM job WHERE kind = 'train' ORDER BY id DESC LIMIT 2").all()
    expect(inputs).toEqual([{ publish: 0 }, { publish: 0 }])
  })

  test('can be switched off', () => {
    expect(readModelOptions(bench.db)).toEqual({ buildFirst: true })
    expect(saveModelOptions(bench.db, { buildFirst: false }, CALL)).toEqual({ buildFirst: false })
    expect(wantedFirst(bench.db, CALL)).toEqual([])
    saveModelOptions(bench.db, { buildFirst: true }, CALL)
  })
})

describe('usage', () => {
  test('counts a record once a month, by kind, for twelve months', async () => {
    const { modelId, jobId } = quickSetup(bench.db, { entity: 'lead' }, CALL)
    hurry(modelId)
    await train(jobOf(bench, jobId))
    const scored = async (now: number): Promise<Record<string, unknown>> => score(testJob(bench, { input: { entity: 'lead', all: true }, call: { ...CALL, now } }))
    const first = Number((await scored(CALL.now))['scored'])
    expect(first).toBeGreaterThan(20)
    await scored(CALL.now + 24 * 3_600_000)
    const december = Date.UTC(2026, 11, 2, 9)
    const second = Number((await scored(december))['scored'])
    const { months } = readUsage(bench.db, { now: december, timeZone: 'UTC' })
    expect(months).toHaveLength(12)
    expect(months.slice(-2)).toEqual([{ month: '2026-11', lead: first, opportunity: 0 }, { month: '2026-12', lead: second, opportunity: 0 }])
    expect(months.slice(0, -2).every(({ lead, opportunity }) => lead + opportunity === 0)).toBe(true)
  })
})
