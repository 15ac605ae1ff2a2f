import type { Job } from '#shared/contract/index'
import { Problem } from '#main/db/errors'
import { Fault, Interrupted, type Session } from './command.ts'
import { count, duration } from './layout.ts'

type Progress = NonNullable<Job['progress']>
/** Where nobody overwrites the line, one line in so many milliseconds is enough. */
const plainGap = 2_000

/** One line: what is done, how far, how fast, how much longer. */
export function progressLine(progress: Progress): string {
  const parts = [progress.label]
  if (progress.fraction !== null) parts.push(`${(progress.fraction * 100).toFixed(0)} %`)
  if (progress.done > 0 || progress.total !== null) parts.push(`${count(progress.done)}${progress.total === null ? '' : ` of ${count(progress.total)}`} ${progress.unit}`)
  if (progress.rate !== null) parts.push(`${count(Math.round(progress.rate))} ${progress.unit}/s`)
  if (progress.secondsLeft !== null) parts.push(`${duration(progress.secondsLeft)} left`)
  return parts.join(' · ')
}

/** Shows a job's progress until it ends and returns it; Ctrl+C cancels it first. Throws `Problem` when it failed, `Interrupted` when it was cancelled. */
export async function followJob(session: Session, jobId: number): Promise<Job> {
  const { client, terminal, signal } = session
  const show = createProgressPrinter(session)
  const cancel = (): void => {
    terminal.err.write(`${terminal.interactive ? '\n' : ''}Stopping …\n`)
    client.jobs.cancel({ jobId }).catch(() => undefined)
  }
  if (signal.aborted) cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    let job = await client.jobs.get({ jobId })
    for await (job of await client.jobs.watch({ jobId })) if (job.progress !== null && job.state === 'running') show(job.progress)
    return settled(session, job)
  } finally {
    signal.removeEventListener('abort', cancel)
    if (terminal.interactive) terminal.err.write('\r\u001b[K')
  }
}

/** Follows whatever the last job has led to, such as the rescoring after an import, so that nothing is left half done. */
export async function followRest(session: Session): Promise<readonly Job[]> {
  const followed: Job[] = []
  for (;;) {
    const { jobs } = await session.client.jobs.list({ limit: 50 })
    const { now } = await session.client.workspace.info()
    const next = jobs.filter((job) => job.state === 'running' || (job.state === 'queued' && job.dueAt <= now)).at(-1)
    if (next === undefined) return followed
    followed.push(await followJob(session, next.id))
  }
}

function settled(session: Session, job: Job): Job {
  if (job.state === 'failed' && session.core.jobs.failedByFault(job.id)) throw new Fault(job.error ?? `${job.title} failed.`)
  if (job.state === 'failed') throw new Problem('BAD_INPUT', job.error ?? `${job.title} failed.`)
  if (job.state === 'cancelled') throw new Interrupted(`${job.title} was cancelled; nothing half done was kept.`)
  return job
}

function createProgressPrinter({ terminal }: Session): (progress: Progress) => void {
  let last = Number.NEGATIVE_INFINITY
  let stage = ''
  return (progress) => {
    const line = progressLine(progress)
    if (terminal.interactive) {
      terminal.err.write(`\r\u001b[K${line}`)
      return
    }
    const now = performance.now()
    if (progress.stage === stage && now - last < plainGap) return
    last = now
    stage = progress.stage
    terminal.err.write(`${line}\n`)
  }
}
