import { expect } from 'vitest'
import type { Job } from '#shared/contract/index'
import { finished } from '../support/workspace.ts'
import type { ProcedurePath } from './procedures.ts'
import { ruleTree, type World } from './world.ts'

/** One call of a procedure: its input, and what its answer must hold or with which declared error it refuses. */
interface Case {
  input?(world: World): unknown
  answer?(answer: unknown, world: World): void | Promise<void>
  /** Declared error, with a part of its sentence. */
  readonly refusal?: { readonly code: string; readonly sentence: RegExp }
  /** The answer is a stream; `answer` gets the first event for which this holds. */
  until?(event: unknown): boolean
}

const shape = (expected: object) => (answer: unknown) => expect(answer).toMatchObject(expected)
const list = (answer: unknown): void => expect(Array.isArray(answer)).toBe(true)
const jobEnds = async (answer: unknown, world: World): Promise<Job> => {
  expect(answer).toEqual({ jobId: expect.any(Number) })
  return finished(world.direct, (answer as { jobId: number }).jobId)
}
const jobOf = async (world: World): Promise<number> => (await world.direct.scores.rescore({})).jobId
const modelOf = async (world: World): Promise<number> => (await world.direct.predictive.create({ entity: 'lead' })).id
const layout = { positions: {}, collapsed: [], looseActions: [] }
const rulesOf = async (world: World): Promise<number> => (await world.direct.rules.create({ tree: ruleTree(world) })).modelId
/** A model that is live. */
const liveRulesOf = async (world: World): Promise<number> => {
  const modelId = await rulesOf(world)
  await finished(world.direct, (await world.direct.rules.publish({ modelId })).jobId)
  return modelId
}
/** Columns made so far; no two labels are alike. */
let made = 0
const keptView = { name: 'Near', view: 'all', filters: [], search: 'sea', sort: { column: 'name', direction: 'asc' } }
const mapping = { table: 'lead', columns: [{ source: 'Source', target: 'source' }] }
const importOf = async (world: World): Promise<number> => {
  const { jobId } = await world.direct.dataset.import({ fileId: await world.upload(), mapping })
  const job = await finished(world.direct, jobId)
  return Number(job.result?.['importId'])
}

/** A new lead in a process of two stages. */
const runOf = async (world: World) => {
  const known = (await world.direct.process.list()).find(({ name }) => name === 'Way')
  const way = known ?? (await world.direct.process.save({ id: null, name: 'Way', entity: 'lead', stages: [{ id: null, name: 'Begin' }, { id: null, name: 'Go on' }] }))
  const { id: recordId } = await world.direct.dataset.create({ table: 'lead', values: { first_name: 'On', last_name: 'The way' } })
  return { recordId, run: await world.direct.process.enter({ entity: 'lead', recordId, processId: way.id }) }
}

