import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Job } from '#shared/contract/index'
import { openWire, wireNames, type Connection, type Wire } from './wires.ts'
import { createWorld, startTicking, type World } from './world.ts'

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const doneOf = (job: Job): number => job.progress?.done ?? 0

async function firstRunning(connection: Connection, jobId: number): Promise<Job> {
  for await (const job of await connection.client.jobs.watch({ jobId })) if (job.state === 'running' && doneOf(job) > 0) return job
  throw new Error('The job ended before it was seen running')
}

describe.each(wireNames)('streams over %s', (name) => {
  let world: World
  let wire: Wire
  let connection: Connection

  beforeAll(async () => {
    world = await createWorld({ tickingJobs: true })
    wire = await openWire(name, world.core)
    connection = await wire.connect()
  })
  afterAll(async () => {
    connection.drop()
    await wire.close()
    await world.close()
  })

  it('send the current state first, then at most ten changes a second, and end with the job', async () => {
    const jobId = await startTicking(world)
    const began = performance.now()
    const seen: Job[] = []
    for await (const job of await connection.client.jobs.watch({ jobId })) seen.push(job)
    const seconds = (performance.now() - began) / 1000
    expect(['queued', 'running']).toContain(seen[0]?.state)
    expect(seen.length).toBeLessThanOrEqual(seconds * 10 + 2)
    expect(seen.length).toBeGreaterThan(3)
    expect(seen.at(-1)).toMatchObject({ id: jobId, state: 'done', result: { ticks: 500 } })
    const steps = seen.slice(0, -1).map(doneOf)
    expect(steps).toEqual(steps.toSorted((left, right) => left - right))
  })

  it('end with the state cancelled when the job is cancelled', async () => {
    const jobId = await startTicking(world)
    await firstRunning(connection, jobId)
    const [last] = await Promise.all([lastOf(connection, jobId), connection.client.jobs.cancel({ jobId })])
    expect(last.state).toBe('cancelled')
    expect((await connection.client.jobs.get({ jobId })).state).toBe('cancelled')
  })

  it('never cancel the job by being left, and can be left by a signal', async () => {
    const jobId = await startTicking(world)
    await firstRunning(connection, jobId)
    const abort = new AbortController()
    const left = (async () => {
      for await (const job of await connection.client.jobs.watch({ jobId }, { signal: abort.signal })) if (doneOf(job) > 5) abort.abort()
    })()
    await left.catch((error: unknown) => {
      if (!abort.signal.aborted) throw error
    })
    expect((await lastOf(connection, jobId)).state).toBe('done')
  })

  it('go on from the current state after a reload in the middle of a job', async () => {
    const jobId = await startTicking(world)
    const before = await wire.connect()
    const seen = await firstRunning(before, jobId)
    before.drop()
    const after = await wire.connect()
    const states: Job[] = []
    for await (const job of await after.client.jobs.watch({ jobId })) states.push(job)
    after.drop()
    expect(states[0]?.state).toBe('running')
    expect(doneOf(states[0] as Job)).toBeGreaterThanOrEqual(doneOf(seen))
    expect(states.at(-1)?.state).toBe('done')
  })

  it('let a slow reader miss states but neither the end nor other answers', async () => {
    const jobId = await startTicking(world)
    const seen: Job[] = []
    for await (const job of await connection.client.jobs.watch({ jobId })) {
      seen.push(job)
      // It is answered although the states that came meanwhile have not been read.
      await connection.client.workspace.settings()
      await pause(350)
    }
    expect(seen.at(-1)?.state).toBe('done')
    expect(seen.length).toBeLessThan(500)
  })

  it('refuse to watch a job that does not exist', async () => {
    const watch = async () => {
      for await (const job of await connection.client.jobs.watch({ jobId: 999_999 })) return job
      return undefined
    }
    await expect(watch()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

async function lastOf(connection: Connection, jobId: number): Promise<Job> {
  let last: Job | undefined
  for await (const job of await connection.client.jobs.watch({ jobId })) last = job
  if (last === undefined) throw new Error('The stream sent nothing')
  return last
}
