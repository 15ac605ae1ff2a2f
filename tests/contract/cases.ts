import { expect } from 'vitest'
import type { Job } from '#shared/contract/index'
import { finished } from '../support/workspace.ts'
import type { ProcedurePath } from './procedures.ts'
import type { World } from './world.ts'

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
const mapping = { table: 'lead', columns: [{ source: 'Source', target: 'source' }] }
const importOf = async (world: World): Promise<number> => {
  const { jobId } = await world.direct.dataset.import({ fileId: await world.upload(), mapping })
  const job = await finished(world.direct, jobId)
  return Number(job.result?.['importId'])
}

/** A case for each procedure; the type forbids leaving one out. */
export const cases: Readonly<Record<ProcedurePath, Case>> = {
  'workspace.info': { answer: shape({ host: 'cli', version: '0.0.0-test', frozen: false, user: { permissions: ['read', 'sell', 'admin'] } }) },
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
  'dataset.interactions': { input: (world) => ({ table: 'lead', id: world.leadId }), answer: shape({ total: 0, items: [] }) },
  'dataset.search': { input: () => ({ text: 'Somerville' }), answer: (answer) => expect(answer).toContainEqual(expect.objectContaining({ table: 'lead', name: 'Mary Somerville' })) },
  'dataset.lookup': { input: () => ({ table: 'user' }), answer: list },

  'scores.page': { input: () => ({ entity: 'lead', view: 'all', offset: 0, limit: 10 }), answer: shape({ rows: expect.arrayContaining([expect.objectContaining({ score: null })]) }) },
  'scores.viewCounts': { input: () => ({ entity: 'lead' }), answer: (answer) => expect(Object.keys(answer as object)).toContain('my_open') },
  'scores.explain': { input: (world) => ({ entity: 'lead', recordId: world.leadId }), answer: shape({ score: null, unscored: 'no_model' }) },
  'scores.rescore': { input: () => ({ all: true }), answer: async (answer, world) => void (await jobEnds(answer, world)) },

  'predictive.readiness': { input: () => ({ entity: 'lead' }), answer: shape({ entity: 'lead', minimum: 40 }) },
  'predictive.attributes': { input: () => ({ entity: 'lead' }), answer: list },
  'predictive.list': { answer: list },
  'predictive.get': { input: () => ({ modelId: 999 }), refusal: { code: 'NOT_FOUND', sentence: /model/ } },
  'predictive.create': { input: () => ({ entity: 'lead' }), answer: shape({ entity: 'lead', published: null, config: { windowMonths: 24 } }) },
  'predictive.saveConfig': { input: async (world) => ({ modelId: await modelOf(world), config: { windowMonths: 12 } }), answer: shape({ config: { windowMonths: 12 } }) },
  'predictive.train': { input: async (world) => ({ modelId: await modelOf(world) }), refusal: { code: 'NOT_ENOUGH_DATA', sentence: /40/ } },
  'predictive.publish': { input: () => ({ modelId: 999 }), refusal: { code: 'NOT_FOUND', sentence: /\w/ } },
  'predictive.remove': { input: async (world) => ({ modelId: await modelOf(world) }), answer: shape({ removed: true }) },

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
