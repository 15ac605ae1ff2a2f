import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { explainScore } from '#main/db/queries/explain'
import { getModel } from '#main/db/queries/models'
import { saveModelConfig, publishModel, createModel } from '#main/db/queries/models-write'
import { readReadiness } from '#main/db/queries/readiness'
import { loadScorer } from '#main/db/scoring/stored-model'
import { modelConfigSchema } from '#shared/contract/predictive'
import score from '#main/workers/jobs/score'
import { makeDeals, type MadeDeals } from '../features/stages.ts'
import { DAY, insert } from '../features/build.ts'
import { trained } from './trained.ts'
import { CALL, emptyWorkspace, NOW, testJob, type Bench } from './support.ts'

let folder = ''
let bench: Bench
let deals: MadeDeals
let modelId = 0
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'per-stage-'))
  bench = emptyWorkspace(folder)
  deals = makeDeals(bench, 600)
  modelId = await trained(bench, 'opportunity', { processId: deals.processId, perStage: true })
})
afterAll(() => {
  bench.close()
  rmSync(folder, { recursive: true, force: true })
})

const versionId = (id = modelId): number => getModel(bench.db, id).versions[0]?.id ?? 0
const stagesOf = (id = modelId) => getModel(bench.db, id).versions[0]?.report?.stages?.stages ?? []
const influenceIn = (stage: string, name: string, id = modelId): number => stagesOf(id).find((own) => own.name === stage)?.influence.find((item) => item.name === name)?.influence ?? 0

