import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ruleBacktestSchema, ruleSuggestionSchema } from '#shared/contract/rule-history'
import { parseRules } from '#shared/domain/rules/text/parse'
import { printRules } from '#shared/domain/rules/text/print'
import { present } from '#shared/lib/assert'
import { markFinished, markStarted } from '#main/db/queries/jobs'
import { checkRules, rulesContext } from '#main/db/queries/rule-check'
import { getRules } from '#main/db/queries/rule-models'
import { keptHistory, queueBacktest, queueSuggestion, ruleSources } from '#main/db/rule-history/kept'
import judge from '#main/workers/jobs/rule-backtest'
import suggest from '#main/workers/jobs/rule-suggest'
import type { JobHandler } from '#main/workers/context'
import { jobOf, trained } from './trained.ts'
import { CALL, emptyWorkspace, fillSample, type Bench } from './support.ts'

let folder = ''
let bench: Bench
let predictive = 0
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'history-'))
  bench = emptyWorkspace(folder)
  fillSample(bench, 450)
  predictive = await trained(bench, 'lead', {})
})
afterAll(() => {
  bench.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs a queued job and keeps its end, as the runner does. */
async function run(jobId: number, handler: JobHandler, cancelAt?: string): Promise<Readonly<Record<string, unknown>>> {
  markStarted(bench.db, jobId, CALL.now)
  try {
    const result = await handler(jobOf(bench, jobId, cancelAt === undefined ? {} : { cancelAt }))
    markFinished(bench.db, jobId, { state: 'done', result }, CALL.now)
    return result
  } catch (error) {
    markFinished(bench.db, jobId, { state: 'cancelled' }, CALL.now)
    throw error
  }
}

test('a trained model becomes a draft that passes the check, reads as text, and tells what was lost; judged by history it holds', async () => {
  expect(ruleSources(bench.db)).toMatchObject([{ modelId: predictive, version: 1, published: false }])
  const { jobId } = queueSuggestion(bench.db, predictive, CALL)
  expect(queueSuggestion(bench.db, predictive, CALL)).toEqual({ jobId })
  const made = ruleSuggestionSchema.parse(await run(jobId, suggest))
  const { draft, summary } = getRules(bench.db, made.modelId)
  const tree = present(draft, 'the draft').tree
  expect(summary).toMatchObject({ name: made.name, state: 'draft', target: 'lead', groups: made.groups })
  expect(made.groups).toBeGreaterThan(3)
  expect(made.groups).toBeLessThanOrEqual(15)
  expect(checkRules(bench.db, made.modelId).filter(({ severity }) => severity === 'error')).toEqual([])
  const known = rulesContext(bench.db)
  const read = parseRules(printRules(tree, known), known)
  expect(read.problems).toEqual([])
  expect(printRules(present(read.model, 'the model'), known)).toBe(printRules(tree, known))
  expect(made.predictiveAuc).toBeGreaterThan(made.rulesAuc)
  expect(made.lost.value).toBeCloseTo(made.predictiveAuc - made.rulesAuc, 10)
  expect(made.rulesAuc).toBeGreaterThan(0.6)
  expect(made.leftOut.map(({ influence }) => influence)).toEqual(made.leftOut.map(({ influence }) => influence).toSorted((one, other) => other - one))

  const begun = queueBacktest(bench.db, made.modelId, CALL)
  expect(keptHistory(bench.db, made.modelId)).toMatchObject({ report: null, jobId: begun.jobId, suggestion: { predictiveName: made.predictiveName } })
  const report = ruleBacktestSchema.parse(await run(begun.jobId, judge))
  // The same leads at the same moments, so that the engine itself confirms the figure.
  expect(report).toMatchObject({ modelId: made.modelId, version: 1, revision: 1, leads: made.leads, positives: made.positives })
  expect(report.auc).toBeCloseTo(made.rulesAuc, 10)
  expect(keptHistory(bench.db, made.modelId)).toMatchObject({ report, jobId: null, error: null })
})

test('a second suggestion gets a name of its own; a cancelled one leaves no draft', async () => {
  const first = queueSuggestion(bench.db, predictive, CALL)
  const before = bench.db.prepare('SELECT count(*) AS n FROM rule_model').get()
  await expect(run(first.jobId, suggest, 'Trying')).rejects.toThrow()
  expect(bench.db.prepare('SELECT count(*) AS n FROM rule_model').get()).toEqual(before)
  const made = await run(queueSuggestion(bench.db, predictive, CALL).jobId, suggest)
  expect(made['name']).toMatch(/ as rules 2$/)
  // Cut off after the draft was stored and before the runner kept the end.
  const third = queueSuggestion(bench.db, predictive, CALL)
  markStarted(bench.db, third.jobId, CALL.now)
  const stored = await suggest(jobOf(bench, third.jobId))
  expect(await suggest(jobOf(bench, third.jobId))).toEqual(stored)
  expect(bench.db.prepare('SELECT count(*) AS n FROM rule_model').get()).toEqual({ n: 3 })
  markFinished(bench.db, third.jobId, { state: 'done', result: stored }, CALL.now)
})

test('a cancelled or failed backtest keeps the report of before, and says why it failed', async () => {
  const { modelId } = ruleSuggestionSchema.parse(await run(queueSuggestion(bench.db, predictive, CALL).jobId, suggest))
  await run(queueBacktest(bench.db, modelId, CALL).jobId, judge)
  const { report } = keptHistory(bench.db, modelId)
  const second = queueBacktest(bench.db, modelId, CALL)
  expect(queueBacktest(bench.db, modelId, CALL)).toEqual(second)
  await expect(run(second.jobId, judge, 'Scoring')).rejects.toThrow()
  expect(bench.db.prepare('SELECT name FROM temp.sqlite_schema').all()).toEqual([])
  expect(keptHistory(bench.db, modelId)).toMatchObject({ report, jobId: null, error: null })
  const third = queueBacktest(bench.db, modelId, CALL)
  markFinished(bench.db, third.jobId, { state: 'failed', error: 'Too few leads.' }, CALL.now)
  expect(keptHistory(bench.db, modelId)).toMatchObject({ report, jobId: null, error: 'Too few leads.' })
})
