import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getModel } from '#main/db/queries/models'
import { publishModel, removeModel } from '#main/db/queries/models-write'
import { setRetraining } from '#main/db/queries/retrain-write'
import { explainScore } from '#main/db/queries/explain'
import { rescoreRecords } from '#main/db/scoring/rescore-records'
import { loadScorer } from '#main/db/scoring/stored-model'
import { scoreRecords } from '#main/db/scoring/score-records'
import { unguardFormula } from '#shared/domain/dataset/csv-cell'
import { contributionsOf } from '#shared/domain/predictive/predict'
import { csvLine } from '#main/workers/jobs/encode-rows'
import exportJob from '#main/workers/jobs/export'
import score from '#main/workers/jobs/score'
import { trained } from '../jobs/trained.ts'
import { CALL, emptyWorkspace, fillSample, NOW, testJob, type Bench } from '../jobs/support.ts'
import { DAY, edit, insert } from '../features/build.ts'

const LEADS = 2600
let folder = ''
let bench: Bench
let modelId = 0
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'score-'))
  bench = emptyWorkspace(folder)
  fillSample(bench, LEADS)
  modelId = await trained(bench, 'lead', { scores: 'all' })
})
afterAll(() => {
  bench.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Stored {
  record_id: number
  version_id: number
  score: number
  probability: number
  grade: string | null
  trend: string
  /** In hexadecimal, which compares fast. */
  bins: string
}
const stored = (): Stored[] => bench.db.prepare<Stored>('SELECT record_id, version_id, score, probability, grade, trend, hex(bins) AS bins FROM score ORDER BY record_id').all()
const historyRows = (): number => bench.db.prepare<{ n: number }>('SELECT count(*) AS n FROM score_history WHERE scored_at >= ?').get(NOW)?.n ?? 0
const scoreAll = (input: object = { all: true }, call = CALL) => score(testJob(bench, { input, call }))

describe('before publication', () => {
  test('nothing is scored, saving does no harm, and the reason is given', async () => {
    rescoreRecords(bench.db, 'lead', [1, 2], CALL)
    expect(await scoreAll()).toEqual({ scored: 0, changed: 0, removed: 0 })
    expect(explainScore(bench.db, { entity: 'lead', recordId: 1 }, CALL)).toMatchObject({ score: null, unscored: 'no_model', unscoredSentence: expect.stringContaining('No model for leads is published') })
  })
})

describe('scoring', () => {
  test('stops when asked, and the next run makes it whole; another run changes nothing', async () => {
    publishModel(bench.db, { modelId }, CALL)
    const cancelled = testJob(bench, { input: { all: true }, cancelAt: 'Scoring leads' })
    await expect(score(cancelled)).rejects.toMatchObject({ name: 'Cancelled' })
    const half = stored().length
    expect(half).toBeGreaterThan(0)
    expect(half).toBeLessThan(2100)
    const done = await scoreAll()
    expect(done['scored']).toBe(stored().length)
    expect(historyRows()).toBe(stored().length)
    const before = stored()
    expect(await scoreAll()).toMatchObject({ changed: 0, removed: 0 })
    expect(await scoreAll({ all: false })).toMatchObject({ scored: 0 })
    expect(stored()).toEqual(before)
    const { gradeCuts, gradesSentence, scored } = getModel(bench.db, modelId).versions[0] ?? { gradeCuts: [], gradesSentence: '', scored: 0 }
    expect(gradeCuts.map(({ grade }) => grade)).toContain('A')
    expect(gradesSentence).toContain('open leads')
    expect(scored).toBe(before.length)
  })

  test('baseline and contributions give the calibrated log-odds within 1e-9 for every scored lead', () => {
    for (const row of stored()) {
      const { model } = loadScorer(bench.db, row.version_id)
      const bytes = Uint8Array.from(Buffer.from(row.bins, 'hex'))
      const { baseline, contributions } = contributionsOf(model, new Uint16Array(bytes.buffer))
      const sum = contributions.reduce((total, value) => total + value, baseline)
      expect(Math.abs(sum - Math.log(row.probability / (1 - row.probability)))).toBeLessThan(1e-9)
    }
  })

  test('parts of the records score like all of them', () => {
    const whole = stored()
    bench.db.exec('DELETE FROM score')
    const scope = { ...CALL, modelId: null, dueBefore: null, newerUntil: NOW }
    const ids = bench.db.prepare('SELECT id FROM lead ORDER BY id').values().map(([id]) => id as number)
    bench.db.transaction(() => {
      for (let from = 0; from < ids.length; from += 333) scoreRecords(bench.db, 'lead', ids.slice(from, from + 333), scope)
    })
    expect(stored()).toEqual(whole)
  })

  test('rescoring a saved record equals scoring everything, and keeps the former score in its history', async () => {
    const open = bench.db.prepare("SELECT id FROM lead WHERE state = 'open' ORDER BY id LIMIT 30").values().map(([id]) => id as number)
    for (const id of open) {
      bench.db.transaction(() => {
        edit(bench.db, 'lead', id, 'source', id % 2 === 0 ? 'Referral' : 'Bought list', NOW)
        rescoreRecords(bench.db, 'lead', [id], CALL)
      })
    }
    const incremental = stored()
    expect(await scoreAll()).toMatchObject({ changed: 0 })
    expect(stored()).toEqual(incremental)
    const { history, reasons, sumError, score: value, percentile, baselineScore } = explainScore(bench.db, { entity: 'lead', recordId: open[0] ?? 0 }, CALL)
    expect(history.at(-1)?.score).toBe(value)
    expect(Math.abs(sumError ?? 1)).toBeLessThan(1e-9)
    expect(reasons.reduce((sum, { points }) => sum + points, baselineScore ?? 0)).toBeCloseTo(value ?? 0, 9)
    expect(reasons.map(({ label }) => label)).toContain(`Source is ${(open[0] ?? 0) % 2 === 0 ? 'Referral' : 'Bought list'}`)
    expect(percentile).toBeGreaterThanOrEqual(0)
  })

  test('a trend compares with an earlier day of the same version', async () => {
    const id = bench.db.prepare("SELECT id FROM lead WHERE state = 'open' AND source <> 'Bought list' AND source <> 'Referral' ORDER BY id DESC LIMIT 1").values()[0]?.[0] as number
    const tomorrow = { ...CALL, now: NOW + DAY }
    const fresh = insert(bench.db, 'lead', { last_name: 'Fresh', created_at: NOW })
    rescoreRecords(bench.db, 'lead', [fresh], CALL)
    expect(stored().find((row) => row.record_id === fresh)?.trend).toBe('not_enough_info')
    edit(bench.db, 'lead', id, 'source', 'Bought list', tomorrow.now)
    rescoreRecords(bench.db, 'lead', [id], tomorrow)
    expect(stored().find((row) => row.record_id === id)?.trend).toBe('declining')
  })

  test('a model of open records drops what was closed, what is too old, and says so', async () => {
    bench.db.prepare("UPDATE model_version SET config = json_set(config, '$.scores', 'open') WHERE model_id = ?").run(modelId)
    const { removed } = await scoreAll()
    expect(removed).toBeGreaterThan(1000)
    const [row] = stored()
    edit(bench.db, 'lead', row?.record_id ?? 0, 'state', 'qualified', NOW)
    rescoreRecords(bench.db, 'lead', [row?.record_id ?? 0], CALL)
    expect(explainScore(bench.db, { entity: 'lead', recordId: row?.record_id ?? 0 }, CALL)).toMatchObject({ unscored: 'closed', history: expect.arrayContaining([expect.anything()]) })
    const old = insert(bench.db, 'lead', { last_name: 'Old', created_at: NOW - 800 * DAY })
    const undated = insert(bench.db, 'lead', { last_name: 'Undated' })
    rescoreRecords(bench.db, 'lead', [undated, old], CALL)
    expect(explainScore(bench.db, { entity: 'lead', recordId: old }, CALL)).toMatchObject({ unscored: 'too_old' })
    expect(explainScore(bench.db, { entity: 'lead', recordId: undated }, CALL).score).not.toBeNull()
  })
})

describe('export', () => {
  test('scores keep their probability to the last digit', async () => {
    const path = join(folder, 'scores.jsonl')
    const result = await exportJob(testJob(bench, { input: { what: 'scores', format: 'jsonl', path } }))
    const lines = readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { record_id: number; probability: number })
    expect(result).toEqual({ path, rows: stored().length })
    expect(lines.map(({ record_id, probability }) => [record_id, probability])).toEqual(stored().map(({ record_id, probability }) => [record_id, probability]))
  })

  test('no cell of a CSV is a formula, and the guard comes off again', () => {
    for (const text of ['=1+1', '+49 30', '-x', '@SUM(A1)', "'quoted", '\tx', 'plain', "O'Hara"]) {
      const cell = csvLine([text]).trimEnd().replace(/^"(.*)"$/s, '$1')
      expect(cell).not.toMatch(/^[=+\-@\t]/)
      expect(unguardFormula(cell)).toBe(text)
    }
    expect(csvLine([-5, 'a "b", c', null, true])).toBe('-5,"a ""b"", c",,true\r\n')
  })
})

describe('removing a model', () => {
  test('takes its scores and history along', () => {
    setRetraining(bench.db, { modelId, on: false }, CALL)
    removeModel(bench.db, { modelId }, CALL)
    expect(stored()).toEqual([])
    expect(historyRows()).toBe(0)
  })
})
