import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assert, constantFrom, integer, property } from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attributeSpecs } from '#main/db/features/attribute-specs'
import type { AttributeSpec } from '#main/db/features/attribute-spec'
import { collectFeatures } from '#main/db/features/collect-features'
import type { Feature, FeatureTable } from '#shared/domain/predictive/feature-table'
import { emptyWorkspace, fillSample, NOW, type Bench } from '../jobs/support.ts'
import { DAY, daysAgo, edit, insert, interact } from './build.ts'

let folder = ''
let bench: Bench
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'features-'))
  bench = emptyWorkspace(folder)
})
afterAll(() => {
  bench.close()
  rmSync(folder, { recursive: true, force: true })
})

const valueOf = (feature: Feature | undefined, row: number): number | string | null => {
  if (feature === undefined) throw new Error('no such feature')
  if (feature.kind === 'category') return feature.categories[feature.codes[row] ?? -1] ?? null
  const value = feature.values[row] ?? Number.NaN
  return Number.isNaN(value) ? null : value
}
const named = (table: FeatureTable, name: string, row = 0): number | string | null => valueOf(table.features.find((feature) => feature.name === name), row)
const all = (specs: readonly AttributeSpec[]): AttributeSpec[] => specs.filter(({ usable }) => usable)
const seen = (specs: readonly AttributeSpec[], id: number, asOf: number): FeatureTable => collectFeatures(bench.db, 'lead', specs, { ids: Float64Array.of(id), asOf: Float64Array.of(asOf) })