/** A case for each procedure; the type forbids leaving one out. */
export const cases: Readonly<Record<ProcedurePath, Case>> = {
  'workspace.info': { answer: shape({ host: 'cli', version: '0.0.0-test', frozen: false, user: { permissions: ['read', 'sell', 'market', 'admin'] } }) },
  'workspace.settings': { answer: shape({ timeZone: expect.any(String), frozenNow: null }) },
  'workspace.saveSettings': { input: () => ({ name: 'Renamed' }), answer: shape({ name: 'Renamed' }) },
  'workspace.createSample': { input: () => ({ leads: 200, seed: 7 }), answer: async (answer, world) => void (await world.direct.jobs.cancel(answer as { jobId: number })) },
  'workspace.check': { answer: shape({ ok: true }) },
  'workspace.changes': {
    input: (world: World) => void setTimeout(() => void world.direct.workspace.saveSettings({ name: 'Changed' }), 300),
    // What earlier cases have queued may be told of first.
    until: (event) => (event as { topics: string[] }).topics.includes('workspace'),
  },

  'catalog.tables': { answer: (answer) => expect(answer).toContainEqual(expect.objectContaining({ name: 'lead', builtIn: true })) },
  'catalog.saveColumn': { input: () => ({ table: 'lead', name: 'industry', label: 'Branch' }), answer: shape({ name: 'industry', label: 'Branch' }) },
  'catalog.saveFormula': { input: () => ({ table: 'lead', name: null, label: `Per head ${(made += 1)}`, formula: '[Annual revenue] / Employees' }), answer: shape({ type: 'number', readOnly: true, formula: '[annual_revenue] / [employees]' }) },
  'catalog.removeFormula': { input: () => ({ table: 'lead', name: 'industry' }), refusal: { code: 'BAD_INPUT', sentence: /not a calculated column/ } },
  'catalog.tryFormula': { input: () => ({ table: 'lead', formula: 'length(Company)' }), answer: shape({ type: 'integer', scale: 0, rows: expect.arrayContaining([{ id: expect.any(Number), name: 'Mary Somerville', value: expect.any(Number) }]) }) },

  'dataset.openFile': { answer: shape({ name: 'leads.csv', fileId: expect.any(String) }) },
  'dataset.beginUpload': { input: () => ({ name: 'a.csv', bytes: 4 }), answer: shape({ fileId: expect.any(String), chunkBytes: expect.any(Number) }) },
  'dataset.uploadChunk': {
    input: async (world) => ({ fileId: (await world.direct.dataset.beginUpload({ name: 'a.csv', bytes: 4 })).fileId, offset: 0, data: Buffer.from('a\n1\n').toString('base64') }),
    answer: shape({ received: 4, complete: true }),
  },
  'dataset.inspect': { input: async (world) => ({ fileId: await world.upload(), table: 'lead' }), answer: shape({ rows: 2, format: { delimiter: ',' } }) },
  'dataset.check': {
    input: async (world) => ({ fileId: await world.upload(), mapping }),
    answer: async (answer, world) => expect((await jobEnds(answer, world)).result).toMatchObject({ read: 2 }),
  },
  'dataset.import': {
    input: async (world) => ({ fileId: await world.upload(), mapping }),
    answer: async (answer, world) => expect((await jobEnds(answer, world)).result).toMatchObject({ read: 2, inserted: 2, rejected: 0 }),
  },
  'dataset.imports': { answer: list },
  'dataset.rejects': { input: async (world) => ({ importId: await importOf(world) }), answer: shape({ total: 0, problems: [] }) },
  'dataset.undoImport': {
    input: async (world) => ({ importId: await importOf(world) }),
    answer: async (answer, world) => expect(await jobEnds(answer, world)).toMatchObject({ state: 'done' }),
  },
  'dataset.mappings': { answer: list },
  'dataset.saveMapping': { input: () => ({ name: 'Leads of the fair', mapping }), answer: shape({ name: 'Leads of the fair' }) },
  'dataset.record': { input: (world) => ({ table: 'lead', id: world.leadId }), answer: shape({ name: 'Mary Somerville' }) },
  'dataset.create': { input: () => ({ table: 'lead', values: { company: 'New' } }), answer: shape({ table: 'lead', values: { company: 'New' } }) },
  'dataset.save': { input: (world) => ({ table: 'lead', id: world.leadId, values: { company: 'Stars' } }), answer: shape({ values: { company: 'Stars' } }) },
  'dataset.saveMany': { input: (world) => ({ table: 'lead', records: [{ id: world.leadId, values: { topic: `Tides ${(made += 1)}` } }] }), answer: (answer, world) => expect(answer).toMatchObject({ saved: 1, before: [{ id: world.leadId }] }) },
  'dataset.interactions': { input: (world) => ({ table: 'lead', id: world.leadId }), answer: shape({ total: 0, items: [] }) },
  'dataset.search': { input: () => ({ text: 'Somerville' }), answer: (answer) => expect(answer).toContainEqual(expect.objectContaining({ table: 'lead', name: 'Mary Somerville' })) },
  'dataset.lookup': { input: () => ({ table: 'user' }), answer: list },

  'scores.page': { input: () => ({ entity: 'lead', view: 'all', offset: 0, limit: 10 }), answer: shape({ rows: expect.arrayContaining([expect.objectContaining({ score: null })]) }) },
  'scores.exportList': {
    input: () => ({ entity: 'lead', view: 'all', title: 'All leads', format: 'jsonl', shown: [{ id: 'name', label: 'Name' }] }),
    answer: async (answer, world) => expect((await jobEnds(answer, world)).result).toMatchObject({ path: expect.stringMatching(/\.jsonl$/), rows: expect.any(Number) }),
  },
  'scores.viewCounts': { input: () => ({ entity: 'lead' }), answer: (answer) => expect(Object.keys(answer as object)).toContain('my_open') },
  'scores.explain': { input: (world) => ({ entity: 'lead', recordId: world.leadId }), answer: shape({ score: null, unscored: 'no_model' }) },
  'scores.raises': { input: (world) => ({ entity: 'lead', recordId: world.leadId }), answer: shape({ score: null, changes: [] }) },
  'scores.savedViews': { input: () => ({ entity: 'opportunity' }), answer: (answer) => expect(answer).toEqual([]) },
  'scores.saveViews': { input: () => ({ entity: 'lead', views: [keptView, { ...keptView, name: 'NEAR' }] }), refusal: { code: 'CONFLICT', sentence: /There is a view “NEAR” already/u } },
  'scores.rescore': { input: () => ({ all: true }), answer: async (answer, world) => void (await jobEnds(answer, world)) },

  'predictive.readiness': { input: () => ({ entity: 'lead' }), answer: shape({ entity: 'lead', minimum: 40 }) },
  'predictive.attributes': { input: () => ({ entity: 'lead' }), answer: list },
  'predictive.outcomes': { input: () => ({ entity: 'lead' }), answer: list },
  'predictive.insight': { input: () => ({ entity: 'lead', name: 'lead.nothing' }), refusal: { code: 'NOT_FOUND', sentence: /no attribute/ } },
  'predictive.overlap': { input: () => ({ entity: 'lead', filter: [{ column: 'company', operator: 'filled', values: [] }] }), answer: shape({ records: expect.any(Number), models: expect.any(Array) }) },
  'predictive.precedence': { input: () => ({ entity: 'lead' }), answer: list },
  'predictive.prioritize': { input: () => ({ entity: 'lead', modelIds: [999] }), refusal: { code: 'NOT_FOUND', sentence: /no longer there/ } },
  'predictive.grades': { input: async (world) => ({ modelId: await modelOf(world) }), refusal: { code: 'NOT_FOUND', sentence: /no trained version/ } },
  'predictive.saveGrades': { input: async (world) => ({ modelId: await modelOf(world), cuts: null }), refusal: { code: 'CONFLICT', sentence: /no published version/ } },
  'predictive.answer': { input: () => ({ table: 'lead', column: 'industry', answer: 'creation' }), answer: shape({ column: 'industry', answer: 'creation', knownWhen: 'creation' }) },
  'predictive.list': { answer: list },
  'predictive.get': { input: () => ({ modelId: 999 }), refusal: { code: 'NOT_FOUND', sentence: /model/ } },
  'predictive.card': { input: async (world) => ({ modelId: await modelOf(world) }), refusal: { code: 'NOT_FOUND', sentence: /no trained version/ } },
  'predictive.drift': { input: () => ({ modelId: 999 }), refusal: { code: 'NOT_FOUND', sentence: /model/ } },
  'predictive.exportFile': { input: async (world) => ({ modelId: await modelOf(world) }), refusal: { code: 'NOT_FOUND', sentence: /no trained version/ } },
  'predictive.exportSql': { input: async (world) => ({ modelId: await modelOf(world), dialect: 'sqlite' }), refusal: { code: 'NOT_FOUND', sentence: /no trained version/ } },
  'predictive.importFile': { input: () => ({ text: '{}' }), refusal: { code: 'BAD_INPUT', sentence: /not a model file of Sextant/ } },
  'predictive.create': { input: () => ({ entity: 'lead' }), answer: shape({ entity: 'lead', published: null, config: { windowMonths: 24 } }) },
  'predictive.saveConfig': { input: async (world) => ({ modelId: await modelOf(world), config: { windowMonths: 12 } }), answer: shape({ config: { windowMonths: 12 } }) },
  'predictive.train': { input: async (world) => ({ modelId: await modelOf(world) }), refusal: { code: 'NOT_ENOUGH_DATA', sentence: /40/ } },
  'predictive.retrain': { input: async (world) => ({ modelId: await modelOf(world) }), refusal: { code: 'CONFLICT', sentence: /no published version/ } },
  'predictive.setRetraining': { input: async (world) => ({ modelId: await modelOf(world), on: false }), answer: shape({ autoRetrain: false, nextRetrainAt: null }) },
  'predictive.revert': { input: async (world) => ({ modelId: await modelOf(world) }), refusal: { code: 'CONFLICT', sentence: /no published version/ } },
  'predictive.compare': { input: async (world) => ({ modelId: await modelOf(world), versionId: 999, againstId: 998 }), refusal: { code: 'NOT_FOUND', sentence: /no trained version/ } },
  'predictive.quickSetup': { input: () => ({ entity: 'opportunity' }), refusal: { code: 'NOT_ENOUGH_DATA', sentence: /40/ } },
  'predictive.usage': { answer: (answer) => expect((answer as { months: unknown[] }).months).toHaveLength(12) },
  'predictive.options': { answer: shape({ buildFirst: true }) },
  'predictive.saveOptions': { input: () => ({ buildFirst: true }), answer: shape({ buildFirst: true }) },
  'predictive.publish': { input: () => ({ modelId: 999 }), refusal: { code: 'NOT_FOUND', sentence: /\w/ } },
  'predictive.remove': { input: async (world) => ({ modelId: await modelOf(world) }), answer: shape({ removed: true }) },

  'rules.list': { answer: list },
  'rules.get': { input: async (world) => ({ modelId: await rulesOf(world) }), answer: shape({ summary: { state: 'draft', groups: 1, liveVersion: null }, draft: { number: 1, revision: 1 }, live: null }) },
  'rules.create': { input: (world) => ({ tree: ruleTree(world) }), answer: shape({ revision: 1, problems: [] }) },
  'rules.saveDraft': { input: async (world) => ({ modelId: await rulesOf(world), tree: ruleTree(world), layout, basedOn: 1 }), answer: shape({ revision: 2 }) },
  'rules.edit': { input: async (world) => ({ modelId: await liveRulesOf(world) }), answer: shape({ summary: { state: 'live', liveVersion: 1, draftVersion: 2 } }) },
  'rules.discardDraft': { input: async (world) => ({ modelId: await rulesOf(world) }), refusal: { code: 'CONFLICT', sentence: /Delete the model instead/ } },
  'rules.duplicate': { input: async (world) => ({ modelId: await rulesOf(world), name: ruleTree(world).name }), answer: shape({ revision: 1 }) },
  'rules.remove': { input: async (world) => ({ modelId: await rulesOf(world) }), answer: shape({ removed: true }) },
  'rules.check': { input: async (world) => ({ modelId: await rulesOf(world) }), answer: list },
  'rules.publish': {
    input: async (world) => ({ modelId: await rulesOf(world) }),
    answer: async (answer, world) => expect(await jobEnds(answer, world)).toMatchObject({ kind: 'rules_publish', state: 'done' }),
  },
  'rules.stop': {
    input: async (world) => ({ modelId: await liveRulesOf(world) }),
    answer: async (answer, world) => expect(await jobEnds(answer, world)).toMatchObject({ kind: 'rules_stop', state: 'done' }),
  },
  'rules.text': { input: async (world) => ({ modelId: await rulesOf(world) }), answer: (answer) => expect((answer as { text: string }).text).toContain('10') },
  'rules.putText': {
    input: async (world) => ({ text: (await world.direct.rules.text({ modelId: await rulesOf(world) })).text }),
    answer: shape({ revision: 2, problems: [] }),
  },
  'rules.simulate': { input: (world) => ({ tree: ruleTree(world) }), answer: shape({ scored: expect.any(Number), groups: { g1: { leads: expect.any(Number) } } }) },
  'rules.matches': { input: (world) => ({ tree: ruleTree(world), nodeId: 'n2' }), answer: shape({ leads: expect.any(Number), rows: expect.any(Array) }) },
  'rules.effect': { input: async (world) => ({ modelId: await liveRulesOf(world), tree: ruleTree(world) }), answer: shape({ total: 0, rows: [] }) },

  'ruleHistory.backtest': { input: async (world) => ({ modelId: await rulesOf(world) }), refusal: { code: 'NOT_ENOUGH_DATA', sentence: /40/ } },
  'ruleHistory.report': { input: async (world) => ({ modelId: await rulesOf(world) }), answer: shape({ report: null, jobId: null, error: null, suggestion: null }) },
  'ruleHistory.sources': { answer: (answer) => expect(answer).toEqual([]) },
  'ruleHistory.suggest': { input: async (world) => ({ modelId: await modelOf(world) }), refusal: { code: 'NOT_FOUND', sentence: /no trained predictive model/ } },

  'ruleScores.page': { input: async (world) => ({ modelId: await liveRulesOf(world), offset: 0, limit: 10 }), answer: shape({ rows: expect.arrayContaining([expect.objectContaining({ score: expect.any(Number) })]) }) },
  'ruleScores.explain': { input: async (world) => ({ modelId: await liveRulesOf(world), leadId: world.leadId }), answer: shape({ score: expect.any(Number), groups: [{ groupId: 'g1' }] }) },
  'ruleScores.ofLead': { input: (world) => ({ leadId: world.leadId }), answer: shape({ salesReady: false, models: expect.any(Array) }) },
  'ruleScores.unscored': { input: async (world) => ({ modelId: await liveRulesOf(world), offset: 0, limit: 10 }), answer: shape({ total: 0, rows: [] }) },
  'ruleScores.suggestLinks': { input: (world) => ({ leadId: world.leadId }), answer: list },
  'ruleScores.link': { input: (world) => ({ leadId: world.leadId, table: 'contact', id: 99_999 }), refusal: { code: 'BAD_INPUT', sentence: /Parent contact/ } },
  'ruleScores.exportTo': {
    input: async (world) => ({ modelId: await liveRulesOf(world), format: 'csv' }),
    answer: async (answer, world) => expect((await jobEnds(answer, world)).result).toMatchObject({ path: expect.stringMatching(/\.csv$/), rows: expect.any(Number) }),
  },
  'ruleScores.insights': { input: async (world) => ({ modelId: await liveRulesOf(world) }), answer: shape({ scored: expect.any(Number), processed: expect.any(Array) }) },
  'ruleScores.options': { answer: shape({ automaticSalesReady: true, automaticQualification: true, cleanUpOnStop: true, revoke: false }) },
  'ruleScores.saveOptions': { input: (world) => world.direct.ruleScores.options(), answer: shape({ hysteresis: 0 }) },
  'ruleScores.tasks': { input: (world) => ({ leadId: world.leadId }), answer: list },
  'ruleScores.setTaskDone': { input: () => ({ taskId: 999_999, done: true }), refusal: { code: 'NOT_FOUND', sentence: /no longer there/ } },
  'ruleScores.notices': { answer: list },
  'ruleScores.markNoticesSeen': { answer: shape({ seen: expect.any(Number) }) },

  'process.list': { answer: list },
  'process.save': { input: () => ({ id: null, name: 'Onboarding', entity: 'lead', stages: [{ id: null, name: 'First' }, { id: null, name: 'Second' }] }), answer: shape({ name: 'Onboarding', active: 0, stages: [{ name: 'First' }, { name: 'Second' }] }) },
  'process.remove': { input: () => ({ processId: 999_999 }), refusal: { code: 'NOT_FOUND', sentence: /no longer there/ } },
  'process.ofRecord': { input: async (world: World) => ({ entity: 'lead', recordId: (await runOf(world)).recordId }), answer: (answer) => expect(answer).toMatchObject({ runs: [{ status: 'active', processName: 'Way' }] }) },
  'process.enter': { input: () => ({ entity: 'lead', recordId: 1, processId: 999_999 }), refusal: { code: 'NOT_FOUND', sentence: /no longer there/ } },
  'process.move': { input: async (world: World) => { const { run } = await runOf(world); return { runId: run.runId, stageId: run.stages[1]?.id } }, answer: (answer) => expect(answer).toMatchObject({ status: 'active', stages: [{ visits: [{ leftAt: expect.any(Number) }] }, { visits: [{ leftAt: null }] }] }) },
  'process.end': { input: async (world: World) => ({ runId: (await runOf(world)).run.runId, how: 'abandoned' }), answer: shape({ status: 'abandoned', endedAt: expect.any(Number) }) },
  'process.reopen': { input: async (world: World) => { const { run } = await runOf(world); await world.direct.process.end({ runId: run.runId, how: 'finished' }); return { runId: run.runId } }, answer: shape({ status: 'active', endedAt: null }) },
  'jobs.list': { input: () => ({}), answer: shape({ jobs: expect.any(Array), running: expect.any(Number) }) },
  'jobs.get': { input: async (world) => ({ jobId: await jobOf(world) }), answer: shape({ kind: 'score' }) },
  'jobs.watch': { until: () => true, input: async (world) => ({ jobId: await jobOf(world) }), answer: shape({ kind: 'score' }) },
  'jobs.cancel': { input: async (world) => ({ jobId: await jobOf(world) }), answer: (answer) => expect((answer as Job).state).toMatch(/cancelled|done/) },
  'jobs.retry': {
    input: async (world) => {
      const { jobId } = await world.direct.dataset.undoImport({ importId: 99_999 })
      await finished(world.direct, jobId).catch(() => undefined)
      return { jobId }
    },
    answer: shape({ kind: 'undo_import' }),
  },
}
