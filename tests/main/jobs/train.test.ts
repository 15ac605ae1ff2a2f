import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadScorer } from '#main/db/scoring/stored-model'
import { beginTraining, createModel, publishModel, removeModel } from '#main/db/queries/models-write'
import { getModel } from '#main/db/queries/models'
import { modelConfigSchema } from '#shared/contract/predictive'
import { createRandom } from '#shared/lib/random'
import { countEffect, TRUE_EFFECTS } from '#shared/domain/sample/true-effects'
import type { EbmModel } from '#shared/domain/predictive/model'
import { modelCard, modelDrift } from '#main/db/queries/models-card'
import train from '#main/workers/jobs/train'
import { DAY, daysAgo, insert } from '../features/build.ts'
import { begin, jobOf, trained } from './trained.ts'
import { CALL, emptyWorkspace, fillSample, type Bench } from './support.ts'

let folder = ''
let bench: Bench
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'train-'))
  bench = emptyWorkspace(folder)
  fillSample(bench, 700)
})
afterAll(() => {
  bench.close()
  rmSync(folder, { recursive: true, force: true })
})

const artifactOf = (modelId: number): string => bench.db.prepare<{ artifact: string }>('SELECT artifact FROM model_version WHERE model_id = ?').get(modelId)?.artifact ?? ''

describe('training', () => {
  test('stores artifact, report and out-of-fold scores, with honest progress, the same bytes with one worker and with two', async () => {
    const one = begin(bench, 'lead', {}, { cores: 1 })
    const result = await train(one.job)
    expect(result).toMatchObject({ modelId: one.modelId, version: 1, verdict: expect.any(String) })
    expect(one.job.fractions).toEqual(one.job.fractions.toSorted((a, b) => a - b))
    expect(one.job.fractions.at(-1)).toBe(1)
    const [version] = getModel(bench.db, one.modelId).versions
    expect(version).toMatchObject({ state: 'trained', number: 1, jobId: one.job.id })
    expect(version?.report?.attributesUsed).toBeGreaterThan(10)
    const two = begin(bench, 'lead', {}, { cores: 2 })
    await train(two.job)
    expect(artifactOf(two.modelId)).toBe(artifactOf(one.modelId))
    expect(await train(two.job), 'a job that is run again after it was done').toMatchObject({ versionId: expect.any(Number) })
  })

  test('the model card says what was used and refused, by which version, and how open records have moved', async () => {
    const { modelId, job } = begin(bench, 'lead', { exclude: ['lead.country'], filter: [{ column: 'source', operator: 'ne', values: ['Nowhere'] }] }, { appVersion: '9.9.9' })
    expect(() => modelCard(bench.db, { modelId }, CALL)).toThrow('has no trained version yet. Train it first.')
    await train(job)
    const card = modelCard(bench.db, { modelId }, CALL)
    const { report } = getModel(bench.db, modelId).versions[0] ?? {}
    expect(card.version).toMatchObject({ number: 1, state: 'trained', appVersion: '9.9.9', trainedAt: CALL.now })
    expect(card.counts).toMatchObject({ closed: report?.trainedRows, measured: report?.holdout.rows })
    expect(card.settings).toEqual({ process: null, outcome: null, conditions: 1, ignoreEmpty: false, perStage: false })
    expect(card.window.from).toBeLessThan(card.window.to ?? 0)
    expect(card.columns.used).toHaveLength(report?.attributesUsed ?? 0)
    const refused = new Map(card.columns.refused.map(({ name, reason }) => [name, reason]))
    expect(refused.get('lead.country')).toBe('Left out by hand.')
    expect(refused.get('lead.email')).toContain('personal data')
    expect([...refused.values()].every((reason) => reason !== '')).toBe(true)
    expect(card.columns.used.some(({ name }) => refused.has(name))).toBe(false)
    expect(card.drift).toEqual(modelDrift(bench.db, { modelId }, CALL))
    expect(card.drift.columns.map(({ name }) => name).toSorted()).toEqual(card.columns.used.map(({ name }) => name).toSorted())
    expect(card.drift.sentence).toMatch(/open leads compared with the training records/)
    expect(() => modelCard(bench.db, { modelId, versionId: 999 }, CALL)).toThrow('no trained version of this number')
  })

  test('stops when asked, keeps nothing, and learns when started again', async () => {
    const { modelId, job } = begin(bench, 'lead', {}, { cancelAt: 'bag 3 of' })
    await expect(train(job)).rejects.toMatchObject({ name: 'Cancelled' })
    expect(getModel(bench.db, modelId).versions[0]).toMatchObject({ state: 'cancelled', report: null })
    await train(jobOf(bench, job.id))
    expect(getModel(bench.db, modelId).versions[0]).toMatchObject({ state: 'trained' })
  })

  test('a version whose job was cancelled in the queue is cancelled, and the model can be trained again', () => {
    const { modelId, job } = begin(bench, 'lead', {})
    expect(() => beginTraining(bench.db, { modelId }, CALL)).toThrow('is being trained already')
    bench.db.prepare("UPDATE job SET state = 'cancelled' WHERE id = ?").run(job.id)
    expect(getModel(bench.db, modelId).versions[0]?.state).toBe('cancelled')
    expect(() => publishModel(bench.db, { modelId }, CALL)).toThrow('no trained version')
    expect(removeModel(bench.db, { modelId }, CALL)).toEqual({ removed: true, running: [] })
  })

  test('refuses a name that is taken, and too few records, in sentences', () => {
    const config = modelConfigSchema.parse({})
    createModel(bench.db, { entity: 'lead', name: 'Mine', config }, CALL)
    expect(() => createModel(bench.db, { entity: 'lead', name: 'Mine', config }, CALL)).toThrow('A model named Mine exists already. Choose another name.')
    const few = createModel(bench.db, { entity: 'opportunity', config: { ...config, windowMonths: 3 } }, CALL)
    expect(few.name).toBe('OpportunityScoring_202611210900')
    expect(() => beginTraining(bench.db, { modelId: few.id }, CALL)).toThrow(/A model needs 40 won and 40 lost opportunities/)
  })
})

