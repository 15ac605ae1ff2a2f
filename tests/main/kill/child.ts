/** Runs one job on a workspace while saving leads, and prints each acknowledged lead; to be killed from outside. */
import { openWorkspace } from '../../support/workspace.ts'

const [folder = '', kind = '', file = ''] = process.argv.slice(2)
const { core, client } = await openWorkspace({ folder })
const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

async function begin(): Promise<number> {
  if (kind === 'import') {
    const { fileId } = await core.uploads.register(file)
    const mapping = { table: 'lead', key: 'external_id', columns: [{ source: 'id', target: 'external_id' }] }
    return (await client.dataset.import({ fileId, mapping })).jobId
  }
  if (kind === 'train') {
    const [model] = await client.predictive.list()
    return (await client.predictive.train({ modelId: model?.id ?? 0 })).jobId
  }
  return (await client.scores.rescore({ all: true })).jobId
}

const jobId = await begin()
say(`job ${jobId}`)
void (async () => {
  for await (const job of await client.jobs.watch({ jobId })) if (job.state === 'done') say(`done ${jobId}`)
})()
for (let number = 0; ; number += 1) {
  const record = await client.dataset.create({ table: 'lead', values: { last_name: `Ledger ${process.pid} ${number}` } })
  say(`saved ${record.id} ${process.pid} ${number}`)
  await new Promise((resolve) => setTimeout(resolve, 5))
}