describe('a per-stage model', () => {
  test('finds in each stage what counts there, and nothing of what counts in the other', () => {
    expect(stagesOf().map(({ name }) => name)).toEqual(['First', 'Second'])
    const revenue = 'opportunity.estimated_revenue'
    const meetings = ['30d', '90d', 'ever', '7d'].map((window) => `interactions.MeetingHeld.${window}`)
    const ofMeetings = (stage: string): number => meetings.reduce((sum, name) => sum + influenceIn(stage, name), 0)
    expect(influenceIn('First', revenue)).toBeGreaterThan(0.2)
    // 600 records let chance alone move a rate by five points, about 0.15 of log-odds, so that the effects are compared and not held against zero.
    expect(influenceIn('Second', revenue)).toBeLessThan(influenceIn('First', revenue) / 2)
    expect(influenceIn('Second', revenue)).toBeLessThan(ofMeetings('Second') / 4)
    expect(ofMeetings('First')).toBe(0)
    expect(ofMeetings('Second')).toBeGreaterThan(0.5)
  })

  test('says of each stage how many records it learned from and how well it did', () => {
    const [first, second] = stagesOf()
    expect(first?.rows).toBeGreaterThan(second?.rows ?? 600)
    expect(first?.rows).toBeLessThan(600)
    expect(second?.measured?.auc).toBeGreaterThan(0.7)
    expect(second?.measured?.aucLow).toBeLessThan(second?.measured?.auc ?? 0)
    expect(second?.sentence).toBe(`Scores this stage; measured on the newest ${second?.measured?.rows}.`)
  })

  test('scores each open record by its stage, exactly, and says so in its reasons', async () => {
    publishModel(bench.db, { modelId }, CALL)
    await score(testJob(bench, { input: { all: true } }))
    const open = bench.db.prepare<{ id: number; stage: number }>("SELECT o.id, r.active_stage_id AS stage FROM opportunity o JOIN process_run r ON r.opportunity_id = o.id WHERE o.state = 'open' ORDER BY o.id").all()
    expect(open).toHaveLength(120)
    for (const { id, stage } of open) {
      const found = explainScore(bench.db, { entity: 'opportunity', recordId: id }, CALL)
      const name = stage === deals.stages[0] ? 'First' : 'Second'
      expect(found.notes[0]).toContain(`submodel of the stage ${name}`)
      expect(Math.abs(found.sumError ?? 1)).toBeLessThan(1e-9)
      const sum = found.reasons.reduce((total, { contribution }) => total + contribution, found.baseline ?? 0)
      expect(Math.abs(sum - (found.logit ?? 0))).toBeLessThan(1e-9)
      for (const { evidence } of found.reasons) expect(evidence.scope).toContain(`in ${name}`)
    }
    const inFirst = open.find(({ stage }) => stage === deals.stages[0])
    const { reasons } = explainScore(bench.db, { entity: 'opportunity', recordId: inFirst?.id ?? 0 }, CALL)
    expect(reasons.find(({ name }) => name === `process.${deals.processId}.days_in_stage`)?.label).toMatch(/^\d+ days in First; won opportunities leave it after \d+ days$/)
    expect(reasons.map(({ evidence }) => evidence.sentence)).toContainEqual(expect.stringMatching(/% of opportunities in First .* are won, median \d+ days?; average /))
  })

  test('a record that enters the next stage is scored by that one', async () => {
    const run = bench.db.prepare<{ id: number; record: number }>("SELECT r.id, o.id AS record FROM opportunity o JOIN process_run r ON r.opportunity_id = o.id WHERE o.state = 'open' AND r.active_stage_id = ? LIMIT 1").get(deals.stages[0])
    const before = explainScore(bench.db, { entity: 'opportunity', recordId: run?.record ?? 0 }, CALL)
    bench.db.prepare('UPDATE process_stage_visit SET left_at = ? WHERE process_run_id = ?').run(NOW - DAY, run?.id ?? 0)
    bench.db.prepare('UPDATE process_run SET active_stage_id = ? WHERE id = ?').run(deals.stages[1], run?.id ?? 0)
    insert(bench.db, 'process_stage_visit', { process_run_id: run?.id ?? 0, process_stage_id: deals.stages[1], entered_at: NOW - DAY, left_at: null })
    await score(testJob(bench, { input: { all: true } }))
    const after = explainScore(bench.db, { entity: 'opportunity', recordId: run?.record ?? 0 }, CALL)
    expect(after.notes[0]).toContain('submodel of the stage Second')
    expect(after.baseline).not.toBe(before.baseline)
    expect(Math.abs(after.sumError ?? 1)).toBeLessThan(1e-9)
  })

  test('the days before publication are replayed by the stage of those days', () => {
    const days = bench.db.prepare<{ n: number; places: number }>("SELECT count(*) AS n, count(DISTINCT substr(hex(bins), 1, 4)) AS places FROM score_history WHERE version_id = ? AND scored_at < ?").get(versionId(), NOW)
    expect(days?.n).toBeGreaterThan(500)
    expect(days?.places).toBe(2)
  })
})