test('where quick records end in another way than slow ones, the report says how many of the closed ones it learned from', async () => {
  const quick = emptyWorkspace(folder, 'quick')
  quick.db.transaction(() => {
    for (let at = 0; at < 800; at += 1) {
      const isQuick = at % 2 === 0
      const created = daysAgo(110 + (at % 300))
      insert(quick.db, 'lead', { state: isQuick ? 'qualified' : 'disqualified', city: `City ${at % 7}`, created_at: created, closed_at: created + (isQuick ? 10 : 100) * DAY })
    }
    for (let at = 0; at < 100; at += 1) insert(quick.db, 'lead', { state: 'open', created_at: daysAgo(at + 1) })
  })
  const modelId = await trained(quick, 'lead', {})
  const report = getModel(quick.db, modelId).versions[0]?.report
  quick.close()
  expect(report?.trainedRows).toBeLessThan(500)
  expect(report?.notes).toContainEqual(expect.stringContaining(`Of 800 closed leads in the window it learned from ${report?.trainedRows}: each counts with the chance that it was still open`))
})

test('leads that were entered twice are counted in the report', async () => {
  const twice = emptyWorkspace(folder, 'twice')
  const random = createRandom(5)
  const any = (of: number, what: string): string => `${what} ${random.below(of)}`
  twice.db.transaction(() => {
    for (let at = 0; at < 300; at += 1) {
      const lead = { state: random.next() < 0.5 ? 'qualified' : 'disqualified', city: any(12, 'City'), country: any(8, 'Country'), industry: any(9, 'Industry'), source: any(6, 'Source'), employees: random.below(5000) }
      insert(twice.db, 'lead', lead)
      if (at < 25) insert(twice.db, 'lead', lead)
    }
  })
  const modelId = await trained(twice, 'lead', {})
  const { report } = getModel(twice.db, modelId).versions[0] ?? {}
  twice.close()
  expect(report?.validatedInTime).toBe(false)
  expect(report?.notes).toContainEqual(expect.stringContaining('25 of 325 closed leads say the same as another in every attribute'))
})

