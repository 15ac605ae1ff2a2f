import { UsageError, type Command } from '../command.ts'
import { followJob } from '../follow-job.ts'
import { layTable, moment } from '../layout.ts'
import { exactWords, numberOption, wholeNumber } from '../words.ts'

export const jobs: Command = {
  name: 'jobs',
  usage: 'jobs [cancel|retry JOB] [--limit N]',
  summary: 'List the jobs, newest first; cancel one, or run a failed one again.',
  options: { limit: { type: 'string' } },
  optionLines: ['--limit N   at most so many, 1 to 500; 20 when left out'],
  async run({ words, values, open }) {
    const [action, word] = words
    if (action === undefined) {
      const limit = numberOption(values, 'limit', 1, 500) ?? 20
      const session = await open()
      const { jobs: list, running } = await session.client.jobs.list({ limit })
      const rows = list.map((job) => [job.id, job.title, job.state, moment(job.createdAt), moment(job.finishedAt), job.error ?? ''])
      const columns = [{ title: 'Job', align: 'right' }, { title: 'Title' }, { title: 'State' }, { title: 'Queued' }, { title: 'Ended' }, { title: 'Error' }] as const
      return { json: { jobs: list, running }, text: rows.length === 0 ? 'There are no jobs.' : layTable(columns, rows) }
    }
    if (action !== 'cancel' && action !== 'retry') throw new UsageError(`"${action}" is not expected here; after jobs comes cancel, retry or nothing.`)
    exactWords(words, [action, 'The job\'s number'])
    const jobId = wholeNumber(word ?? '', 'The job\'s number', 1)
    const session = await open()
    if (action === 'cancel') {
      const cancelled = await session.client.jobs.cancel({ jobId })
      return { json: cancelled, text: `Job ${jobId} is ${cancelled.state}.` }
    }
    await session.client.jobs.retry({ jobId })
    const job = await followJob(session, jobId)
    return { json: job, text: `Job ${jobId} is ${job.state}.` }
  },
}
