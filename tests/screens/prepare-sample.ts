import { finished, openWorkspace } from '../support/workspace.ts'

/** Makes the sample company with its first model published, as the first start does. */
export async function prepareSample(folder: string, file: string): Promise<void> {
  const { client, close } = await openWorkspace({ folder, file })
  await finished(client, (await client.workspace.createSample({})).jobId)
  for (;;) {
    const { jobs } = await client.jobs.list({ limit: 20 })
    const pending = jobs.filter((job) => job.state === 'running' || job.state === 'queued')
    if (pending.length === 0) break
    for (const job of pending) await finished(client, job.id)
  }
  await close()
}
