import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Filter } from '#shared/contract/dataset'
import type { FilterOperator, ScoreView } from '#shared/domain/scores/types'
import { compiled } from '#main/db/queries/filters-sql'
import { readScorePage, scoredPageSql, type PageInput } from '#main/db/queries/score-page'
import { viewCounts } from '#main/db/queries/score-views'
import { makeSampleWorkspace, NOW, problemOf, type TestWorkspace } from './support/workspace.ts'

const day = 86_400_000
let workspace: TestWorkspace

interface Lead {
  id: number
  name: string
  company: string | null
  topic: string | null
  email: string | null
  owner_id: number
  state: string
  created_at: number
  annual_revenue: number | null
  employees: number | null
  industry: string | null
  sales_ready: number
  score: number | null
  grade: string | null
  trend: string | null
  last_touch: number | null
}
let leads: Lead[]

beforeAll(async () => {
  workspace = await makeSampleWorkspace(700)
  const { db } = workspace
  db.exec(`
    DELETE FROM model;
    INSERT INTO model (id, entity, name, config, created_at) VALUES (1, 'lead', 'Lead_fit', '{}', 0);
    INSERT INTO model_version (id, model_id, number, state, config, artifact, published_at) VALUES (1, 1, 3, 'published', '{"scores":"all"}', '{}', 1);
    INSERT INTO score (entity, record_id, model_id, version_id, score, probability, grade, trend, scored_at, bins)
      SELECT 'lead', id, 1, 1, (id * 37 % 50) * 2.0, 0.3, substr('ABCD', 1 + id % 4, 1), iif(id % 3 = 0, 'steady', 'improving'), ${NOW - 1000}, x'00' FROM lead WHERE id % 5 <> 0;
    INSERT INTO score_history (entity, record_id, model_id, version_id, score, probability, scored_at, bins)
      SELECT 'lead', l.id, 1, 1, d.value * 10, 0.3, ${NOW} - d.value * ${day} - h.value * 3600000, x'00' FROM lead l, json_each('[1,2,3,4,5,6,7,8,9,10]') d, json_each('[0,1]') h WHERE l.id <= 3;
  `)
  leads = db.prepare<Lead>(`SELECT r.*, r.name, s.score, s.grade, s.trend, (SELECT max(occurred_at) FROM interaction n WHERE n.lead_id = r.id AND n.occurred_at <= ${NOW}) AS last_touch FROM lead r LEFT JOIN score s ON s.entity = 'lead' AND s.record_id = r.id`).all()
})
afterAll(() => workspace.close())

const base: PageInput = { entity: 'lead', view: 'all', filters: [], search: '', sort: { column: 'score', direction: 'desc' }, columns: [], offset: 0, limit: 500 }
const page = (change: Partial<PageInput>): ReturnType<typeof readScorePage> => readScorePage(workspace.db, { ...base, ...change }, workspace.context)

const inView: Record<ScoreView, (lead: Lead) => boolean> = {
  all: () => true,
  all_open: (lead) => lead.state === 'open',
  my_open: (lead) => lead.state === 'open' && lead.owner_id === 1,
  new_this_week: (lead) => lead.state === 'open' && lead.created_at > NOW - 7 * day,
  not_scored: (lead) => lead.state === 'open' && lead.score === null,
}

/** ASCII letters alike, as in SQLite. */
const fold = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())

function naive(filter: Filter, lead: Lead): boolean {
  const stored = lead[filter.column as keyof Lead]
  const value = filter.column === 'annual_revenue' && typeof stored === 'number' ? stored / 100 : filter.column === 'sales_ready' ? stored === 1 : stored
  const empty = value === null || value === ''
  const same = (other: unknown): boolean => (other === null ? empty : typeof value === 'string' && typeof other === 'string' ? fold(value) === fold(other) : value === other)
  const [first, second] = filter.values
  const compare = (test: (one: number, other: number) => boolean, other: unknown): boolean => typeof value === 'number' && test(value, Number(other))
  switch (filter.operator) {
    case 'empty': return empty
    case 'filled': return !empty
    case 'eq': return same(first)
    case 'ne': return !same(first)
    case 'in': return filter.values.some(same)
    case 'contains': return typeof value === 'string' && fold(value).includes(fold(String(first)))
    case 'begins': return typeof value === 'string' && fold(value).startsWith(fold(String(first)))
    case 'gt': return compare((one, other) => one > other, first)
    case 'ge': return compare((one, other) => one >= other, first)
    case 'lt': return compare((one, other) => one < other, first)
    case 'le': return compare((one, other) => one <= other, first)
    case 'between': return (first === null || compare((one, other) => one >= other, first)) && (second === null || compare((one, other) => one <= other, second))
  }
}

