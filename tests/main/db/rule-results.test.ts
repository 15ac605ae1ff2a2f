import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRecord } from '#main/db/queries/record-save'
import { goLive, removeScores, retireLive } from '#main/db/queries/rule-lifecycle'
import { likeness } from '#main/db/queries/rule-link-names'
import { linkLead, suggestLinks } from '#main/db/queries/rule-links'
import { readRuleInsights } from '#main/db/queries/rule-insights'
import { createRules } from '#main/db/queries/rule-models-write'
import { newestVersion } from '#main/db/queries/rule-models'
import { readRuleScorePage, type RuleScorePageInput } from '#main/db/queries/rule-score-page'
import exportRules from '#main/workers/jobs/rule-export'
import { companyGroup, leadModel } from '../rules-service/trees.ts'
import { jobContext, makeWorkspace, NOW, problemOf, type TestWorkspace } from './support/workspace.ts'

let workspace: TestWorkspace
let modelId: number
const DAY = 86_400_000

beforeEach(() => {
  workspace = makeWorkspace()
  modelId = createRules(workspace.db, { tree: leadModel('Engaged', [companyGroup()], 50) }, workspace.context).modelId
  goLive(workspace.db, newestVersion(workspace.db, modelId), NOW)
})
afterEach(() => workspace.close())

const record = (table: string, values: Record<string, string | number>): number => createRecord(workspace.db, { table, values }, workspace.context).id

function score(leadId: number, points: number, at = NOW): void {
  const grade = points >= 20 ? 'Warm' : 'Cold'
  workspace.db
    .prepare("INSERT OR REPLACE INTO rule_score (model_id, lead_id, version_id, score, total, grade, scored_at, contributions) SELECT ?, ?, id, ?, ?, ?, ?, ? FROM rule_version WHERE model_id = ? AND state = 'live'")
    .run(modelId, leadId, points, points, grade, at, JSON.stringify([[1, points]]), modelId)
  workspace.db.prepare('INSERT INTO rule_score_history (model_id, lead_id, version_id, score, grade, scored_at, contributions) VALUES (?, ?, 1, ?, ?, ?, ?)').run(modelId, leadId, points, grade, at, '[]')
}

/** Leads with these scores, named by the alphabet backwards; the scores of the store itself are replaced. */
function scored(points: readonly number[]): number[] {
  const ids = points.map((_points, index) => record('lead', { last_name: `${String.fromCodePoint(122 - index)} name`, company: index % 2 === 0 ? 'Even' : 'Odd' }))
  workspace.db.exec('DELETE FROM rule_score; DELETE FROM rule_score_history')
  ids.forEach((id, index) => score(id, points[index] ?? 0, NOW - index))
  return ids
}

