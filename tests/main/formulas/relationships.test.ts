import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import type { Cell } from '#shared/contract/base'
import { dayAt, keptDay } from '#main/db/formulas/day'
import { removeFormula, saveFormula } from '#main/db/formulas/save-formula'
import { tryFormula } from '#main/db/formulas/try-formula'
import { isNamedByFormulas } from '#main/db/formulas/users'
import { columnOf, readTable, saveColumn } from '#main/db/queries/catalog'
import { createRecord, saveRecord } from '#main/db/queries/record-save'
import { readRecord } from '#main/db/queries/records'
import { checkWorkspace } from '#main/db/queries/workspace-check'
import { makeWorkspace, NOW, problemOf, type TestWorkspace } from '../db/support/workspace.ts'

let workspace: TestWorkspace
let account: number
let lead: number
beforeEach(() => {
  workspace = makeWorkspace()
  account = create('account', { name: 'Navy', employees: 4, annual_revenue: 1000.5 })
  lead = create('lead', { last_name: 'Hopper', parent_account_id: account })
})
afterEach(() => workspace.close())

const create = (table: string, values: Record<string, Cell>): number => createRecord(workspace.db, { table, values }, workspace.context).id
const put = (table: string, id: number, values: Record<string, Cell>): unknown => saveRecord(workspace.db, { table, id, values }, workspace.context)
const save = (table: string, label: string, formula: string, name: string | null = null): CatalogColumn => workspace.db.transaction(() => saveFormula(workspace.db, { table, name, label, formula }, workspace.context)).column
const remove = (table: string, name: string): unknown => workspace.db.transaction(() => removeFormula(workspace.db, { table, name }, workspace.context))
const valueOf = (name: string, table = 'lead', id = lead): Cell | undefined => readRecord(workspace.db, { table, id }).values[name]
const ours = (): string[] => workspace.db.prepare<{ name: string }>("SELECT name FROM sqlite_schema WHERE name LIKE 'formula %' ORDER BY name").all().map(({ name }) => name)