describe('the sample company', () => {
  test('its true effects are found, with sign and rough size', async () => {
    const large = emptyWorkspace(folder, 'large')
    fillSample(large, 4000)
    const modelId = await trained(large, 'lead', { exclude: ['account.industry', 'account.employees', 'account.annual_revenue', 'lead.annual_revenue', 'contact.job_title', 'account.city', 'contact.city', 'lead.city'] })
    const version = getModel(large.db, modelId).versions[0]
    const { model } = loadScorer(large.db, version?.id ?? 0)
    large.close()
    expect(version?.report?.holdout.auc).toBeGreaterThan(0.65)
    for (const [name, truth] of [['lead.industry', TRUE_EFFECTS.lead.industry], ['lead.source', TRUE_EFFECTS.lead.source]] as const) {
      const found = categoryEffects(model, name)
      const pairs = Object.entries(truth).flatMap(([category, effect]) => (found.has(category) ? [[effect, found.get(category) ?? 0] as const] : []))
      expect(pairs.length).toBeGreaterThan(6)
      const { correlation, slope } = regression(pairs)
      expect(correlation, name).toBeGreaterThan(0.85)
      expect(slope, name).toBeGreaterThan(0.35)
      expect(slope, name).toBeLessThan(1.3)
    }
    for (const type of ['FormSubmitted', 'EmailClicked', 'CallHeld', 'MeetingHeld', 'EmailBounced', 'EmailUnsubscribed'] as const) {
      const truth = countEffect(TRUE_EFFECTS.lead.interactions[type], 2)
      const found = atNumber(model, `interactions.${type}.ever`, 2) - atNumber(model, `interactions.${type}.ever`, 0)
      expect(Math.sign(found), type).toBe(Math.sign(truth))
      expect(Math.abs(found), type).toBeLessThan(2 * Math.abs(truth) + 0.2)
    }
    const strength = new Map(version?.report?.importance.map(({ name, influence }) => [name, influence]))
    for (const name of ['lead.country', 'lead.consent_level', 'lead.owner_id', 'lead.business_unit_id']) {
      expect(strength.get(name) ?? 0, name).toBeLessThan((strength.get('lead.industry') ?? 0) / 2)
    }
  })
})

function termOf(model: EbmModel, name: string): { scores: number[]; feature: EbmModel['features'][number] } {
  const index = model.features.findIndex((feature) => feature.name === name)
  const term = model.terms.find(({ features }) => features.length === 1 && features[0] === index)
  const feature = model.features[index]
  if (term === undefined || feature === undefined) throw new Error(`The model does not use ${name}`)
  return { scores: term.scores.map((score) => score * model.calibration.slope), feature }
}

function categoryEffects(model: EbmModel, name: string): Map<string, number> {
  const { scores, feature } = termOf(model, name)
  if (feature.binning.kind !== 'category') throw new Error(`${name} is no category`)
  return new Map(feature.binning.categories.map((category, index) => [category, scores[index + 1] ?? 0]))
}

function atNumber(model: EbmModel, name: string, value: number): number {
  const { scores, feature } = termOf(model, name)
  if (feature.binning.kind !== 'numeric') throw new Error(`${name} is no number`)
  return scores[1 + feature.binning.cuts.filter((cut) => cut <= value).length] ?? 0
}

function regression(pairs: readonly (readonly [number, number])[]): { correlation: number; slope: number } {
  const meanX = pairs.reduce((sum, [x]) => sum + x, 0) / pairs.length
  const meanY = pairs.reduce((sum, [, y]) => sum + y, 0) / pairs.length
  let xy = 0
  let xx = 0
  let yy = 0
  for (const [x, y] of pairs) {
    xy += (x - meanX) * (y - meanY)
    xx += (x - meanX) ** 2
    yy += (y - meanY) ** 2
  }
  return { correlation: xy / Math.sqrt(xx * yy), slope: xy / xx }
}
