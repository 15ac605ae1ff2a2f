import { describe, expect, test } from 'vitest'
import { compareConfigurations } from '#shared/domain/predictive/compare-configurations'
import { compareVersions, type ComparedReport } from '#shared/domain/predictive/compare-versions'

const outcome = Uint8Array.of(1, 1, 0, 0)

describe('two configurations on the same records', () => {
  test('have their own numbers and a paired difference', () => {
    const found = compareConfigurations(Float64Array.of(0.9, 0.8, 0.2, 0.1), Float64Array.of(0.9, 0.2, 0.8, 0.1), outcome)
    expect(found).toMatchObject({ rows: 4, positives: 2, candidate: { auc: 1 }, active: { auc: 0.75 } })
    expect(found.difference.auc).toBeCloseTo(0.25)
    expect(found.difference.low).toBeLessThan(found.difference.high)
    expect(found.candidate.brier).toBeCloseTo((0.01 + 0.04 + 0.04 + 0.01) / 4)
  })

  test('that say the same have no difference', () => {
    const same = Float64Array.of(0.9, 0.2, 0.8, 0.1)
    expect(compareConfigurations(same, same, outcome).difference).toEqual({ auc: 0, low: 0, high: 0 })
  })
})

const report = (auc: number, half: number, influence: Record<string, number>): ComparedReport => {
  const used = Object.entries(influence).map(([name, value]) => ({ name, label: name.toUpperCase(), influence: value }))
  return { holdout: { auc, aucLow: auc - half, aucHigh: auc + half, logLoss: 0.5, brier: 0.2, calibrationError: 0.02, calibrationSlope: 1, rows: 100 }, importance: used, columns: { used } }
}

describe('two versions', () => {
  test('differ in attributes and in shares of the influence, the largest change first', () => {
    const found = compareVersions(report(0.7, 0.05, { a: 3, b: 1 }), report(0.72, 0.05, { a: 1, c: 1 }), { active: 1, other: 2 })
    expect(found.added).toEqual([{ name: 'c', label: 'C' }])
    expect(found.removed).toEqual([{ name: 'b', label: 'B' }])
    expect(found.influence).toEqual([
      { name: 'c', label: 'C', active: null, other: 0.5 },
      { name: 'a', label: 'A', active: 0.75, other: 0.5 },
      { name: 'b', label: 'B', active: 0.25, other: null },
    ])
    expect(found.sentence).toContain('cannot be told apart')
  })

  test('are called better or worse only where the intervals do not meet', () => {
    expect(compareVersions(report(0.6, 0.02, {}), report(0.7, 0.02, {}), { active: 1, other: 2 }).sentence).toMatch(/^Version 2 ranks better than version 1/u)
    expect(compareVersions(report(0.7, 0.02, {}), report(0.6, 0.02, {}), { active: 2, other: 1 }).sentence).toMatch(/^Version 1 ranks less well than version 2/u)
  })
})
