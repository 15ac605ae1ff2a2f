import { describe, expect, it } from 'vitest'
import { WriteGate } from '#main/workers/write-gate'

describe('the write gate', () => {
  it('lets one writer through at a time, people before jobs, each in order of arrival', async () => {
    const gate = new WriteGate()
    const order: string[] = []
    const release = await gate.acquire('job')
    const turns = (['job', 'job', 'person', 'person'] as const).map(async (priority, index) => {
      const end = await gate.acquire(priority)
      order.push(`${priority} ${index}`)
      await Promise.resolve()
      end()
    })
    expect(order).toEqual([])
    release()
    await Promise.all(turns)
    expect(order).toEqual(['person 2', 'person 3', 'job 0', 'job 1'])
  })

  it('ignores a turn that is ended twice', async () => {
    const gate = new WriteGate()
    const first = await gate.acquire('person')
    const second = gate.acquire('job')
    first()
    first()
    const end = await second
    let third = false
    const last = gate.acquire('job').then((release) => {
      third = true
      release()
    })
    await Promise.resolve()
    expect(third).toBe(false)
    end()
    await last
  })
})
