import { expect, test } from 'vitest'
import { finished } from '../../support/workspace.ts'
import { workspaceOfFile } from '../../support/workspace-of-file.ts'

const { workspace } = workspaceOfFile()

test('a model deleted while it trains takes its training with it, and the others go on', async () => {
  const { client } = workspace()
  await finished(client, (await client.workspace.createSample({ leads: 600, seed: 1 })).jobId)
  const models = await client.predictive.list()
  const lead = models.find(({ entity }) => entity === 'lead')
  const jobId = lead?.latest?.jobId ?? 0
  for await (const job of await client.jobs.watch({ jobId })) if (job.state === 'running' && (job.progress?.done ?? 0) > 0) break
  expect(await client.predictive.remove({ modelId: lead?.id ?? 0 })).toEqual({ removed: true })
  expect(await client.jobs.get({ jobId })).toMatchObject({ state: 'cancelled', error: null })
  await expect(client.predictive.get({ modelId: lead?.id ?? 0 })).rejects.toThrow('no longer there')
  expect((await client.predictive.list()).map(({ entity, latest }) => [entity, latest?.state === 'failed'])).toEqual(models.filter((model) => model !== lead).map(({ entity }) => [entity, false]))
  expect((await client.workspace.check()).ok).toBe(true)
})
