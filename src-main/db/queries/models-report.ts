import type { ModelReport } from '#shared/contract/model-report'

/** What reports of versions before 0.2 lack; empty, so that pages say nothing instead of something wrong. */
const LACKING = {
  logisticCurves: { roc: [], precisionRecall: [], lift: [] },
  gainOverLogistic: { auc: 0, low: 0, high: 0 },
  precisionRecall: [],
  thresholds: [],
  learningCurve: { points: [], helps: 'unclear', sentence: '' },
  appVersion: null,
  stages: null,
  columns: { used: [], refused: [] },
} as const

const NO_LINE = { calibrationLow: 0, calibrationHigh: 0, calibrationSlope: 1, calibrationIntercept: 0 }
const NO_COUNTS = { calibrationError: 0, threshold: 0, accuracy: 0, precision: 0, recall: 0, f1: 0, confusion: { truePositive: 0, falsePositive: 0, trueNegative: 0, falseNegative: 0 } }

/** A stored report; parts that its version did not measure yet are empty. */
export function readReport(text: string): ModelReport {
  const stored = JSON.parse(text) as ModelReport
  const { holdout } = stored
  return { ...structuredClone(LACKING), ...stored, holdout: { ...NO_LINE, ...holdout }, logistic: { ...holdout, ...NO_COUNTS, ...NO_LINE, ...stored.logistic } }
}
