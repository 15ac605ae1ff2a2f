import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modelConfigSchema } from '#shared/contract/predictive'
import { explainScore } from '#main/db/queries/explain'
import { gradeBasis, saveGrades } from '#main/db/queries/grades'
import { readInsight } from '#main/db/queries/insights'
import { createModel, publishModel } from '#main/db/queries/models-write'
import { outcomeColumns, prioritize, readOverlap, readPrecedence } from '#main/db/queries/overlap'
import score from '#main/workers/jobs/score'
import { trained } from '../jobs/trained.ts'
import { CALL, emptyWorkspace, fillSample, testJob, type Bench } from '../jobs/support.ts'

const filter = [{ column: 'industry', operator: 'in' as const, values: ['Finance', 'Retail'] }]
let folder = ''
let bench: Bench
let modelId = 0
const countSql = (where: string): number => bench.db.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${where}`).get()?.n ?? 0
const regrade = () => score(testJob(bench, { input: { all: true }, call: CALL }))

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'filtered-'))
  bench = emptyWorkspace(folder)
  fillSample(bench, 2600)
  modelId = await trained(bench, 'lead', { filter })
  publishModel(bench.db, { modelId }, CALL)
  await regrade()
})
afterAll(() => {
  bench.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a model with a filter', () => {
  test('scores the open records that pass, and says of the others that the filter leaves them out', () => {
    const passing = countSql("lead WHERE state = 'open' AND industry IN ('Finance', 'Retail')")
    expect(countSql('score')).toBe(passing)
    expect(passing).toBeGreaterThan(0)
    const out = bench.db.prepare<{ id: number }>("SELECT id FROM lead WHERE state = 'open' AND industry NOT IN ('Finance', 'Retail') LIMIT 1").get()?.id ?? 0
    expect(explainScore(bench.db, { entity: 'lead', recordId: out }, CALL)).toMatchObject({ unscored: 'filtered_out', unscoredSentence: expect.stringContaining('does not pass the filter') })
  })

  test('shares the records that both score, counted on the records', () => {
    const input = { entity: 'lead' as const, scores: 'open' as const, exceptModelId: null }
    const all = readOverlap(bench.db, input, CALL)
    expect(all.models).toEqual([{ modelId, name: expect.any(String), published: true, shared: countSql('score') }])
    expect(all.records).toBeGreaterThan(countSql('score'))
    expect(readOverlap(bench.db, { ...input, filter: [{ column: 'industry', operator: 'in', values: ['Healthcare'] }] }, CALL).models).toEqual([])
    expect(readOverlap(bench.db, { ...input, exceptModelId: modelId }, CALL).models).toEqual([])
  })
})

describe('grades', () => {
  test('are judged by counts that add up, changed by hand, given to the open records, and set back', async () => {
    const basis = gradeBasis(bench.db, { modelId })
    expect(basis.locked).toBe('')
    expect(basis.steps.reduce((sum, { open }) => sum + open, 0)).toBe(basis.open)
    expect(basis.steps.reduce((sum, { closed }) => sum + closed, 0)).toBe(basis.closed)
    expect(basis.open).toBe(countSql('score'))
    saveGrades(bench.db, { modelId, cuts: [{ grade: 'Hot', from: 50 }, { grade: 'Cold', from: 0 }] }, CALL)
    await regrade()
    expect(countSql("score WHERE grade = 'Hot'")).toBe(countSql('score WHERE score >= 50'))
    expect(countSql("score WHERE grade = 'Cold'")).toBe(countSql('score WHERE score < 50'))
    saveGrades(bench.db, { modelId, cuts: null }, CALL)
    expect(gradeBasis(bench.db, { modelId }).cuts).toEqual(basis.defaults.cuts)
  })

  test('refuses bands that are out of order, with the reason', () => {
    expect(() => saveGrades(bench.db, { modelId, cuts: [{ grade: 'A', from: 20 }, { grade: 'B', from: 30 }, { grade: 'C', from: 0 }] }, CALL)).toThrow(/B begins at 30, which is not below A/)
  })
})

describe('insights', () => {
  const asked = { entity: 'lead' as const, windowMonths: 24, filter, name: 'lead.source' }

  test('of a used attribute come from the model, with its curve', () => {
    const insight = readInsight(bench.db, { ...asked, modelId }, CALL)
    expect(insight.values.reduce((sum, { closed }) => sum + closed, 0)).toBe(insight.closed)
    expect(insight.influence).toMatchObject({ rank: expect.any(Number), words: expect.any(String) })
    expect(insight.curve.length).toBeGreaterThan(1)
    expect(insight.basis).toContain('version 1 learned from')
  })

  test('without a model come from the records, with rates that add up to the average', () => {
    const insight = readInsight(bench.db, { ...asked, modelId: null }, CALL)
    expect(insight.influence).toBeNull()
    expect(insight.curve).toEqual([])
    expect(insight.values.reduce((sum, { positives }) => sum + positives, 0) / insight.closed).toBeCloseTo(insight.globalRate)
  })
})

test('columns that can say how a record ended have two values at least', () => {
  for (const { values, column } of outcomeColumns(bench.db, { entity: 'lead' })) {
    expect(values.length).toBeGreaterThan(1)
    expect(column).not.toBe('state')
  }
})

test('the order of precedence decides which model scores', async () => {
  const second = await trained(bench, 'lead', {})
  publishModel(bench.db, { modelId: second }, CALL)
  const order = prioritize(bench.db, { entity: 'lead', modelIds: [second, modelId] }, CALL)
  expect(order.map((model) => model.modelId)).toEqual([second, modelId])
  expect(order[1]).toMatchObject({ scores: 0 })
  await regrade()
  expect(countSql(`score WHERE model_id = ${modelId}`)).toBe(0)
  prioritize(bench.db, { entity: 'lead', modelIds: [modelId] }, CALL)
  await regrade()
  const [first, last] = readPrecedence(bench.db, { entity: 'lead' }, CALL)
  expect(first).toMatchObject({ modelId, scores: countSql(`score WHERE model_id = ${modelId}`) })
  expect(last).toMatchObject({ modelId: second, scores: countSql(`score WHERE model_id = ${second}`), leftToOthers: first?.scores })
  expect(createModel(bench.db, { entity: 'lead', config: modelConfigSchema.parse({}) }, CALL).name).toMatch(/^LeadScoring_/)
})