const texts = fc.constantFrom('company', 'topic', 'industry', 'grade', 'trend')
const numbers = fc.constantFrom('annual_revenue', 'employees', 'score', 'created_at', 'last_touch')
const words = fc.constantFrom('Finance', 'finance', 'A', 'b', 'steady', 'Renewals', 'an', 'GmbH', '%', '_', "o'x", 'é', '\\')
const amounts = fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 90_000_000 }), fc.integer({ min: NOW - 700 * day, max: NOW }), fc.constant(12.5))
const filters = fc.oneof(
  fc.record({ column: texts, operator: fc.constantFrom<FilterOperator[]>('eq', 'ne', 'contains', 'begins'), values: fc.tuple(words) }),
  fc.record({ column: texts, operator: fc.constant<FilterOperator>('in'), values: fc.array(fc.oneof(words, fc.constant(null)), { minLength: 1, maxLength: 3 }) }),
  fc.record({ column: numbers, operator: fc.constantFrom<FilterOperator[]>('eq', 'ne', 'gt', 'ge', 'lt', 'le'), values: fc.tuple(amounts) }),
  fc.record({ column: numbers, operator: fc.constant<FilterOperator>('between'), values: fc.tuple(amounts, fc.oneof(amounts, fc.constant(null))) }),
  fc.record({ column: fc.oneof(texts, numbers), operator: fc.constantFrom<FilterOperator[]>('empty', 'filled'), values: fc.constant([]) }),
  fc.record({ column: fc.constant('owner_id'), operator: fc.constantFrom<FilterOperator[]>('eq', 'ne', 'in'), values: fc.tuple(fc.integer({ min: 1, max: 8 })) }),
  fc.record({ column: fc.constant('sales_ready'), operator: fc.constantFrom<FilterOperator[]>('eq', 'ne'), values: fc.tuple(fc.boolean()) }),
).map((filter): Filter => ({ ...filter, values: [...filter.values] }))
const views = fc.constantFrom<ScoreView[]>('all', 'all_open', 'my_open', 'new_this_week', 'not_scored')