describe('a calculated column over a relationship', () => {
  it('is kept by the names of the lookups, has its value at once, and follows the link and the related record', () => {
    const made = save('lead', 'Account size', '[Parent account].Employees * 2')
    expect(made).toMatchObject({ name: 'account_size', type: 'integer', readOnly: true, knownWhen: 'history', formula: '[parent_account_id].[employees] * 2' })
    expect(valueOf('account_size')).toBe(8)
    put('account', account, { employees: 50 })
    expect(valueOf('account_size')).toBe(100)
    put('lead', lead, { parent_account_id: create('account', { name: 'Army', employees: 1 }) })
    expect(valueOf('account_size')).toBe(2)
    put('lead', lead, { parent_account_id: null })
    expect(valueOf('account_size')).toBe(null)
    expect(problemOf(() => put('lead', lead, { account_size: 1 }))?.message).toBe('Account size is calculated from other columns and cannot be changed by hand.')
    expect(workspace.db.prepare("SELECT count(*) AS n FROM field_change WHERE column_name = 'account_size'").get()).toEqual({ n: 0 })
    expect(checkWorkspace(workspace.db).ok).toBe(true)
  })

  it('is looked through by the check of the workspace, and made right again by saving the formula', () => {
    save('lead', 'Account size', '[Parent account].Employees')
    workspace.db.exec('UPDATE lead SET account_size = 5')
    expect(checkWorkspace(workspace.db).checks.find(({ ok }) => !ok)).toMatchObject({ name: 'Calculated columns', detail: '1 value of lead.account_size is not what its formula yields; save the formula again.' })
    save('lead', 'Account size', '[Parent account].Employees', 'account_size')
    expect(checkWorkspace(workspace.db).ok).toBe(true)
    expect(valueOf('account_size')).toBe(4)
  })

  it('finds the records behind an edit by an index, which it makes where there is none and which goes with it', () => {
    save('lead', 'Unit', '[Business unit].Name')
    expect(ours().filter((name) => name.startsWith('formula link'))).toEqual(['formula link lead.business_unit_id'])
    const plan = workspace.db.prepare<{ detail: string }>("EXPLAIN QUERY PLAN UPDATE lead SET unit = 'x' WHERE lead.business_unit_id IN (5) AND unit IS NOT 'x'").all().map(({ detail }) => detail)
    expect(plan.join(' ')).toMatch(/SEARCH lead USING INDEX formula link lead\.business_unit_id/u)
    save('lead', 'Unit', 'City', 'unit')
    expect(ours()).toEqual([])
    save('lead', 'Unit', '[Parent account].City', 'unit')
    // that lookup is indexed anyway
    expect(ours().filter((name) => name.startsWith('formula link'))).toEqual([])
    remove('lead', 'unit')
    expect(ours()).toEqual([])
  })

  it('may be of others and others of it, whichever way their values are kept, and follows a change of their formulas', () => {
    save('account', 'Per head', '[Annual revenue] / Employees')
    save('lead', 'Worth', 'round([Parent account].[Per head])')
    save('lead', 'Worthy', 'Worth > 100')
    save('contact', 'Account worth', 'Account.[Per head]')
    const contact = create('contact', { last_name: 'Byron', account_id: account })
    save('lead', 'Most', 'max(Worth, round([Parent contact].[Account worth]))')
    put('lead', lead, { parent_contact_id: contact })
    expect([valueOf('worth'), valueOf('worthy'), valueOf('most')]).toEqual([250, true, 250])
    save('account', 'Per head', '[Annual revenue] / Employees / 10', 'per_head')
    expect([valueOf('worth'), valueOf('worthy'), valueOf('most')]).toEqual([25, false, 25])
    // from one computed when read to one whose values are kept, and back
    save('account', 'Per head', 'coalesce([Parent account].[Annual revenue], [Annual revenue]) / Employees', 'per_head')
    expect([valueOf('worth'), valueOf('worthy'), valueOf('most')]).toEqual([250, true, 250])
    put('account', account, { employees: 1 })
    expect([valueOf('worth'), valueOf('most')]).toEqual([1001, 1001])
    save('account', 'Per head', 'Employees / 1', 'per_head')
    expect([valueOf('worth'), valueOf('worthy')]).toEqual([1, false])
    expect(checkWorkspace(workspace.db).checks.filter(({ ok }) => !ok)).toEqual([])
  })

  it('is never made of itself, over a relationship or several', () => {
    save('account', 'Reach', 'Employees + 0')
    expect(problemOf(() => save('account', 'Reach', '[Parent account].Reach + Employees', 'reach'))?.message).toBe('“Reach” cannot be made of itself.')
    save('account', 'Wider', '[Parent account].Reach + 1')
    expect(problemOf(() => save('account', 'Reach', '[Parent account].Wider + Employees', 'reach'))?.message).toBe('“Reach” cannot be made of itself, and Wider, Employees would be.')
    expect(valueOf('reach', 'account', account)).toBe(4)
  })

  it('keeps its sources and the lookups on the way from being taken away, in every table', () => {
    save('account', 'Per head', '[Annual revenue] / Employees')
    save('lead', 'Worth', '[Parent account].[Per head]')
    expect(problemOf(() => remove('account', 'per_head'))?.message).toBe('“Per head” cannot be removed: it is used by the calculated column “Worth”.')
    expect(problemOf(() => save('account', 'Per head', 'City', 'per_head'))?.message).toMatch(/another kind, and it is used by the calculated column “Worth”/u)
    expect([isNamedByFormulas(workspace.db, 'lead', 'parent_account_id'), isNamedByFormulas(workspace.db, 'account', 'employees'), isNamedByFormulas(workspace.db, 'lead', 'employees')]).toEqual([true, true, false])
  })

  it('keeps working when a lookup or a column behind it gets another label', () => {
    save('lead', 'Size', '[Parent account].Employees')
    saveColumn(workspace.db, { table: 'lead', name: 'parent_account_id', label: 'Firm' }, workspace.context)
    saveColumn(workspace.db, { table: 'account', name: 'employees', label: 'Heads' }, workspace.context)
    save('lead', 'Size', 'Firm.Heads * 3', 'size')
    expect(valueOf('size')).toBe(12)
  })

  it('is known when its sources are, those behind the lookup included, and personal where one is', () => {
    const known = (name: string, table = 'lead'): string => columnOf(readTable(workspace.db, table), name).knownWhen
    save('account', 'Twice', 'Employees * 2')
    save('lead', 'Size', '[Parent account].Twice')
    save('lead', 'Account since', '[Parent account].[Created on]')
    expect([known('size'), known('account_since')]).toEqual(['history', 'history'])
    saveColumn(workspace.db, { table: 'account', name: 'employees', knownWhen: 'snapshot' }, workspace.context)
    expect([known('twice', 'account'), known('size'), known('account_since')]).toEqual(['snapshot', 'snapshot', 'history'])
    expect(save('opportunity', 'Lead state', '[Originating lead].State').knownWhen).toBe('after_outcome')
    expect([save('lead', 'Mail', 'length([Parent contact].[E-mail])').personal, save('lead', 'Town', '[Parent account].City').personal]).toEqual([true, false])
  })
})

