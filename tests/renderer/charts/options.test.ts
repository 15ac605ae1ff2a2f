import { describe, expect, it } from 'vitest'
import { byMonth, monthName } from '#renderer/charts/by-month.ts'
import { escapeHtml } from '#renderer/charts/common.ts'
import { bands, binScores, histogram } from '#renderer/charts/histogram.ts'
import { importance } from '#renderer/charts/importance.ts'
import type { Palette } from '#renderer/charts/palette.ts'
import { calibration, gain, roc } from '#renderer/charts/roc.ts'
import { scoreHistory, versionChanges } from '#renderer/charts/score-history.ts'

const palette: Palette = { ink: 'ink', second: 'second', muted: 'muted', grid: 'grid', axis: 'axis', text: 'text', faint: 'faint', surface: 'surface', raised: 'raised', border: 'border', soft: 'soft', positive: 'positive', negative: 'negative', warning: 'warning', grades: { A: 'a', B: 'b', C: 'c', D: 'd' }, font: 'font' }

describe('histogram', () => {
  it('counts every score once, 100 in the last bin', () => {
    const bins = binScores([0, 2.4, 2.5, 99.9, 100], 40)
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(5)
    expect([bins[0]?.count, bins[1]?.count, bins[39]?.count]).toEqual([2, 1, 2])
  })
  it('divides 0 to 100 at the cuts and colours the bands', () => {
    const cuts = [{ grade: 'A', from: 80 }, { grade: 'D', from: 0 }, { grade: 'B', from: 50 }]
    expect(bands(cuts)).toEqual([{ grade: 'D', from: 0, to: 50 }, { grade: 'B', from: 50, to: 80 }, { grade: 'A', from: 80, to: 100 }])
    const series = histogram(binScores([1]), cuts)(palette).series
    expect(JSON.stringify(series)).toContain('"color":"a"')
  })
})

describe('by month', () => {
  it('names months and dims those before the window', () => {
    expect(monthName('2026-11')).toBe('Nov 2026')
    const option = byMonth([{ month: '2026-01', positive: 1, negative: 2 }, { month: '2026-02', positive: 3, negative: 4 }], { positive: 'qualified', negative: 'disqualified' }, '2026-02')(palette)
    expect(JSON.stringify(option.series)).toContain('"opacity":0.4')
  })
})

describe('score over time', () => {
  const points = [{ at: 1, score: 50, grade: 'B', version: 1 }, { at: 2, score: 60, grade: 'B', version: 1 }, { at: 3, score: 58, grade: 'B', version: 2 }]
  it('marks where the version changed', () => {
    expect(versionChanges(points)).toEqual([points[2]])
    expect(JSON.stringify(scoreHistory(points, String)(palette).series)).toContain('"step":"end"')
  })
})

describe('the others', () => {
  it('draw the largest influence on top', () => {
    const option = importance([{ label: 'small', influence: 0.1 }, { label: 'large', influence: 0.9 }], String)(palette)
    expect(option.yAxis).toMatchObject({ data: ['small', 'large'] })
  })
  it('draw no threshold where there is none', () => {
    expect(roc([[0, 0], [1, 1]], null)(palette).series).toHaveLength(2)
    expect(roc([[0, 0], [1, 1]], [0.2, 0.6])(palette).series).toHaveLength(3)
    expect(gain([{ share: 0.2, gain: 0.58 }, { share: 1, gain: 1 }], 0.2)(palette).series).toHaveLength(3)
    expect(calibration([{ predicted: 0.4, observed: 0.41, count: 12 }])(palette).series).toHaveLength(2)
  })
  it('write names into tooltips as text', () => {
    expect(escapeHtml('<img src=x onerror="1">')).not.toMatch(/[<>"]/)
  })
})
