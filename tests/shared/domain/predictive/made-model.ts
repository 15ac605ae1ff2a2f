import type { EbmModel } from '#shared/domain/predictive/model'

/** A model written by hand: one category, one number, one date, and numbers that can be checked in the head. */
export const HAND_MODEL: EbmModel = {
  format: 'sextant-ebm',
  version: 2,
  features: [
    { name: 'lead.industry', label: 'Industry', origin: 'record', kind: 'category', unit: null, binning: { kind: 'category', categories: ['Finance', 'Retail', 'Farming'] }, pairBins: null },
    { name: 'lead.visits', label: 'Total visits', origin: 'intelligent', kind: 'numeric', unit: null, binning: { kind: 'numeric', cuts: [3.5, 6.5] }, pairBins: null },
    { name: 'lead.event', label: 'Next event', origin: 'record', kind: 'numeric', unit: 'date', binning: { kind: 'numeric', cuts: [1762300800000] }, pairBins: null },
  ],
  terms: [
    { features: [0], scores: [-0.5, 1, -1, 0.25, 0], deviations: [0.1, 0.1, 0.1, 0.2, 0], counts: [100, 412, 476, 12, 0], positives: [20, 264, 90, 6, 0] },
    { features: [1], scores: [0, -0.4, 0.2, 0.4, 0], deviations: [0, 0, 0, 0, 0], counts: [0, 400, 300, 300, 0], positives: [0, 100, 100, 180, 0] },
    { features: [2], scores: [0, 0.1, -0.1, 0], deviations: [0, 0, 0, 0], counts: [0, 500, 500, 0], positives: [0, 150, 230, 0] },
  ],
  intercept: -0.5,
  calibration: { slope: 2, intercept: 0.25 },
  priorRate: 0.38,
  trainedOn: { rows: 1000, positives: 380, from: 1730000000000, to: 1760000000000, trainedAt: 1763000000000, seed: 1, bags: 14 },
}
