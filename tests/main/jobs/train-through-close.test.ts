import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SextantClient } from '#shared/contract/index'
import { finished, openWorkspace, type OpenWorkspace } from '../../support/workspace.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { emptyWorkspace, fillSample, NOW } from './support.ts'

const folder = temporaryFolder()
let workspace: OpenWorkspace
const open = async (): Promise<OpenWorkspace> => await openWorkspace({ folder: folder.path, file: `${folder.path}/closed.sextant`, now: () => NOW })
beforeAll(async () => {
  const bench = emptyWorkspace(folder.path, 'closed')
  fillSample(bench, 600)
  bench.close()
  workspace = await open()
})
afterAll(async () => {
  await workspace.close()
  folder.remove()
})

async function learning(client: SextantClient, jobId: number): Promise<void> {
  for await (const job of await client.jobs.watch({ jobId })) if (job.state === 'running' && (job.progress?.done ?? 0) > 0) return
}

test('two models on the same records train at once; the workspace closed meanwhile, both end when it is opened again', async () => {
  const { client } = workspace
  const begun = await Promise.all(
    ['First', 'Second'].map(async (name) => {
      const { id } = await client.predictive.create({ entity: 'lead', name, config: { bags: 2 } })
      return { modelId: id, jobId: (await client.predictive.train({ modelId: id })).jobId }
    }),
  )
  await learning(client, begun[0]?.jobId ?? 0)
  await workspace.close()

  workspace = await open()
  const again = workspace.client
  for (const { jobId, modelId } of begun) {
    expect(await finished(again, jobId)).toMatchObject({ state: 'done', error: null })
    const { versions } = await again.predictive.get({ modelId })
    expect(versions.map(({ number, report }) => [number, report === null])).toEqual([[1, false]])
  }
  expect((await again.workspace.check()).ok).toBe(true)
}, 60_000)
