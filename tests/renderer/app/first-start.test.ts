import { describe, expect, it } from 'vitest'
import { chainJob } from '#renderer/app/use-first-start.ts'
import type { Job } from '#shared/contract/index'

const job = (id: number, kind: Job['kind'], state: Job['state'], createdAt: number, finishedAt: number | null = null): Job => ({
  id, kind, state, createdAt, finishedAt, title: kind, progress: null, result: null, error: null, attempts: 1, startedAt: createdAt, dueAt: createdAt, canCancel: true, canRetry: false,
})

describe('the first start', () => {
  it('follows the sample, then its training, then its scoring', () => {
    expect(chainJob([job(1, 'sample', 'running', 0)])?.id).toBe(1)
    const sample = job(1, 'sample', 'done', 0, 5000)
    expect(chainJob([job(3, 'train', 'queued', 5200), job(2, 'train', 'running', 5100), sample])?.id).toBe(2)
    expect(chainJob([job(4, 'score', 'running', 9000), sample])?.id).toBe(4)
  })
  it('leaves later trainings to their own page', () => {
    expect(chainJob([job(9, 'train', 'running', 3_600_000), job(1, 'sample', 'done', 0, 5000)])).toBeUndefined()
    expect(chainJob([job(9, 'train', 'running', 0)])).toBeUndefined()
  })
})
