import { expect, it } from 'vitest'
import { resultWords, seconds } from '#renderer/features/jobs/job-words.ts'

it('says what a job came to, leaving out nothing and what is unknown', () => {
  expect(resultWords({ kind: 'import', state: 'done', result: { inserted: 8716, updated: 0, rejected: 12 } })).toBe('8,716 new, 12 rejected')
  expect(resultWords({ kind: 'train', state: 'done', result: { version: 2, auc: 0.8412 } })).toBe('version 2, AUC 0.84')
  expect(resultWords({ kind: 'score', state: 'done', result: { scored: 'many' } })).toBe('')
  expect(resultWords({ kind: 'retrain', state: 'done', result: { version: 3, auc: 0.7, published: true } })).toBe('version 3, AUC 0.70, published')
  expect(resultWords({ kind: 'retrain', state: 'done', result: { version: 3, auc: 0.7, published: false } })).toBe('version 3, AUC 0.70, kept beside the published one')
  expect(resultWords({ kind: 'score', state: 'cancelled', result: null })).toBe('Nothing of it was kept')
  expect(resultWords({ kind: 'score', state: 'failed', result: null })).toBe('')
})

it('knows how long a finished job took', () => {
  expect(seconds({ startedAt: 1000, finishedAt: 4500 })).toBe(3.5)
  expect(seconds({ startedAt: null, finishedAt: 4500 })).toBeNull()
})