describe('the page of scores', () => {
  const page = (input: Partial<RuleScorePageInput> = {}) => {
    const { rows, ...rest } = readRuleScorePage(workspace.db, { modelId, search: '', grade: null, sort: { column: 'score', direction: 'desc' }, offset: 0, limit: 10, ...input })
    return { ...rest, scores: rows.map((row) => row.score), rows }
  }

  it('is sorted by score with ties by id, in pages, and says what each group gave', () => {
    const [, , last] = scored([10, 60, 60])
    expect(page()).toMatchObject({ total: 3, scored: 3, scores: [60, 60, 10], rows: [{ leadId: last, salesReady: true, grade: 'Warm', contributions: [{ groupId: 'g1', label: 'Group g1', count: 1, points: 60 }] }, {}, { salesReady: false }] })
    expect(page({ offset: 2, limit: 2 }).scores).toEqual([10])
    expect(page({ offset: 3 }).scores).toEqual([])
  })

  it.each([
    [{ column: 'name', direction: 'asc' }, [30, 20, 10]],
    [{ column: 'name', direction: 'desc' }, [10, 20, 30]],
    [{ column: 'score', direction: 'asc' }, [10, 20, 30]],
    [{ column: 'grade', direction: 'asc' }, [10, 20, 30]],
    [{ column: 'grade', direction: 'desc' }, [30, 20, 10]],
    [{ column: 'scoredAt', direction: 'desc' }, [10, 20, 30]],
  ] as const)('is sorted by %j', (sort, expected) => {
    scored([10, 20, 30])
    const { scores } = page({ sort })
    expect(sort.column === 'grade' && sort.direction === 'asc' ? [scores[0], ...scores.slice(1).toSorted((one, other) => one - other)] : scores).toEqual(expected)
  })

  it('is narrowed by grade and by text, which is never a pattern', () => {
    scored([10, 20, 30])
    expect(page({ grade: 'Warm' })).toMatchObject({ total: 2, scored: 3, scores: [30, 20] })
    expect(page({ search: 'odd' })).toMatchObject({ total: 1, scores: [20] })
    expect(page({ search: 'even', grade: 'Warm' }).scores).toEqual([30])
    expect(page({ search: '%' }).scores).toEqual([])
  })

  it('walks the index of scores', () => {
    const plan = workspace.db.prepare<{ detail: string }>('EXPLAIN QUERY PLAN SELECT s.lead_id AS id FROM rule_score s WHERE s.model_id = ? ORDER BY s.score DESC, s.lead_id DESC LIMIT 50').all(1)
    expect(plan.map(({ detail }) => detail)).toEqual(['SEARCH s USING COVERING INDEX rule_score_value (model_id=?)'])
  })

  it('shows what a stopped model left, and nothing once that is cleaned up', () => {
    scored([10, 20])
    retireLive(workspace.db, modelId)
    expect(page().scores).toEqual([20, 10])
    expect(removeScores(workspace.db, modelId, 1)).toEqual({ removed: 1, isMore: true })
    expect(removeScores(workspace.db, modelId, 10)).toEqual({ removed: 1, isMore: false })
    expect(page()).toMatchObject({ total: 0, scored: 0 })
  })
})

describe('insights', () => {
  it('count scores, grades, readiness and days', () => {
    scored([0, 10, 10, 20, 30, 40, 50, 60, 70, 80])
    score(1, 0, NOW - 3 * DAY)
    const insights = readRuleInsights(workspace.db, modelId, workspace.context)
    expect(insights).toMatchObject({ scored: 10, topTenth: 80, average: 37, salesReady: 4, grades: [{ name: 'Cold', leads: 3 }, { name: 'Warm', leads: 7 }] })
    expect(insights.histogram.reduce((sum, bar) => sum + bar.leads, 0)).toBe(10)
    expect(insights.histogram[0]).toMatchObject({ from: 0, to: 4, leads: 1 })
    expect(insights.processed).toHaveLength(30)
    expect(insights.processed.filter(({ leads }) => leads > 0)).toEqual([{ day: '2026-11-17', leads: 1 }, { day: '2026-11-20', leads: 10 }])
  })

  it('of a model that has scored nobody are empty', () => {
    expect(readRuleInsights(workspace.db, modelId, workspace.context)).toMatchObject({ scored: 0, topTenth: null, average: null, salesReady: 0, histogram: [] })
  })
})

