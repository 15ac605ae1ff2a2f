import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { trainingSamples, type TrainingSamples } from '#main/db/features/training-samples'
import { requireEnough } from '#main/db/features/require-enough'
import { monthsBefore, monthStarts, startOfDay } from '#main/db/features/calendar'
import { readReadiness } from '#main/db/queries/readiness'
import { modelConfigSchema } from '#shared/contract/predictive'
import { CALL, emptyWorkspace, fillSample, NOW, type Bench } from '../jobs/support.ts'
import { DAY, daysAgo, insert } from './build.ts'

let folder = ''
let bench: Bench
let count = 0
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'samples-'))
})
beforeEach(() => {
  count += 1
  bench = emptyWorkspace(folder, `w${count}`)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const options = { ...CALL, windowMonths: 12, processId: null, seed: 1 }

/** So many closed leads of each outcome that lived so many days. */
function closedAfter(count: number, days: { qualified: number; disqualified: number }): void {
  bench.db.transaction(() => {
    for (let at = 0; at < 2 * count; at += 1) {
      const state = at % 2 === 0 ? 'qualified' : 'disqualified'
      const created = 110 + (at % 200)
      insert(bench.db, 'lead', { state, created_at: daysAgo(created), closed_at: daysAgo(created - days[state]) })
    }
  })
}

const ageOf = ({ asOf, createdAt }: TrainingSamples, row: number): number => ((asOf[row] ?? 0) - (createdAt[row] ?? 0)) / DAY
const rateOf = ({ outcome }: TrainingSamples, rows: readonly number[]): number => rows.reduce((sum, row) => sum + (outcome[row] ?? 0), 0) / rows.length

describe('landmarks', () => {
  test('every record is seen while it was still open, at an age that open records have', () => {
    fillSample(bench, 1500)
    const samples = trainingSamples(bench.db, 'lead', { ...options, windowMonths: 24 })
    const created = new Map(bench.db.prepare<{ id: number; at: number }>('SELECT id, created_at AS at FROM lead').all().map(({ id, at }) => [id, at]))
    const openAges = new Set(bench.db.prepare<{ at: number }>("SELECT created_at AS at FROM lead WHERE state = 'open'").all().map(({ at }) => NOW - at))
    let drawn = 0
    samples.ids.forEach((id, row) => {
      const asOf = samples.asOf[row] ?? Number.NaN
      expect(asOf).toBeGreaterThanOrEqual(created.get(id) ?? Infinity)
      expect(asOf).toBeLessThanOrEqual(samples.closedAt[row] ?? -Infinity)
      if (openAges.has(asOf - (created.get(id) ?? 0))) drawn += 1
    })
    expect(samples.timesUsable).toBe(true)
    expect(drawn / samples.ids.length).toBeGreaterThan(0.8)
    expect(trainingSamples(bench.db, 'lead', { ...options, windowMonths: 24 })).toEqual(samples)
    bench.close()
  })

  test('at each age the records are those that were still open: quick wins do not stand for all that is young', () => {
    closedAfter(2000, { qualified: 10, disqualified: 100 })
    for (let at = 0; at < 400; at += 1) insert(bench.db, 'lead', { state: 'open', created_at: daysAgo(0.25 * (at + 1)) })
    const samples = trainingSamples(bench.db, 'lead', options)
    const isYoung = (row: number): boolean => ageOf(samples, row) < 10
    const young = [...samples.ids.keys()].filter(isYoung)
    const old = [...samples.ids.keys()].filter((row) => !isYoung(row))
    // Half of all leads under ten days old qualify; ages drawn to fit each record would make it nineteen of twenty.
    expect(rateOf(samples, young)).toBeGreaterThan(0.4)
    expect(rateOf(samples, young)).toBeLessThan(0.7)
    expect(rateOf(samples, old)).toBe(0)
    // A tenth of the open ones is that young; with ages to fit, more than half of the samples would be.
    expect(young.length / samples.ids.length).toBeLessThan(0.2)
    expect(samples.leftOut).toBe(4000 - samples.ids.length)
    bench.close()
  })

  test('without open records the ages are those at which closed ones were open', () => {
    closedAfter(2000, { qualified: 10, disqualified: 100 })
    const samples = trainingSamples(bench.db, 'lead', options)
    const young = [...samples.ids.keys()].filter((row) => ageOf(samples, row) < 10)
    expect(rateOf(samples, young)).toBeGreaterThan(0.45)
    expect(rateOf(samples, young)).toBeLessThan(0.6)
    expect(samples.ids.length).toBeGreaterThan(2000)
    bench.close()
  })

  test('where duration has nothing to do with the outcome, every record is learned from', () => {
    bench.db.transaction(() => {
      for (let at = 0; at < 600; at += 1) insert(bench.db, 'lead', { state: at % 3 === 0 ? 'qualified' : 'disqualified', created_at: daysAgo(110 + (at % 200)), closed_at: daysAgo(110 + (at % 200) - ((at * 37) % 100)) })
      for (let at = 0; at < 100; at += 1) insert(bench.db, 'lead', { state: 'open', created_at: daysAgo(at + 1) })
    })
    const samples = trainingSamples(bench.db, 'lead', options)
    expect(samples).toMatchObject({ leftOut: 0, positives: 200, negatives: 400 })
    bench.close()
  })

  test('keeps half of the records, and fifty of either outcome, however few were open for long', () => {
    closedAfter(60, { qualified: 1, disqualified: 30 })
    for (let at = 0; at < 50; at += 1) insert(bench.db, 'lead', { state: 'open', created_at: daysAgo(20 + at) })
    const few = trainingSamples(bench.db, 'lead', options)
    expect(few.positives).toBeGreaterThanOrEqual(50)
    expect(few.negatives).toBeGreaterThanOrEqual(50)
    closedAfter(500, { qualified: 21, disqualified: 30 })
    const more = trainingSamples(bench.db, 'lead', options)
    expect(more.ids.length).toBeGreaterThanOrEqual(560)
    expect(more.leftOut + more.ids.length).toBe(1120)
    bench.close()
  })

  test('without usable times all closed records are plain rows', () => {
    for (let at = 0; at < 60; at += 1) insert(bench.db, 'lead', { state: at % 2 === 0 ? 'qualified' : 'disqualified', created_at: at < 50 ? daysAgo(at + 30) : null, closed_at: daysAgo(at % 7) })
    const samples = trainingSamples(bench.db, 'lead', options)
    expect(samples.timesUsable).toBe(false)
    expect(samples.ids.length).toBe(60)
    expect(samples.asOf.every(Number.isNaN)).toBe(true)
    bench.close()
  })

  test('leaves out what was created before the window and what abandoned the chosen process', () => {
    const processId = insert(bench.db, 'process', { name: 'P', entity: 'lead' })
    const lead = (age: number, closed: number): number => insert(bench.db, 'lead', { state: 'qualified', created_at: daysAgo(age), closed_at: daysAgo(closed) })
    const kept = lead(100, 50)
    lead(800, 20)
    insert(bench.db, 'process_run', { process_id: processId, lead_id: lead(90, 40), status: 'abandoned' })
    expect([...trainingSamples(bench.db, 'lead', { ...options, processId }).ids]).toEqual([kept])
    expect(trainingSamples(bench.db, 'lead', options).ids.length).toBe(2)
    bench.close()
  })
})

describe('the minimum', () => {
  test('says how many are lacking and which window has enough', () => {
    for (let at = 0; at < 100; at += 1) insert(bench.db, 'lead', { state: at % 2 === 0 ? 'qualified' : 'disqualified', created_at: daysAgo(40 + 5 * at), closed_at: daysAgo(20 + (at % 19)) })
    const config = (windowMonths: number) => modelConfigSchema.parse({ windowMonths })
    expect(() => requireEnough(bench.db, 'lead', config(3), CALL)).toThrow('A model needs 40 qualified and 40 disqualified leads created and closed in the last 3 months; there are 6 and 5, so 34 more qualified and 35 more disqualified are needed. A window of 15 months has enough.')
    expect(() => requireEnough(bench.db, 'lead', config(24), CALL)).not.toThrow()
    const { windows } = readReadiness(bench.db, { entity: 'lead', processId: null }, CALL)
    for (const window of windows) {
      const samples = trainingSamples(bench.db, 'lead', { ...options, windowMonths: window.months })
      expect([window.positive, window.negative]).toEqual([samples.positives, samples.negatives])
    }
    bench.close()
  })
})

describe('calendar', () => {
  test('months and days are those of the zone', () => {
    expect(new Date(monthsBefore(Date.UTC(2026, 4, 31, 10), 3, 'UTC')).toISOString()).toBe('2026-02-28T10:00:00.000Z')
    // Helsinki is two hours ahead in winter and three in summer.
    expect(new Date(monthsBefore(Date.UTC(2026, 8, 15, 12), 6, 'Europe/Helsinki')).toISOString()).toBe('2026-03-15T13:00:00.000Z')
    expect(new Date(startOfDay(Date.UTC(2026, 10, 21, 23, 30), 'Europe/Helsinki')).toISOString()).toBe('2026-11-21T22:00:00.000Z')
    expect(startOfDay(NOW, 'UTC')).toBe(NOW - 9 * (DAY / 24))
    expect(monthStarts(NOW, 2, 'America/New_York').map(({ month, start }) => `${month} ${new Date(start).toISOString()}`)).toEqual(['2026-10 2026-10-01T04:00:00.000Z', '2026-11 2026-11-01T04:00:00.000Z'])
  })
})
