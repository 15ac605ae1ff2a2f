import { describe, expect, it } from 'vitest'
import { Estimate } from '#main/core/jobs/estimate'

const report = (done: number, stage = 'read') => ({ stage, label: stage, done, total: 1000, unit: 'rows', fraction: done / 1000 })

describe('rate and time left', () => {
  it('says nothing before it can know', () => {
    const first = new Estimate(0).next(report(0), 0)
    expect(first.rate).toBeNull()
    expect(first.secondsLeft).toBeNull()
  })

  it('are right for a steady pace', () => {
    const estimate = new Estimate(0)
    let last = estimate.next(report(0), 0)
    for (let second = 1; second <= 5; second += 1) last = estimate.next(report(second * 100), second * 1000)
    expect(last.rate).toBeCloseTo(100)
    expect(last.secondsLeft).toBeCloseTo(5)
  })

  it('forget the pace of the stage before', () => {
    const estimate = new Estimate(0)
    for (let second = 0; second <= 5; second += 1) estimate.next(report(second * 100), second * 1000)
    const next = estimate.next({ ...report(10, 'apply'), fraction: 0.6 }, 5100)
    expect(next.rate).toBeNull()
    expect(next.secondsLeft).toBeCloseTo(3.4)
  })
})