describe('a calculated column that reads the clock', () => {
  it('has the day of the workspace’s zone, and is known by its history although nothing else is', () => {
    const made = save('lead', 'Age', 'agedays([Created on])')
    expect(made).toMatchObject({ type: 'integer', knownWhen: 'history', formula: 'agedays([created_at])' })
    save('lead', 'Today', 'today()')
    expect([valueOf('age'), valueOf('today')]).toEqual([0, '2026-11-20'])
    expect(keptDay(workspace.db)).toEqual({ day: '2026-11-20', start: Date.UTC(2026, 10, 19, 23) })
    expect(save('lead', 'Days', 'days(utcdate([Created on]), date("2026-12-01"))').knownWhen).toBe('creation')
  })

  it('is tried with the day that it is, before any is kept', () => {
    expect(tryFormula(workspace.db, { table: 'lead', formula: 'days(today(), date("2026-12-01"))' }, workspace.context)).toMatchObject({ type: 'integer', knownWhen: 'history', filled: 1, rows: [{ id: lead, value: 11 }] })
    expect(tryFormula(workspace.db, { table: 'lead', formula: '[Parent account].Name' }, workspace.context).rows).toEqual([{ id: lead, name: 'Hopper', value: 'Navy' }])
    expect(keptDay(workspace.db)).toBe(null)
  })

  it.each([
    ['Europe/Berlin', Date.UTC(2026, 2, 29, 22, 0), '2026-03-30', Date.UTC(2026, 2, 29, 22)],
    ['Europe/Berlin', Date.UTC(2026, 2, 29, 21, 59), '2026-03-29', Date.UTC(2026, 2, 28, 23)],
    ['Pacific/Kiritimati', NOW, '2026-11-21', Date.UTC(2026, 10, 20, 10)],
    ['Pacific/Pago_Pago', Date.UTC(2026, 0, 1, 10, 59), '2025-12-31', Date.UTC(2025, 11, 31, 11)],
    // no 30 December 2011 there
    ['Pacific/Apia', Date.UTC(2011, 11, 30, 9), '2011-12-29', Date.UTC(2011, 11, 29, 10)],
    ['Pacific/Apia', Date.UTC(2011, 11, 30, 11), '2011-12-31', Date.UTC(2011, 11, 30, 10)],
    ['UTC', -1, '1969-12-31', -86_400_000],
  ])('in %s', (zone, moment, day, start) => {
    expect(dayAt(moment, zone)).toEqual({ day, start })
  })
})