describe('what per-stage models need', () => {
  test('attributes chosen for one stage are learned in that stage only; one chosen for none stays in the pooled model', async () => {
    const id = await trained(bench, 'opportunity', { processId: deals.processId, perStage: true, stageAttributes: { 'opportunity.estimated_revenue': ['Second'], age: [] } })
    const { stages, model: pooled } = loadScorer(bench.db, versionId(id))
    const names = stages?.stages.map(({ model }) => model?.features.map(({ name }) => name) ?? [])
    expect(names?.[0]).not.toContain('opportunity.estimated_revenue')
    expect(names?.[1]).toContain('opportunity.estimated_revenue')
    expect(names?.flat()).not.toContain('age')
    expect(pooled.features.map(({ name }) => name)).toContain('age')
  })

  test('a stage with too few of an outcome uses the pooled model and says so', async () => {
    const few = emptyWorkspace(folder, 'few')
    const made = makeDeals(few, 220)
    few.db.prepare("UPDATE opportunity SET state = 'won' WHERE state = 'lost' AND id IN (SELECT opportunity_id FROM process_run WHERE active_stage_id = ?) AND id % 4 > 0").run(made.stages[1])
    const id = await trained(few, 'opportunity', { processId: made.processId, perStage: true })
    const stages = getModel(few.db, id).versions[0]?.report?.stages?.stages
    expect(stages?.[0]?.measured).not.toBeNull()
    expect(stages?.[1]).toMatchObject({ measured: null, sentence: expect.stringMatching(/^Uses the pooled model: \d+ of 40 lost\.$/) })
    publishModel(few.db, { modelId: id }, CALL)
    await score(testJob(few, { input: { all: true } }))
    const inSecond = few.db.prepare<{ id: number }>("SELECT o.id FROM opportunity o JOIN process_run r ON r.opportunity_id = o.id WHERE o.state = 'open' AND r.active_stage_id = ? LIMIT 1").get(made.stages[1])
    const found = explainScore(few.db, { entity: 'opportunity', recordId: inSecond?.id ?? 0 }, CALL)
    expect(found.notes[0]).toContain('pooled model')
    expect(Math.abs(found.sumError ?? 1)).toBeLessThan(1e-9)
    few.close()
  })

  test('a model of all stages names the time in stage by the stage too, and gives every stage the same baseline', async () => {
    const one = emptyWorkspace(folder, 'one')
    const made = makeDeals(one, 220)
    const id = await trained(one, 'opportunity', { processId: made.processId })
    expect(getModel(one.db, id).versions[0]?.report?.stages).toBeNull()
    publishModel(one.db, { modelId: id }, CALL)
    await score(testJob(one, { input: { all: true } }))
    const baselines = new Set<number | null>()
    const labels = one.db.prepare<{ id: number }>("SELECT id FROM opportunity WHERE state = 'open'").all().map((record) => {
      const { baseline, reasons } = explainScore(one.db, { entity: 'opportunity', recordId: record.id }, CALL)
      baselines.add(baseline)
      return reasons.find(({ name }) => name.endsWith('days_in_stage'))?.label ?? ''
    })
    expect(baselines.size).toBe(1)
    expect(labels.filter((label) => /^\d+ days? in (First|Second); won opportunities leave it after \d+ days$/u.test(label))).toHaveLength(120)
    expect(new Set(labels.map((label) => label.replace(/^\d+ days? /u, ''))).size).toBe(2)
    one.close()
  })

  test('is refused in words without a process, for leads, with unknown stages, and once a model is trained the other way', () => {
    const make = (entity: 'lead' | 'opportunity', config: object) => () => createModel(bench.db, { entity, config: modelConfigSchema.parse(config) }, CALL)
    expect(make('opportunity', { perStage: true })).toThrow('Choose a business process first')
    expect(make('lead', { perStage: true, processId: 1 })).toThrow('Only opportunities are scored stage by stage')
    expect(make('opportunity', { stageAttributes: { 'opportunity.source': ['First'] } })).toThrow('the model is not per stage')
    expect(make('opportunity', { perStage: true, processId: deals.processId, stageAttributes: { 'opportunity.source': ['Third'] } })).toThrow('has no stage "Third". Its stages are First, Second.')
    expect(() => saveModelConfig(bench.db, { modelId, config: modelConfigSchema.parse({ processId: deals.processId }) })).toThrow('decided before its first training')
  })

  test('the data check says how many records closed in the last stage', () => {
    const ready = readReadiness(bench.db, { entity: 'opportunity', processId: deals.processId }, CALL)
    expect(ready.perStage).toMatchObject({ reason: '', lastStage: 'Second' })
    const closed = bench.db.prepare<{ n: number }>("SELECT count(*) AS n FROM opportunity o JOIN process_run r ON r.opportunity_id = o.id WHERE o.state <> 'open' AND r.active_stage_id = ?").get(deals.stages[1])
    expect(ready.perStage.closed.at(-1)).toBe(closed?.n)
    expect(readReadiness(bench.db, { entity: 'opportunity' }, CALL).perStage.reason).toContain('Choose a business process first')
  })
})