describe('features as of a moment', () => {
  let id = 0
  let accountId = 0
  let specs: AttributeSpec[] = []
  beforeAll(() => {
    const { db } = bench
    const processId = insert(db, 'process', { name: 'Sales', entity: 'lead' })
    const stages = ['Qualify', 'Develop'].map((name, position) => insert(db, 'process_stage', { name, position, process_id: processId }))
    accountId = insert(db, 'account', { name: 'Corvane', industry: 'Retail', employees: 100, created_at: daysAgo(200) })
    id = insert(db, 'lead', {
      first_name: 'Ada', last_name: 'L0velace', email: 'ada@gmail.com', industry: 'Finance', source: 'Referral', annual_revenue: 1_234_56, parent_account_id: accountId, owner_id: 1, state: 'open', created_at: daysAgo(100),
    })
    for (const days of [95, 50, 20, 3]) interact(db, id, 'EmailOpened', daysAgo(days))
    interact(db, id, 'CallHeld', daysAgo(10))
    const runId = insert(db, 'process_run', { process_id: processId, lead_id: id, active_stage_id: stages[0] ?? 0 })
    const visit = (stage: number, days: number): number => insert(db, 'process_stage_visit', { process_run_id: runId, process_stage_id: stages[stage] ?? 0, entered_at: daysAgo(days) })
    visit(0, 99)
    visit(1, 60)
    visit(0, 30)
    edit(db, 'lead', id, 'industry', 'Insurance', daysAgo(40))
    edit(db, 'lead', id, 'industry', 'Energy', daysAgo(5))
    edit(db, 'account', accountId, 'employees', 250, daysAgo(25))
    specs = all(attributeSpecs(db, 'lead', { timesUsable: true, processId }))
  })

  test('reads columns, related columns, counts, recency, age, names and stages', () => {
    const now = seen(specs, id, NOW)
    expect(named(now, 'lead.industry')).toBe('Energy')
    expect(named(now, 'lead.annual_revenue')).toBe(1234.56)
    expect(named(now, 'account.employees')).toBe(250)
    expect(named(now, 'lead.owner_id')).toBe('Me')
    expect(named(now, 'email_domain')).toBe('Personal')
    expect(named(now, 'first_name_plausible')).toBe('Yes')
    expect(named(now, 'last_name_plausible')).toBe('No')
    expect(named(now, 'age')).toBe(100)
    expect(named(now, 'interactions.last')).toBe(3)
    expect(['7d', '30d', '90d', 'ever'].map((window) => named(now, `interactions.EmailOpened.${window}`))).toEqual([1, 2, 3, 4])
    const process = specs.find(({ source }) => source.type === 'days_in_stage')?.name ?? ''
    expect(named(now, process)).toBe(30)
    expect(named(now, process.replace('days_in_stage', 'stage_returns'))).toBe(1)
  })

  test('replays historied columns of the record and of its parent', () => {
    expect([50, 40, 39, 5, 0].map((days) => named(seen(specs, id, daysAgo(days)), 'lead.industry'))).toEqual(['Finance', 'Insurance', 'Insurance', 'Energy', 'Energy'])
    expect([26, 24].map((days) => named(seen(specs, id, daysAgo(days)), 'account.employees'))).toEqual([100, 250])
  })

  test('several moments of one record in one call are seen each on its own', () => {
    const table = collectFeatures(bench.db, 'lead', specs, { ids: Float64Array.of(id, id, id), asOf: Float64Array.of(daysAgo(50), daysAgo(10), NOW) })
    expect([0, 1, 2].map((row) => named(table, 'lead.industry', row))).toEqual(['Finance', 'Insurance', 'Energy'])
    expect([0, 1, 2].map((row) => named(table, 'interactions.EmailOpened.ever', row))).toEqual([1, 3, 4])
  })

  test('what happens after the moment changes nothing', () => {
    const asOf = daysAgo(15)
    assert(
      property(integer({ min: 0, max: 15 * DAY - 1 }), constantFrom('interaction', 'edit', 'account', 'stage', 'link'), (after, kind) => {
        const before = seen(specs, id, asOf)
        class Undo extends Error {}
        try {
          bench.db.transaction(() => {
            const at = asOf + 1 + after
            if (kind === 'interaction') interact(bench.db, id, 'EmailOpened', at)
            if (kind === 'edit') edit(bench.db, 'lead', id, 'source', 'Partner', at)
            if (kind === 'account') edit(bench.db, 'account', accountId, 'industry', 'Energy', at)
            if (kind === 'link') edit(bench.db, 'lead', id, 'parent_account_id', null, at)
            if (kind === 'stage') insert(bench.db, 'process_stage_visit', { process_run_id: 1, process_stage_id: 2, entered_at: at })
            expect(seen(specs, id, asOf)).toEqual(before)
            throw new Undo()
          })
        } catch (error) {
          if (!(error instanceof Undo)) throw error
        }
      }),
      { numRuns: 60 },
    )
  })

  test('gives words for what it never uses', () => {
    const reasons = new Map(attributeSpecs(bench.db, 'lead', { timesUsable: true, processId: null }).map((spec) => [spec.name, spec]))
    expect(reasons.get('lead.status')).toMatchObject({ usable: false, chosen: false, reason: 'Never used: it is known only after the outcome.' })
    expect(reasons.get('lead.email')?.reason).toContain('personal data')
    expect(reasons.get('lead.external_id')?.reason).toContain('an id')
    for (const spec of attributeSpecs(bench.db, 'lead', { timesUsable: false, processId: null })) if (spec.needsTime) expect(spec.usable).toBe(false)
  })
})

describe('chunks', () => {
  test('a call with all records equals calls with parts of them', async () => {
    const sample = emptyWorkspace(folder, 'sample')
    fillSample(sample, 400)
    const specs = all(attributeSpecs(sample.db, 'lead', { timesUsable: true, processId: 1 }))
    const ids = Float64Array.from(sample.db.prepare('SELECT id FROM lead ORDER BY id').values(), ([id]) => id as number)
    const asOf = ids.map((id) => NOW - (id % 50) * DAY)
    const whole = collectFeatures(sample.db, 'lead', specs, { ids, asOf })
    for (let from = 0; from < ids.length; from += 130) {
      const part = collectFeatures(sample.db, 'lead', specs, { ids: ids.subarray(from, from + 130), asOf: asOf.subarray(from, from + 130) })
      part.features.forEach((feature, index) => {
        for (let row = 0; row < part.rows; row += 1) expect(valueOf(feature, row)).toBe(valueOf(whole.features[index], from + row))
      })
    }
    sample.close()
  })
})
