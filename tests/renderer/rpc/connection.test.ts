import { describe, expect, it } from 'vitest'
import { pauseBefore } from '#renderer/rpc/connection.ts'
import { staleKeys } from '#renderer/rpc/live.ts'
import { CHANGE_TOPICS } from '#shared/contract/workspace'

describe('reconnecting', () => {
  it('waits longer each time, at most five seconds', () => {
    expect([0, 1, 2, 3, 10].map(pauseBefore)).toEqual([250, 500, 1000, 2000, 5000])
  })
})

describe('changes', () => {
  it('make something stale, whatever the topic', () => {
    for (const topic of CHANGE_TOPICS) expect(staleKeys(topic).length).toBeGreaterThan(0)
  })
  it('of records reach the lists, the record and the counts, but no running stream', () => {
    const keys = staleKeys('records').map((key) => JSON.stringify(key))
    for (const path of ['"scores"', '"dataset"', '"workspace","info"']) expect(keys.some((key) => key.includes(path))).toBe(true)
    expect(keys.every((key) => key.includes('"type":"query"'))).toBe(true)
  })
})