describe('what is on a page', () => {
  test('views, filters and search agree with a naive evaluation', () => {
    fc.assert(
      fc.property(views, fc.array(filters, { maxLength: 3 }), fc.constantFrom('', 'mar', 'Bank', '%'), (view, chosen, search) => {
        const got = page({ view, filters: chosen, search })
        const found = (lead: Lead): boolean => search === '' || [lead.name, lead.company, lead.topic, lead.email].some((text) => text !== null && fold(text).includes(fold(search)))
        const expected = leads.filter((lead) => inView[view](lead) && found(lead) && chosen.every((filter) => naive(filter, lead)))
        expect(got.total).toBe(expected.length)
        expect(new Set(got.rows.map((row) => row.id)).size).toBe(Math.min(500, expected.length))
        const ids = new Set(expected.map((lead) => lead.id))
        expect(got.rows.every((row) => ids.has(row.id))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test.each(['score', 'grade', 'company', 'created_at', 'annual_revenue', 'owner_id', 'last_touch', 'trend', 'id'])('pages by %s join without gaps, empty ones last', (column) => {
    for (const direction of ['asc', 'desc'] as const) {
      const whole = [0, 500].flatMap((offset) => page({ sort: { column, direction }, offset }).rows)
      const parts = Array.from({ length: 10 }, (_unused, part) => page({ sort: { column, direction }, offset: part * 70, limit: 70 }).rows).flat()
      expect(parts.map((row) => row.id)).toEqual(whole.map((row) => row.id))
      expect(new Set(parts.map((row) => row.id)).size).toBe(700)
      if (column !== 'score') continue
      const scores = whole.map((row) => row.score)
      expect(scores.slice(560).every((score) => score === null)).toBe(true)
      const scored = scores.slice(0, 560).map(Number)
      expect(scored).toEqual(scored.toSorted((one, other) => (direction === 'asc' ? one - other : other - one)))
      whole.slice(1, 560).forEach((row, index) => {
        const before = whole[index]
        if (before?.score === row.score) expect(Math.sign(row.id - (before?.id ?? 0))).toBe(direction === 'asc' ? 1 : -1)
      })
    }
  })

  test('the numbers of the views are those of their pages', () => {
    const counts = viewCounts(workspace.db, 'lead', workspace.context)
    for (const view of Object.keys(inView) as ScoreView[]) {
      expect(counts[view]).toBe(leads.filter(inView[view]).length)
      expect(page({ view }).total).toBe(counts[view])
    }
  })

  test('a row has its last touch, its sparkline and the columns asked for', () => {
    const { rows, open, scoredBy } = page({ columns: ['annual_revenue', 'sales_ready', 'owner_id', 'closed_at'], sort: { column: 'id', direction: 'asc' }, limit: 8 })
    expect(open).toBe(leads.filter((lead) => lead.state === 'open').length)
    expect(scoredBy).toEqual({ modelId: 1, modelName: 'Lead_fit', version: 3, scoredAt: NOW - 1000 })
    const [first] = rows
    expect(first?.spark).toEqual([70, 60, 50, 40, 30, 20, 10, first?.score])
    expect(rows[5]?.spark).toEqual([rows[5]?.score])
    for (const row of rows) {
      const touch = workspace.db.prepare<{ at: number | null }>('SELECT max(occurred_at) AS at FROM interaction WHERE lead_id = ?').get(row.id)
      const lead = leads.find((item) => item.id === row.id)
      expect(row.lastTouch).toBe(touch?.at ?? null)
      expect(row.values).toMatchObject({ sales_ready: lead?.sales_ready === 1, owner_id: lead?.owner_id, annual_revenue: typeof lead?.annual_revenue === 'number' ? lead.annual_revenue / 100 : null })
      expect(row.unscored).toBe(row.score === null ? 'not_yet' : null)
    }
  })

  test('what has no score says why', () => {
    const { db } = workspace
    const reasonOf = (id: number): unknown => page({ filters: [], sort: { column: 'id', direction: 'asc' }, offset: id - 1, limit: 1 }).rows[0]?.unscored
    db.prepare("UPDATE model_version SET config = '{\"scores\":\"open\"}'").run()
    expect(reasonOf(5)).toBe('closed')
    db.prepare("UPDATE model_version SET state = 'retired'").run()
    expect(reasonOf(5)).toBe('no_model')
    expect(page({}).scoredBy).toBeNull()
    db.prepare("UPDATE model_version SET state = 'published'").run()
    const lead = db.prepare<{ id: number; created_at: number }>("SELECT id, created_at FROM lead WHERE state = 'open' AND id % 5 = 0 LIMIT 1").get()
    db.prepare('UPDATE lead SET created_at = ? WHERE id = ?').run(NOW - 800 * day, lead?.id ?? 0)
    expect(reasonOf(lead?.id ?? 0)).toBe('too_old')
    db.prepare('UPDATE lead SET created_at = ? WHERE id = ?').run(lead?.created_at ?? 0, lead?.id ?? 0)
    db.prepare("UPDATE model_version SET config = '{\"scores\":\"all\"}'").run()
  })

  test('opportunities have company, revenue and close date', () => {
    const { rows, total } = page({ entity: 'opportunity', view: 'all_open', sort: { column: 'company', direction: 'asc' }, limit: 5 })
    expect(total).toBeGreaterThan(3)
    for (const row of rows) expect(row).toMatchObject({ company: expect.any(String), estimatedRevenue: expect.any(Number), estimatedClose: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), unscored: 'no_model' })
    expect(page({ entity: 'opportunity', search: String(rows[0]?.company) }).total).toBeGreaterThan(0)
  })
})

test.each([
  [{ filters: [{ column: 'shoe_size', operator: 'eq', values: [1] }] }, 'Leads have no column "shoe_size" to filter on.'],
  [{ filters: [{ column: 'employees', operator: 'contains', values: ['1'] }] }, 'Employees is not text; "contains" and "begins with" are for columns of text.'],
  [{ filters: [{ column: 'employees', operator: 'gt', values: ['many'] }] }, 'Employees cannot be "many": expected a number.'],
  [{ filters: [{ column: 'employees', operator: 'in', values: [] }] }, 'The filter on Employees needs at least one value.'],
  [{ filters: [{ column: 'employees', operator: 'eq', values: [] }] }, 'The filter on Employees needs a value.'],
  [{ filters: [{ column: 'city', operator: 'gt', values: ['a'] }] }, 'City has no order of size; filter on it with is, is not or contains.'],
  [{ filters: [{ column: 'created_at', operator: 'between', values: [null, null] }] }, 'The filter on Created on needs a first or a last value.'],
  [{ filters: [{ column: 'constructor', operator: 'eq', values: [1] }] }, 'Leads have no column "constructor" to filter on.'],
  [{ sort: { column: 'x"; DROP TABLE lead', direction: 'asc' } }, 'Leads have no column "x"; DROP TABLE lead" to sort by.'],
  [{ columns: ['no_such'] }, 'Leads have no column "no_such".'],
] as const)('bad input %# has its sentence', (change, sentence) => {
  expect(problemOf(() => page(change as unknown as Partial<PageInput>))).toEqual({ code: 'BAD_INPUT', message: sentence })
})

test('a large list is walked along the index of scores, without a sort', () => {
  for (const direction of ['asc', 'desc'] as const) {
    const { text, parameters } = compiled(scoredPageSql({ ...base, view: 'all_open', sort: { column: 'score', direction }, limit: 50 }, workspace.context))
    const plan = workspace.db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(...parameters).map((row) => row.detail)
    expect(plan).toEqual(['SEARCH s USING COVERING INDEX score_by_value (entity=?)', 'SEARCH r USING INTEGER PRIMARY KEY (rowid=?)'])
  }
})

test('counts of views come from indexes', () => {
  const plan = (condition: string): string => workspace.db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN SELECT count(*) AS n FROM lead r WHERE ${condition}`).all().map((row) => row.detail).join()
  expect(plan("r.state = 'open'")).toContain('USING COVERING INDEX')
  expect(plan("r.owner_id = 1 AND r.state = 'open'")).toContain('USING COVERING INDEX lead_owner')
})

test('a large list gives the scored ones first, then the rest, as the small one does', () => {
  const { db } = workspace
  const small = page({ view: 'all', limit: 500, offset: 300 }).rows.map((row) => row.id)
  const limit = 21_000
  db.exec(`SAVEPOINT big; INSERT INTO lead (id, first_name, state, created_at, modified_at)
    WITH RECURSIVE c(i) AS (SELECT 1001 UNION ALL SELECT i + 1 FROM c WHERE i < ${1000 + limit}) SELECT i, 'Big', 'qualified', 0, 0 FROM c`)
  const big = page({ view: 'all', limit: 500, offset: 300 })
  expect(big.total).toBe(700 + limit)
  const scored = small.filter((id) => leads.find((lead) => lead.id === id)?.score !== null)
  expect(big.rows.slice(0, scored.length).map((row) => row.id)).toEqual(scored)
  expect(big.rows[scored.length]?.id).toBe(1000 + limit)
  expect(page({ view: 'all', limit: 10, offset: 700 + limit - 10 }).rows.map((row) => row.id)).toEqual(small.slice(-10))
  db.exec('ROLLBACK TO big; RELEASE big')
})
