import { describe, expect, it } from 'vitest'
import type { ModelReport } from '#shared/contract/index'
import { atThreshold, chanceBins, spreadAnswer, thresholdAnswer } from '#renderer/features/predictive/at-threshold.ts'

const holdout = {
  rows: 100, positives: 40, auc: 0.8, aucLow: 0.7, aucHigh: 0.9, logLoss: 0.5, brier: 0.2, calibrationError: 0.02, calibrationLow: 0, calibrationHigh: 0, calibrationSlope: 1, calibrationIntercept: 0,
  threshold: 0.5, accuracy: 0.8, precision: 0.75, recall: 0.75, f1: 0.75, conversionRate: 0.4, confusion: { truePositive: 30, falsePositive: 10, trueNegative: 50, falseNegative: 10 },
} satisfies ModelReport['holdout']
const report = { holdout, thresholds: [{ threshold: 0, truePositive: 40, falsePositive: 60 }, { threshold: 0.25, truePositive: 38, falsePositive: 30 }, { threshold: 0.5, truePositive: 30, falsePositive: 10 }, { threshold: 0.75, truePositive: 10, falsePositive: 0 }] }
const words = { win: 'qualified lead', wins: 'qualified', loss: 'disqualified one', losses: 'disqualified', records: 'leads' }

describe('another threshold', () => {
  it('takes all its numbers from the nearest one that was counted', () => {
    const shown = atThreshold(report, 0.8)
    expect(shown).toMatchObject({ threshold: 0.75, confusion: { truePositive: 10, falsePositive: 0, trueNegative: 60, falseNegative: 30 }, precision: 1, recall: 0.25, accuracy: 0.7 })
    expect(atThreshold({ holdout, thresholds: [] }, 0.8)).toBe(holdout)
  })

  it('says what working everything above it means', () => {
    expect(thresholdAnswer(atThreshold(report, 0.5), words)).toBe('Working the 40 of 100 leads above 50\u00a0% finds 75\u00a0% of those qualified, and 75 in 100 worked are qualified.')
    expect(thresholdAnswer({ ...holdout, confusion: { ...holdout.confusion, truePositive: 0, falsePositive: 0 } }, words)).toContain('would work none')
  })
})

describe('the distribution of the chances', () => {
  it('counts every record once', () => {
    const bins = chanceBins(report)
    expect(bins.reduce((sum, { wins }) => sum + wins, 0)).toBe(40)
    expect(bins.reduce((sum, { losses }) => sum + losses, 0)).toBe(60)
    expect(chanceBins({ holdout, thresholds: [] })).toEqual([])
  })

  it('is answered by the chance that half of the wins were above', () => {
    expect(spreadAnswer(report, words)).toBe('Half of those qualified had a chance above 50\u00a0%; so had 17\u00a0% of those disqualified')
  })
})
