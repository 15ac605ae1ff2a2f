import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import type { Cell } from '#shared/contract/base'
import { modelConfigSchema } from '#shared/contract/predictive'
import { removeFormula, saveFormula } from '#main/db/formulas/save-formula'
import { tryFormula } from '#main/db/formulas/try-formula'
import { answerLeak } from '#main/db/queries/attributes-answer'
import { columnOf, readTable, saveColumn } from '#main/db/queries/catalog'
import { createModel } from '#main/db/queries/models-write'
import { createRecord, saveRecord } from '#main/db/queries/record-save'
import { readRecord } from '#main/db/queries/records'
import { createRules } from '#main/db/queries/rule-models-write'
import { readScorePage } from '#main/db/queries/score-page'
import { checkWorkspace } from '#main/db/queries/workspace-check'
import { all, gives, is, model } from '../../support/rules/build.ts'
import { makeWorkspace, problemOf, type TestWorkspace } from '../db/support/workspace.ts'
import { storeModel } from '../../support/rules/sql-scores.ts'

let workspace: TestWorkspace
let lead: number
beforeEach(() => {
  workspace = makeWorkspace()
  lead = make({ last_name: 'Hopper', company: 'Navy', annual_revenue: 1000.5, employees: 4 })
})
afterEach(() => workspace.close())

const make = (values: Record<string, Cell>): number => createRecord(workspace.db, { table: 'lead', values }, workspace.context).id
const put = (values: Record<string, Cell>): unknown => saveRecord(workspace.db, { table: 'lead', id: lead, values }, workspace.context)
const save = (label: string, formula: string, name: string | null = null): CatalogColumn => workspace.db.transaction(() => saveFormula(workspace.db, { table: 'lead', name, label, formula }, workspace.context)).column
const remove = (name: string): unknown => workspace.db.transaction(() => removeFormula(workspace.db, { table: 'lead', name }, workspace.context))
const valueOf = (name: string, id = lead): Cell | undefined => readRecord(workspace.db, { table: 'lead', id }).values[name]
const column = (name: string): CatalogColumn => columnOf(readTable(workspace.db, 'lead'), name)
const jobs = (): number => workspace.db.prepare<{ n: number }>("SELECT count(*) AS n FROM job WHERE kind = 'rules_score'").get()?.n ?? 0

describe('a calculated column', () => {
  it('is listed with its formula, read-only, and has its value at once and after every save', () => {
    const made = save('Revenue per head', '[Annual revenue] / Employees')
    expect(made).toMatchObject({ name: 'revenue_per_head', label: 'Revenue per head', type: 'number', readOnly: true, builtIn: false, knownWhen: 'history', formula: '[annual_revenue] / [employees]' })
    expect(valueOf('revenue_per_head')).toBe(250.125)
    put({ employees: 0 })
    expect(valueOf('revenue_per_head')).toBe(null)
    put({ employees: 8 })
    expect(valueOf('revenue_per_head')).toBe(125.0625)
    expect(problemOf(() => put({ revenue_per_head: 1 }))?.message).toBe('Revenue per head is calculated from other columns and cannot be changed by hand.')
    expect(checkWorkspace(workspace.db).ok).toBe(true)
  })

  it('may be made of others, follows a change of their formulas, and cannot be made of itself', () => {
    save('Double', 'Employees * 2')
    save('Fourfold', 'Double * 2')
    save('Big', 'Fourfold > 10')
    expect([valueOf('double'), valueOf('fourfold'), valueOf('big')]).toEqual([8, 16, true])
    save('Double', 'Employees + 1', 'double')
    expect([valueOf('double'), valueOf('fourfold'), valueOf('big')]).toEqual([5, 10, false])
    expect(problemOf(() => save('Double', 'Fourfold - 1', 'double'))?.message).toMatch(/cannot be made of itself, and Fourfold would be/u)
    expect(problemOf(() => save('Double', 'Employees / 2', 'double'))?.message).toMatch(/another kind, and it is used by the calculated column “Fourfold”/u)
    expect(problemOf(() => remove('double'))?.message).toBe('“Double” cannot be removed: it is used by the calculated column “Fourfold”.')
    for (const name of ['big', 'fourfold', 'double']) remove(name)
    expect(readTable(workspace.db, 'lead').columns.some((item) => item.formula !== undefined)).toBe(false)
    expect(checkWorkspace(workspace.db).ok).toBe(true)
  })

  it('keeps working when a source gets another label, and takes no name that is in use anywhere', () => {
    save('Size', 'Employees * 2')
    saveColumn(workspace.db, { table: 'lead', name: 'employees', label: 'Heads [all]' }, workspace.context)
    save('Size', '[Heads [all]]] * 3', 'size')
    expect(column('size').formula).toBe('[employees] * 3')
    expect(valueOf('size')).toBe(12)
    expect(save('Score', 'Size + 1').name).toBe('score_2')
    expect(save('First seen', 'Size').name).toBe('first_seen')
    expect(save('Account id', 'Size').name).toBe('account_id_2')
    expect(problemOf(() => save('COMPANY', 'Size'))?.message).toMatch(/already have a column labelled "Company"/u)
    expect(problemOf(() => save('New', 'Nothing'))?.message).toMatch(/Leads have no column “Nothing”/u)
    expect(problemOf(() => save('City', '1', 'city'))?.message).toMatch(/“City” is not a calculated column/u)
  })

  it('never makes a table unreadable: what is out of range is empty', () => {
    save('Huge', 'Employees * 9007199254740991 * 9007199254740991 * 9007199254740991'.replaceAll('9007199254740991', '900719925474099'))
    save('Rounded', 'round([Annual revenue] / 0.000001 * 999999999999999, 6)')
    save('Days', 'days(utcdate([Created on]), date("2026-12-01"))')
    put({ employees: 9_007_199_254_740_991 })
    expect([valueOf('huge'), valueOf('days')]).toEqual([null, 11])
    expect(checkWorkspace(workspace.db).checks.filter(({ ok }) => !ok)).toEqual([])
  })

  it('can be filtered, sorted and shown in a list', () => {
    save('Per head', '[Annual revenue] / Employees')
    make({ last_name: 'Lovelace', annual_revenue: 10, employees: 1 })
    make({ last_name: 'Empty' })
    const page = readScorePage(workspace.db, { entity: 'lead', view: 'all', columns: ['per_head'], filters: [{ column: 'per_head', operator: 'gt', values: [5] }], sort: { column: 'per_head', direction: 'desc' }, search: '', offset: 0, limit: 10 }, workspace.context)
    expect(page.rows.map((row) => row.values['per_head'])).toEqual([250.125, 10])
  })

  it('is shown for the newest records before it is added', () => {
    expect(tryFormula(workspace.db, { table: 'lead', formula: 'if(Employees > 3, [Annual revenue], 0)' }, workspace.context)).toEqual({ type: 'decimal', scale: 2, knownWhen: 'history', looked: 1, filled: 1, rows: [{ id: lead, name: 'Hopper', value: 1000.5 }] })
    expect(problemOf(() => tryFormula(workspace.db, { table: 'lead', formula: 'upper(Employees)' }, workspace.context))?.message).toBe('upper is for texts, and Employees is a number.')
  })
})

