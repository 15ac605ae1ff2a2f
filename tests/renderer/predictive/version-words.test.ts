import { describe, expect, test } from 'vitest'
import { compareLines, namesOf, sameRecordsWords } from '#renderer/features/predictive/compare-lines.ts'
import { publishWords } from '#renderer/features/predictive/publish-words.ts'

const NOW = Date.UTC(2026, 10, 21)
const found = { auc: 0.7, verdict: 'ready', trainedAt: NOW, trainedRows: 90 } as const
const published = { version: 2, publishedAt: NOW, scored: 10, ...found }
const model = { published, latest: { id: 3, version: 3, state: 'trained' as const, jobId: null, ...found } }

describe('publishing', () => {
  test('is dim for the published version, until another is trained', () => {
    expect(publishWords(model, { state: 'published', number: 2, report: null }).off).toBe('Version 2 is published; retrain or edit first')
    expect(publishWords(model, { state: 'trained', number: 3, report: null })).toMatchObject({ verb: 'Publish', off: null, sentence: 'Version 3 scores instead of version 2, which is kept.' })
  })

  test('of a version that was replaced is a restoration; while another is trained it waits', () => {
    expect(publishWords(model, { state: 'retired', number: 1, report: null })).toMatchObject({ verb: 'Restore', off: null })
    expect(publishWords({ ...model, latest: { ...model.latest, state: 'training' } }, { state: 'retired', number: 1, report: null }).off).toContain('being trained')
    expect(publishWords({ ...model, published: null }, { state: 'trained', number: 1, report: null }).sentence).toBe('Version 1 begins to score.')
  })
})

describe('two versions side by side', () => {
  const side = { id: 1, number: 1, trainedAt: NOW, windowMonths: 24, trainedRows: 1200, measuredRows: 240, auc: 0.7, aucLow: 0.65, aucHigh: 0.75, logLoss: 0.5, brier: 0.2, calibrationError: 0.02, calibrationSlope: 1, attributes: 30 }

  test('have a line a number, with the change', () => {
    const lines = new Map(compareLines({ active: side, other: { ...side, auc: 0.72, logLoss: 0.48, trainedRows: 1100, windowMonths: 12 } }, { now: NOW, timeZone: 'UTC' }).map((line) => [line.name, line]))
    expect(lines.get('AUC, 95 % interval')).toMatchObject({ active: '0.700 (0.65 to 0.75)', other: '0.720 (0.65 to 0.75)', change: '+0.020' })
    expect(lines.get('Log loss')?.change).toBe('−0.020')
    expect(lines.get('Records learned from')).toMatchObject({ active: '1,200', other: '1,100', change: '−100' })
    expect(lines.get('Records measured on')?.change).toBe('')
  })

  test('name a dozen of the attributes that differ, and count the rest', () => {
    const labels = (size: number) => Array.from({ length: size }, (_unused, index) => ({ label: `a${index}` }))
    expect(namesOf([])).toBe('no attribute')
    expect(namesOf(labels(12))).toMatch(/^a0, .*, a11$/u)
    expect(namesOf(labels(15))).toMatch(/, a11 and 3 more$/u)
  })

  test('measured on the same records say so, with the denominator', () => {
    const quality = { auc: 0.72, aucLow: 0.68, aucHigh: 0.76, logLoss: 0.5, brier: 0.2 }
    const comparison = { at: NOW, trigger: 'hand', activeVersion: 1, sameConfiguration: false, inTime: true, rows: 240, positives: 90, candidate: quality, active: { ...quality, auc: 0.7 }, difference: { auc: 0.02, low: -0.01, high: 0.05 }, rule: 'good_enough', published: true, sentence: '' } as const
    expect(sameRecordsWords(comparison)).toContain('On the same 240 newest closed records')
    expect(sameRecordsWords(comparison)).toContain('+0.020 (95\u00a0% interval −0.010 to +0.050)')
    expect(sameRecordsWords({ ...comparison, sameConfiguration: true })).toContain('both have AUC 0.720')
    expect(sameRecordsWords({ ...comparison, active: null, difference: null })).toContain('could not be measured any more')
  })
})
