import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { modelConfigSchema, type ModelConfig } from '#shared/contract/predictive'
import { attributeSpecs } from '#main/db/features/attribute-specs'
import { requireEnough } from '#main/db/features/require-enough'
import { trainingSamples } from '#main/db/features/training-samples'
import { readReadiness } from '#main/db/queries/readiness'
import { unscoredReasons } from '#main/db/scoring/unscored'
import { CALL, emptyWorkspace, type Bench } from '../jobs/support.ts'
import { daysAgo, edit, insert } from './build.ts'

let folder = ''
let bench: Bench
let count = 0
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'population-'))
})
beforeEach(() => {
  count += 1
  bench = emptyWorkspace(folder, `w${count}`)
})
afterEach(() => bench.close())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const config = (part: Partial<ModelConfig>): ModelConfig => modelConfigSchema.parse(part)
const idsOf = (part: Partial<ModelConfig>): number[] => [...trainingSamples(bench.db, 'lead', { ...CALL, ...config({ windowMonths: 12, ...part }) }).ids]

/** Six closed leads and three open ones in two industries, some with an account in a country. */
function fill(): { closed: number[]; open: number[]; swiss: number } {
  const swiss = insert(bench.db, 'account', { name: 'A', country: 'Switzerland' })
  const french = insert(bench.db, 'account', { name: 'B', country: 'France' })
  const accounts = [swiss, french, null]
  const closed = [0, 1, 2, 3, 4, 5].map((at) =>
    insert(bench.db, 'lead', { state: at % 2 === 0 ? 'qualified' : 'disqualified', industry: at < 4 ? 'Retail' : 'Energy', parent_account_id: accounts[at % 3] ?? null, created_at: daysAgo(60 + at), closed_at: daysAgo(20 - at) }),
  )
  const open = [0, 1, 2].map((at) => insert(bench.db, 'lead', { state: 'open', industry: at === 0 ? 'Retail' : 'Energy', parent_account_id: accounts[at] ?? null, created_at: daysAgo(10 + at) }))
  return { closed, open, swiss }
}

describe('a filter', () => {
  test('narrows what is learned from and what is counted, and all its conditions hold', () => {
    const { closed } = fill()
    const filter: ModelConfig['filter'] = [{ column: 'industry', operator: 'in', values: ['Retail'] }, { column: 'parent_account_id.country', operator: 'eq', values: ['Switzerland'] }]
    expect(idsOf({ filter })).toEqual([closed[0], closed[3]])
    const ready = readReadiness(bench.db, { entity: 'lead', filter }, CALL)
    expect(ready.filtered).toEqual({ closed: 2, ofClosed: 6, open: 1, ofOpen: 3 })
    expect(ready.windows.at(-1)).toMatchObject({ positive: 1, negative: 1 })
    expect(ready.leftOut).toContainEqual({ reason: 'Do not pass the filter', count: 4 })
  })

  test('on a related record holds for "is not" and "is empty" where nothing is linked', () => {
    const { closed } = fill()
    expect(idsOf({ filter: [{ column: 'parent_account_id.country', operator: 'ne', values: ['Switzerland'] }] })).toEqual([closed[1], closed[2], closed[4], closed[5]])
    expect(idsOf({ filter: [{ column: 'parent_account_id.country', operator: 'empty', values: [] }] })).toEqual([closed[2], closed[5]])
  })

  test('as a tree narrows the same way, with any of several conditions and rows that are counted', () => {
    const { closed, open } = fill()
    const clicked = [closed[1], closed[5], open[2]]
    for (const id of [...clicked, closed[5]]) insert(bench.db, 'interaction', { type: 'EmailClicked', lead_id: id ?? 0, occurred_at: daysAgo(15), recorded_at: daysAgo(15) })
    const path = [{ kind: 'rows' as const, table: 'interaction', column: 'lead_id' }]
    const twice = { kind: 'occurrence' as const, id: 'n2', label: '', path, interactionType: 'EmailClicked', frequency: { kind: 'at_least' as const, count: 2 }, range: { kind: 'lifetime' as const }, expressions: [] }
    const swiss = { kind: 'attribute' as const, id: 'n3', label: '', expressions: [{ id: 'n4', lookups: ['parent_account_id'], column: 'country', operator: 'equals' as const, values: ['Switzerland'], unit: null }] }
    const filter: ModelConfig['filter'] = { kind: 'any', id: 'n1', label: '', children: [twice, swiss] }
    expect(idsOf({ filter })).toEqual([closed[0], closed[3], closed[5]])
    expect(readReadiness(bench.db, { entity: 'lead', filter }, CALL).filtered).toEqual({ closed: 3, ofClosed: 6, open: 1, ofOpen: 3 })
    // what came later counts in a filter, which is about the record as it is now
    insert(bench.db, 'interaction', { type: 'EmailClicked', lead_id: closed[1] ?? 0, occurred_at: daysAgo(1), recorded_at: daysAgo(1) })
    expect(idsOf({ filter })).toEqual([closed[0], closed[1], closed[3], closed[5]])
    expect(idsOf({ filter: { ...filter, children: [] } })).toEqual(idsOf({}))
    expect(() => idsOf({ filter: { ...filter, children: [{ ...twice, path: [] }] } })).toThrow('The filter cannot be used. Choose what to count')
  })

  test('leaves open records without a score, with the reason', () => {
    const { open } = fill()
    const records = open.map((id, at) => ({ id, state: 'open', createdAt: daysAgo(10 + at), closedAt: null }))
    const filtered = config({ filter: [{ column: 'industry', operator: 'in', values: ['Retail'] }] })
    expect([...unscoredReasons(bench.db, 'lead', [filtered], records, 0).values()]).toEqual(['not_yet', 'filtered_out', 'filtered_out'])
    expect([...unscoredReasons(bench.db, 'lead', [filtered, config({})], records, 0).values()]).toEqual(['not_yet', 'not_yet', 'not_yet'])
    expect([...unscoredReasons(bench.db, 'lead', [], records, 0).values()]).toEqual(['no_model', 'no_model', 'no_model'])
  })

  test('says what is wrong with a column that is not there, and that scores cannot be filtered on', () => {
    expect(() => idsOf({ filter: [{ column: 'nothing', operator: 'empty', values: [] }] })).toThrow(/no column "nothing"/)
    expect(() => idsOf({ filter: [{ column: 'score', operator: 'gt', values: [50] }] })).toThrow(/cannot filter on scores/)
    expect(() => idsOf({ filter: [{ column: 'nothing.country', operator: 'empty', values: [] }] })).toThrow(/no related record "nothing"/)
  })

  test('is named by what is lacking', () => {
    fill()
    expect(() => requireEnough(bench.db, 'lead', config({ filter: [{ column: 'industry', operator: 'in', values: ['Retail'] }] }), CALL)).toThrow(/remove a condition of the filter/)
  })
})