describe('when it is known', () => {
  it('follows the weakest of its sources, also when that changes, and is not said by hand', () => {
    save('Days', 'days(utcdate([Created on]), date("2026-12-01"))')
    save('Ended', 'State <> "open"')
    save('Both', 'if(Ended, [Days], Employees)')
    expect([column('days'), column('ended'), column('both')].map(({ knownWhen }) => knownWhen)).toEqual(['creation', 'after_outcome', 'after_outcome'])
    save('Size', 'Employees + 0')
    save('Twice', 'Size * 2')
    answerLeak(workspace.db, { table: 'lead', column: 'employees', answer: 'closing' }, workspace.context)
    expect([column('size').knownWhen, column('twice').knownWhen, column('days').knownWhen]).toEqual(['after_outcome', 'after_outcome', 'creation'])
    expect(problemOf(() => saveColumn(workspace.db, { table: 'lead', name: 'size', knownWhen: 'creation' }, workspace.context))?.message).toMatch(/Size is calculated: when it is known follows/u)
  })

  it('is personal where a source is, until someone says otherwise', () => {
    expect(save('Long address', 'length([E-mail]) > 20').personal).toBe(true)
    saveColumn(workspace.db, { table: 'lead', name: 'long_address', personal: false }, workspace.context)
    expect(column('long_address').personal).toBe(false)
  })
})

describe('those who use it', () => {
  const score = (): unknown => workspace.db.prepare<{ score: number }>('SELECT score FROM rule_score WHERE lead_id = ?').get(lead)?.score ?? null

  it('rules follow a save of its source, and a change of its formula queues a rescoring', () => {
    save('Size', 'Employees * 2')
    storeModel(workspace.db, model('lead', [gives(10, all(is('size', 'ge', 10)))]), { now: workspace.context.now, zone: 'UTC' })
    put({ employees: 5 })
    expect(score()).toBe(10)
    put({ employees: 4 })
    expect(score()).toBe(0)
    expect(jobs()).toBe(0)
    expect(workspace.db.transaction(() => saveFormula(workspace.db, { table: 'lead', name: 'size', label: 'Size', formula: 'Employees * 3' }, workspace.context)).queued).toBe(true)
    expect(jobs()).toBe(1)
    put({ company: 'Else' })
    expect(score()).toBe(10)
  })

  it('rules that look at what a consequence sets, through a formula, see it at once', () => {
    save('Was ready', 'if([Sales ready], 1, 0)')
    const first = model('lead', [gives(10, all(is('company', 'filled')))], { settings: { ...model('lead', []).settings, salesReadyScore: 10 } })
    const second = storeModel(workspace.db, model('lead', [gives(7, all(is('was_ready', 'ge', 1)))]), { now: workspace.context.now, zone: 'UTC' })
    storeModel(workspace.db, first, { now: workspace.context.now, zone: 'UTC' })
    put({ company: 'Fleet' })
    expect(valueOf('was_ready')).toBe(1)
    expect(workspace.db.prepare('SELECT score FROM rule_score WHERE lead_id = ? AND model_id = ?').get(lead, second.modelId)).toEqual({ score: 7 })
  })

  it('keep it from being removed, and a predictive model from getting another formula', () => {
    save('Size', 'Employees * 2')
    createRules(workspace.db, { tree: model('lead', [gives(10, all(is('size', 'ge', 10)))], { name: 'By size' }) }, workspace.context)
    createModel(workspace.db, { entity: 'lead', name: 'Learned', config: modelConfigSchema.parse({ include: ['lead.size'] }) }, workspace.context)
    expect(problemOf(() => remove('size'))?.message).toBe('“Size” cannot be removed: it is used by the scoring model “By size” and the predictive model “Learned”.')
    expect(problemOf(() => save('Size', 'Employees * 3', 'size'))?.message).toMatch(/the predictive model “Learned” works with its values/u)
    expect(save('Head count, twice', 'Employees * 2', 'size').label).toBe('Head count, twice')
  })
})