describe('suggestions for linking', () => {
  const why = (leadId: number): string[] => suggestLinks(workspace.db, leadId).map((choice) => `${choice.table} ${choice.name}: ${choice.why}`)

  it('come by e-mail, domain and name, best first', () => {
    const account = record('account', { name: 'Analytical Engines Ltd', website: 'https://engines.example' })
    record('account', { name: 'Analytic Engine' })
    record('account', { name: 'Bakery' })
    record('contact', { first_name: 'Ada', last_name: 'King', email: 'ADA@engines.example', account_id: account })
    record('contact', { first_name: 'Charles', last_name: 'Babbage', email: 'charles@engines.example', account_id: account })
    record('contact', { first_name: 'Ada', last_name: 'Byron' })
    record('contact', { first_name: 'Zoe', last_name: 'Byron' })
    record('contact', { first_name: 'Grace', last_name: 'Hopper', email: 'grace@navy.example' })
    const lead = record('lead', { first_name: 'Ada', last_name: 'Byron', company: 'Analytical Engines', email: 'ada@engines.example' })
    expect(why(lead)).toEqual([
      'contact Ada King: Same e-mail',
      'account Analytical Engines Ltd: Same e-mail domain, engines.example',
      'contact Charles Babbage: Same e-mail domain, engines.example',
      'contact Ada Byron: Same name',
      'account Analytic Engine: Similar company name',
      'contact Zoe Byron: Similar name',
    ])
  })

  it('do not go by the domain of a provider of personal mail', () => {
    record('contact', { last_name: 'Stranger', email: 'stranger@gmail.com' })
    expect(why(record('lead', { last_name: 'Byron', email: 'ada@gmail.com' }))).toEqual([])
  })

  it('compare names without accents and legal forms', () => {
    expect(likeness('Müller & Söhne GmbH', 'Muller Sohne')).toBe(1)
    expect(likeness('Acme', 'Zebra')).toBeLessThan(0.2)
    expect(likeness('', '')).toBe(0)
  })

  it('lead to a link with its history', () => {
    const contact = record('contact', { last_name: 'Byron' })
    const lead = record('lead', { last_name: 'Byron' })
    expect(linkLead(workspace.db, { leadId: lead, table: 'contact', id: contact }, workspace.context)).toEqual({ linked: true })
    expect(workspace.db.prepare('SELECT parent_contact_id AS contact FROM lead WHERE id = ?').get(lead)).toEqual({ contact })
    expect(workspace.db.prepare("SELECT new_value AS contact FROM field_change WHERE column_name = 'parent_contact_id'").get()).toEqual({ contact })
    expect(problemOf(() => linkLead(workspace.db, { leadId: lead, table: 'account', id: 77 }, workspace.context))?.message).toMatch(/Parent account cannot be 77/u)
  })
})

describe('an export', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sextant-export-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const run = async (format: 'csv' | 'xlsx') => (await exportRules({ ...jobContext(workspace, { modelId, format }), dataFolder: folder })) as { path: string; rows: number }

  it('as CSV has every score, best first, and no formula', async () => {
    scored([10, 60])
    const lead = record('lead', { last_name: '=1+1', company: 'A, "B"' })
    score(lead, 30)
    const { path, rows } = await run('csv')
    expect(rows).toBe(3)
    const lines = readFileSync(path, 'utf8').replace('\uFEFF', '').trimEnd().split('\r\n')
    expect(lines[0]).toBe('Lead number,External id,Lead,Company,E-mail,Owner,Score,Grade,Sales ready,Scored at,Group g1: points,Group g1: times')
    expect(lines[1]).toMatch(/^2,,y name,Odd,,Me,60,Warm,true,2026-11-20T/u)
    expect(lines[2]).toBe(`${lead},,'=1+1,"A, ""B""",,Me,30,Warm,false,2026-11-20T12:00:00.000Z,30,1`)
  })

  it('as XLSX is a workbook in which a formula is text', async () => {
    const lead = record('lead', { last_name: '=1+1' })
    workspace.db.exec('DELETE FROM rule_score')
    score(lead, 30)
    const { path, rows } = await run('xlsx')
    expect(rows).toBe(1)
    const parts = unzip(readFileSync(path))
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
    expect(sheet).not.toContain('<f>')
    expect([...parts.values()].join('')).toContain('=1+1')
    expect(sheet).toContain('<v>30</v>')
  })

  it('leaves no file when it is cancelled, and refuses a model without scores', async () => {
    scored([10])
    await expect(exportRules({ ...jobContext(workspace, { modelId, format: 'csv' }, 1), dataFolder: folder })).rejects.toThrow('cancelled')
    retireLive(workspace.db, modelId)
    removeScores(workspace.db, modelId, 10)
    await expect(run('csv')).rejects.toThrow(/has scored no lead yet/u)
  })
})

/** The text of each part of a ZIP archive, found by its central directory. */
function unzip(bytes: Buffer): Map<string, string> {
  const parts = new Map<string, string>()
  let at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  while (at >= 0 && bytes.readUInt32LE(at) === 0x02_01_4b_50) {
    const [method, packed, nameLength, extra, comment, start] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)]
    const begin = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
    const content = bytes.subarray(begin, begin + packed)
    parts.set(bytes.toString('utf8', at + 46, at + 46 + nameLength), (method === 8 ? inflateRawSync(content) : content).toString('utf8'))
    at += 46 + nameLength + extra + comment
  }
  return parts
}