test('a record that abandoned the process gets no score, with the reason', () => {
  const { open } = fill()
  const processId = insert(bench.db, 'process', { name: 'P', entity: 'lead' })
  insert(bench.db, 'process_run', { process_id: processId, lead_id: open[0] ?? 0, status: 'abandoned' })
  const [first] = open
  expect(unscoredReasons(bench.db, 'lead', [config({ processId })], [{ id: first ?? 0, state: 'open', createdAt: daysAgo(10), closedAt: null }], 0).get(first ?? 0)).toBe('abandoned')
})

describe('an outcome of its own', () => {
  const outcome = { column: 'status', positive: 'Contacted', negative: 'Lost' }

  test('takes success and failure from the column, and the closing from its last change', () => {
    const { open } = fill()
    const [first = 0, second = 0] = open
    edit(bench.db, 'lead', first, 'status', 'Contacted', daysAgo(3))
    edit(bench.db, 'lead', second, 'status', 'Lost', daysAgo(2))
    const samples = trainingSamples(bench.db, 'lead', { ...CALL, ...config({ outcome, windowMonths: 12 }) })
    expect([...samples.ids]).toEqual([first, second])
    expect([...samples.outcome]).toEqual([1, 0])
    expect([...samples.closedAt]).toEqual([daysAgo(3), daysAgo(2)])
    expect(readReadiness(bench.db, { entity: 'lead', outcome }, CALL)).toMatchObject({ positiveLabel: 'Contacted', negativeLabel: 'Lost', open: 7 })
  })

  test('is never an attribute of its own model', () => {
    fill()
    const spec = attributeSpecs(bench.db, 'lead', { timesUsable: true, processId: null, outcome: { ...outcome, column: 'industry' } }).find(({ name }) => name === 'lead.industry')
    expect(spec).toMatchObject({ usable: false, chosen: false, reason: 'Never used: it is the outcome.' })
  })

  test('must be two different values of a choice', () => {
    expect(() => idsOf({ outcome: { ...outcome, negative: 'Contacted' } })).toThrow(/both "Contacted"/)
    expect(() => idsOf({ outcome: { ...outcome, column: 'company' } })).toThrow(/no choice between values/)
  })
})
