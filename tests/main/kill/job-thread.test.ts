import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '#shared/lib/random'
import type { JobKind } from '#shared/domain/jobs/types'
import { runJobThread } from '#main/core/jobs/job-thread'
import { WriteGate } from '#main/workers/write-gate'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { finished, openWorkspace, testHost, type OpenWorkspace } from '../../support/workspace.ts'

const folder = temporaryFolder()
const csv = join(folder.path, 'leads.csv')
const rows = 20_000
let workspace: OpenWorkspace
let jobId = 1_000_000

beforeAll(async () => {
  const lines = ['id,topic,city']
  for (let row = 0; row < rows; row += 1) lines.push(`T-${row},Topic ${row % 89},City ${row % 13}`)
  writeFileSync(csv, lines.join('\n'))
  workspace = await openWorkspace({ folder: folder.path })
  const { client } = workspace
  await finished(client, (await client.workspace.createSample({ leads: 600, seed: 5 })).jobId)
  for (;;) {
    const pending = (await client.jobs.list({ limit: 20 })).jobs.filter(({ state }) => state === 'queued' || state === 'running')
    if (pending.length === 0) break
    for (const job of pending) await finished(client, job.id)
  }
})

afterAll(async () => {
  await workspace.close()
  folder.remove()
})

/** Runs a job on a thread that is ended after `milliseconds`, wherever it is; says whether it was done before. `again` is the number of a job that is run once more. */
async function runAndEnd(kind: JobKind, input: unknown, milliseconds: number, again?: number): Promise<'finished' | 'killed'> {
  const host = testHost({ folder: folder.path })
  const gate = new WriteGate()
  const kill = new AbortController()
  const id = again ?? (jobId += 1)
  const { reader, writer, job, bag } = host.workers
  const outcome = runJobThread(
    host.workers.job,
    {
      jobId: id, kind, input, attempt: 1, call: workspace.core.settings.context(), workspaceFile: host.workspaceFile, dataFolder: host.dataFolder,
      workers: { reader: reader.href, writer: writer.href, job: job.href, bag: bag.href }, cores: 1, cancel: new SharedArrayBuffer(4),
    },
    gate,
    { onProgress: () => undefined, onChange: () => undefined },
    kill.signal,
  ).then(
    () => 'finished' as const,
    (error: unknown) => {
      if (!kill.signal.aborted) throw error
      return 'killed' as const
    },
  )
  const timer = setTimeout(() => kill.abort(), milliseconds)
  const how = await outcome
  clearTimeout(timer)
  // The turn that the thread may have held is free again.
  const release = await gate.acquire('person')
  release()
  return how
}

/** A lead can be saved at once, and every check of the workspace passes. */
async function expectSound(): Promise<void> {
  const { client } = workspace
  const saved = await client.dataset.create({ table: 'lead', values: { last_name: 'After the kill' } })
  expect((await client.dataset.record({ table: 'lead', id: saved.id })).values['last_name']).toBe('After the kill')
  expect((await client.workspace.check()).checks.filter(({ ok }) => !ok)).toEqual([])
}

function moments(seed: number, least: number, most: number): number[] {
  const random = createRandom(seed)
  return Array.from({ length: 10 }, () => Math.round(least + random.next() * (most - least)))
}

describe('a job thread that is killed', () => {
  it.each(moments(21, 30, 600))('inside an import leaves the whole file or nothing of it, after %i ms', async (milliseconds) => {
    const before = (await workspace.client.workspace.info()).counts.leads
    const mapping = { table: 'lead', columns: [{ source: 'id', target: 'topic' }, { source: 'topic', ignore: true }, { source: 'city', target: 'city' }] }
    const how = await runAndEnd('import', { path: csv, name: 'leads.csv', bytes: 1, fileId: 'none', mapping }, milliseconds)
    const grown = (await workspace.client.workspace.info()).counts.leads - before
    expect(how === 'finished' ? [rows] : [0, rows]).toContain(grown)
    await expectSound()
  })

  it.each(moments(22, 200, 2500))('inside training leaves a version that the next run completes, after %i ms', async (milliseconds) => {
    const db = new BetterSqlite3(workspace.core.host.workspaceFile)
    const { model_id: modelId, config } = db.prepare("SELECT model_id, config FROM model_version WHERE state = 'published' LIMIT 1").get() as { model_id: number; config: string }
    const number = milliseconds + jobId
    const versionId = Number(db.prepare("INSERT INTO model_version (model_id, number, state, config, job_id) VALUES (?, ?, 'training', ?, ?)").run(modelId, number, config.replace('"bags":14', '"bags":2'), jobId + 1).lastInsertRowid)
    const stateOf = (): unknown => db.prepare('SELECT state, artifact IS NOT NULL AS learned, report IS NOT NULL AS reported FROM model_version WHERE id = ?').get(versionId)
    const how = await runAndEnd('train', { modelId, versionId }, milliseconds)
    const after = stateOf()
    expect([{ state: 'training', learned: 0, reported: 0 }, { state: 'trained', learned: 1, reported: 1 }]).toContainEqual(after)
    if (how === 'finished') expect(after).toMatchObject({ state: 'trained' })
    await expectSound()
    expect(await runAndEnd('train', { modelId, versionId }, 120_000, jobId)).toBe('finished')
    expect(stateOf()).toEqual({ state: 'trained', learned: 1, reported: 1 })
    db.close()
  })

  it.each(moments(23, 50, 700))('inside scoring leaves scores that the next run completes, after %i ms', async (milliseconds) => {
    await runAndEnd('score', { all: true }, milliseconds)
    await expectSound()
    expect(await runAndEnd('score', { all: true }, 120_000)).toBe('finished')
    const { rows: page } = await workspace.client.scores.page({ entity: 'lead', view: 'all_open', offset: 0, limit: 500 })
    expect(page.filter(({ score }) => score === null)).toEqual([])
  })
})
