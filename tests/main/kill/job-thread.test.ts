import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '#shared/lib/random'
import { runJobThread } from '#main/core/jobs/job-thread'
import { WriteGate } from '#main/workers/write-gate'
import type { JobStart } from '#main/workers/protocol'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { finished, openWorkspace, testHost } from '../../support/workspace.ts'

const folder = temporaryFolder()
const csv = join(folder.path, 'leads.csv')
const rows = 20_000

beforeAll(async () => {
  const lines = ['id,topic,city']
  for (let row = 0; row < rows; row += 1) lines.push(`T-${row},Topic ${row % 89},City ${row % 13}`)
  writeFileSync(csv, lines.join('\n'))
  const { client, close } = await openWorkspace({ folder: folder.path })
  await finished(client, (await client.workspace.createSample({ leads: 800, seed: 5 })).jobId)
  await close()
})

afterAll(() => folder.remove())

describe('a job thread that is killed', () => {
  const random = createRandom(21)
  it.each(Array.from({ length: 10 }, () => Math.round(30 + random.next() * 600)))('leaves nothing half done and lets the next writer write, after %i ms', async (milliseconds) => {
    const { core, client, close } = await openWorkspace({ folder: folder.path })
    const before = (await client.workspace.info()).counts.leads
    const host = testHost({ folder: folder.path })
    const gate = new WriteGate()
    const kill = new AbortController()
    const input = { path: csv, name: 'leads.csv', bytes: 1, fileId: 'none', mapping: { table: 'lead', columns: [{ source: 'id', target: 'topic' }, { source: 'topic', ignore: true }, { source: 'city', target: 'city' }] } }
    const start: JobStart = {
      jobId: 1_000_000 + milliseconds,
      kind: 'import',
      input,
      attempt: 1,
      call: core.settings.context(),
      workspaceFile: host.workspaceFile,
      dataFolder: host.dataFolder,
      workers: { reader: host.workers.reader.href, writer: host.workers.writer.href, job: host.workers.job.href, bag: host.workers.bag.href },
      cores: 1,
      cancel: new SharedArrayBuffer(4),
    }
    const outcome = runJobThread(host.workers.job, start, gate, { onProgress: () => undefined, onChange: () => undefined }, kill.signal).then(
      () => 'finished',
      () => 'killed',
    )
    setTimeout(() => kill.abort(), milliseconds)
    const how = await outcome
    const release = await gate.acquire('person')
    release()
    const saved = await client.dataset.create({ table: 'lead', values: { last_name: 'After the kill' } })
    expect((await client.dataset.record({ table: 'lead', id: saved.id })).values['last_name']).toBe('After the kill')
    const grown = (await client.workspace.info()).counts.leads - before - 1
    expect(how === 'finished' ? [rows] : [0, rows]).toContain(grown)
    await close()
  })
})
