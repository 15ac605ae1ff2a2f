import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Job } from '#shared/contract/jobs'
import { Changes } from '#main/core/workspace/changes'
import { watchJob } from '#main/core/jobs/watch'

const base: Job = {
  id: 1, kind: 'train', title: 'Training', state: 'running', progress: null, result: null, error: null, attempts: 1,
  createdAt: 0, startedAt: 0, finishedAt: null, dueAt: 0, canCancel: true, canRetry: false,
}

function source(first: Job): { job: Job; listeners: Set<() => void>; change(state: Job['state']): void; read(): Promise<Job>; subscribe(listener: () => void): () => void } {
  const listeners = new Set<() => void>()
  return {
    job: first,
    listeners,
    change(state) {
      this.job = { ...this.job, state }
      for (const listener of listeners) listener()
    },
    read() {
      return Promise.resolve(this.job)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

describe('watching a job', () => {
  afterEach(() => vi.useRealTimers())

  it('sends the current state first and ends after a final one', async () => {
    const job = source(base)
    const seen: string[] = []
    const watching = (async () => {
      for await (const state of watchJob(job, undefined)) {
        seen.push(state.state)
        if (state.state === 'running') setTimeout(() => job.change('done'), 5)
      }
    })()
    await watching
    expect(seen).toEqual(['running', 'done'])
    expect(job.listeners.size).toBe(0)
  })

  it('sends at most ten states a second, and the last one always', async () => {
    vi.useFakeTimers()
    const job = source(base)
    const times: number[] = []
    let last = ''
    const flood = setInterval(() => job.change('running'), 1)
    setTimeout(() => {
      clearInterval(flood)
      job.change('cancelled')
    }, 550)
    const watching = (async () => {
      for await (const state of watchJob(job, undefined)) {
        times.push(Date.now())
        last = state.state
      }
    })()
    await vi.advanceTimersByTimeAsync(700)
    await watching
    expect(last).toBe('cancelled')
    expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 100, 200, 300, 400, 500, 600])
  })

  it('stops listening when the watcher leaves', async () => {
    const job = source(base)
    const leaving = new AbortController()
    const watching = (async () => {
      for await (const state of watchJob(job, leaving.signal)) expect(state.state).toBe('running')
    })()
    await expect.poll(() => job.listeners.size).toBe(1)
    leaving.abort()
    await watching
    expect(job.listeners.size).toBe(0)
  })
})

describe('the stream of changes', () => {
  it('merges what a slow reader missed into one event', async () => {
    const changes = new Changes()
    const leaving = new AbortController()
    const stream = changes.watch(leaving.signal)
    const first = stream.next()
    changes.publish(['scores'])
    expect((await first).value).toEqual({ topics: ['scores'] })
    for (let count = 0; count < 1000; count += 1) changes.publish(['records', 'scores'])
    expect((await stream.next()).value).toEqual({ topics: ['records', 'scores'] })
    leaving.abort()
    expect((await stream.next()).done).toBe(true)
  })
})
