import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readTable, readTables, saveColumn } from '#main/db/queries/catalog'
import { readInteractions } from '#main/db/queries/interactions'
import { readLookup } from '#main/db/queries/record-lookups'
import { createRecord, saveRecord, type CellValues } from '#main/db/queries/record-save'
import { saveRecords } from '#main/db/queries/record-save-many'
import { readRecord } from '#main/db/queries/records'
import { searchRecords } from '#main/db/queries/search'
import { makeSampleWorkspace, NOW, problemOf, type TestWorkspace } from './support/workspace.ts'

let workspace: TestWorkspace
let openLead: number
beforeAll(async () => {
  workspace = await makeSampleWorkspace(400)
  openLead = workspace.db.prepare<{ id: number }>("SELECT id FROM lead WHERE state = 'open' AND parent_contact_id IS NOT NULL AND annual_revenue IS NOT NULL AND status = 'Contacted'").get()?.id ?? 0
})
afterAll(() => workspace.close())
beforeEach(() => void workspace.topics.splice(0))

const save = (values: CellValues, table = 'lead', id = openLead): ReturnType<typeof saveRecord> => saveRecord(workspace.db, { table, id, values }, workspace.context)
const create = (values: CellValues, table = 'lead'): ReturnType<typeof createRecord> => createRecord(workspace.db, { table, values }, workspace.context)
const changes = (id: number): unknown[] =>
  workspace.db.prepare('SELECT column_name, old_value, new_value, user_id FROM field_change WHERE record_id = ? AND changed_at = ? AND table_name = ? ORDER BY id').all(id, NOW, 'lead')

describe('reading', () => {
  test('a record has every column, with names for what it points at', () => {
    const record = readRecord(workspace.db, { table: 'lead', id: openLead })
    expect(Object.keys(record.values)).toEqual(readTable(workspace.db, 'lead').columns.map((column) => column.name))
    expect(record.values).toMatchObject({ state: 'open', sales_ready: false, created_at: expect.any(Number) })
    const stored = workspace.db.prepare<{ cents: number; name: string }>('SELECT annual_revenue AS cents, name FROM lead WHERE id = ?').get(openLead)
    expect(record.values['annual_revenue']).toBe((stored?.cents ?? 0) / 100)
    expect(record.name).toBe(stored?.name)
    expect(Object.keys(record.lookups).toSorted()).toEqual(['business_unit_id', 'owner_id', 'parent_account_id', 'parent_contact_id'])
    expect(record.lookups['business_unit_id']).toMatch(/^Corvane/)
  })

  test('what is not there is said in a sentence', () => {
    expect(problemOf(() => readRecord(workspace.db, { table: 'lead', id: 99_999 }))).toEqual({ code: 'NOT_FOUND', message: 'There is no lead with the number 99999. It may have been removed; go back to the list.' })
    expect(problemOf(() => readRecord(workspace.db, { table: 'sqlite_schema', id: 1 }))).toEqual({ code: 'NOT_FOUND', message: 'There is no table "sqlite_schema" in this workspace. The Data page lists its tables.' })
  })

  test('interactions of a lead, of its contact and of an account, newest first', () => {
    const lead = readRecord(workspace.db, { table: 'lead', id: openLead })
    for (const [table, id] of [['lead', openLead], ['contact', Number(lead.values['parent_contact_id'])], ['account', Number(lead.values['parent_account_id'])]] as const) {
      const { total, items } = readInteractions(workspace.db, { table, id, limit: 3 }, { now: NOW })
      expect(total).toBeGreaterThan(0)
      expect(items.length).toBe(Math.min(3, total))
      expect(items.map((item) => item.occurredAt)).toEqual(items.map((item) => item.occurredAt).toSorted((one, other) => other - one))
    }
    expect(readInteractions(workspace.db, { table: 'lead', id: openLead, limit: 3 }, { now: 0 })).toEqual({ total: 0, items: [] })
    expect(problemOf(() => readInteractions(workspace.db, { table: 'user', id: 1, limit: 1 }, { now: NOW }))?.code).toBe('BAD_INPUT')
  })

  test('search finds name, company, e-mail and external id; wildcards are letters', () => {
    const lead = workspace.db.prepare<{ id: number; name: string; email: string; company: string }>("SELECT id, name, email, company FROM lead WHERE parent_contact_id IS NULL AND state = 'open'").get()
    const ids = (text: string): number[] => searchRecords(workspace.db, { text, tables: ['lead'], limit: 50 }).map((hit) => hit.id)
    for (const text of [lead?.name, lead?.email, lead?.company.toUpperCase(), `L-${lead?.id}`]) expect(ids(text ?? '')).toContain(lead?.id)
    expect(ids('%')).toEqual([])
    expect(ids('_')).toEqual([])
    expect(ids("'; DROP TABLE lead; --")).toEqual([])
    expect(searchRecords(workspace.db, { text: '  ', limit: 5 })).toEqual([])
    expect(new Set(searchRecords(workspace.db, { text: 'a', limit: 50 }).map((hit) => hit.name.toLowerCase().startsWith('a')))).toEqual(new Set([true]))
    expect(problemOf(() => searchRecords(workspace.db, { text: 'a', tables: ['job'], limit: 5 }))?.message).toBe('"job" cannot be searched; expected lead, opportunity, contact, account.')
  })

  test('lookups offer what begins with the text first', () => {
    expect(readLookup(workspace.db, { table: 'user', text: '', limit: 30 }).map((row) => row.name)[0]).toBe('Akira Watanuki')
    expect(readLookup(workspace.db, { table: 'user', text: 'a', limit: 2 }).map((row) => row.name)).toEqual(['Akira Watanuki', 'Conor Brady'])
    expect(readLookup(workspace.db, { table: 'process_stage', text: 'qual', limit: 9 }).map((row) => row.name)[0]).toBe('Qualify')
  })
})

describe('saving', () => {
  test('writes what changed, its history and an audit line; what is alike is left alone', () => {
    const before = readRecord(workspace.db, { table: 'lead', id: openLead })
    const saved = save({ annual_revenue: 1234.5, employees: 42, source: 'Podcast', city: before.values['city'] ?? null })
    expect(saved.values).toMatchObject({ annual_revenue: 1234.5, employees: 42, source: 'Podcast', modified_at: NOW })
    expect(workspace.db.prepare('SELECT annual_revenue, employees FROM lead WHERE id = ?').get(openLead)).toEqual({ annual_revenue: 123_450, employees: 42 })
    expect(changes(openLead)).toEqual([
      { column_name: 'annual_revenue', old_value: Number(before.values['annual_revenue']) * 100, new_value: 123_450, user_id: 1 },
      { column_name: 'employees', old_value: before.values['employees'], new_value: 42, user_id: 1 },
      { column_name: 'source', old_value: before.values['source'], new_value: 'Podcast', user_id: 1 },
    ])
    expect(workspace.db.prepare('SELECT action, subject, detail FROM audit_log ORDER BY id DESC LIMIT 1').get()).toEqual({ action: 'save', subject: `lead ${openLead}`, detail: '{"columns":["annual_revenue","employees","source"]}' })
    expect(readTable(workspace.db, 'lead').columns.find((column) => column.name === 'source')?.options.at(-1)).toBe('Podcast')
    expect(workspace.topics).toEqual(['catalog', 'records', 'scores'])
    workspace.topics.splice(0)
    save({ employees: 42 })
    expect(workspace.topics).toEqual([])
    expect(changes(openLead)).toHaveLength(3)
  })

  test('closing sets the time and the status, opening again takes both back', () => {
    expect(save({ state: 'qualified' }).values).toMatchObject({ state: 'qualified', status: 'Qualified', closed_at: NOW })
    expect(save({ state: 'disqualified' }).values).toMatchObject({ status: 'Lost', closed_at: NOW })
    expect(save({ state: 'open' }).values).toMatchObject({ state: 'open', closed_at: null })
    expect(save({ state: 'qualified', closed_at: NOW - 5, status: 'Qualified' }).values).toMatchObject({ closed_at: NOW - 5 })
    expect(save({ state: 'open', closed_at: null, status: 'Contacted' }).values).toMatchObject({ state: 'open', status: 'Contacted', closed_at: null })
    save({ state: 'disqualified' })
    expect(save({ state: 'open' }).values).toMatchObject({ status: 'Contacted' })
  })

  test.each<[CellValues, string]>([
    [{ shoe_size: 9 }, 'Leads have no column "shoe_size".'],
    [{ id: 9 }, 'Leads have no column "id".'],
    [{ modified_at: 9 }, 'Modified on is kept by Sextant and cannot be changed by hand.'],
    [{ name: 'x' }, 'Name is kept by Sextant and cannot be changed by hand.'],
    [{ employees: 1.5 }, 'Employees cannot be 1.5: expected a whole number.'],
    [{ employees: '12' }, 'Employees cannot be "12": expected a whole number.'],
    [{ annual_revenue: 1.005 }, 'Annual revenue cannot be 1.005: expected a number with at most 2 decimal places.'],
    [{ annual_revenue: 1e300 }, 'Annual revenue cannot be 1e+300: expected a smaller number.'],
    [{ sales_ready: 1 }, 'Sales ready cannot be 1: expected true or false.'],
    [{ sales_ready: null }, 'Sales ready cannot be empty.'],
    [{ state: 'maybe' }, 'State cannot be "maybe": expected one of open, qualified, disqualified.'],
    [{ state: null }, 'State cannot be empty.'],
    [{ consent_level: 6 }, 'Consent level cannot be 6: expected a whole number from 1 to 5.'],
    [{ owner_id: 77 }, 'Owner cannot be 77: there is no such record in user.'],
    [{ owner_id: 'Mara' }, 'Owner cannot be "Mara": expected the number of a record.'],
    [{ created_at: 'today' }, 'Created on cannot be "today": expected a moment in UTC milliseconds.'],
    [{ city: 'x'.repeat(4001) }, 'City has 4,001 characters; 4,000 is the most.'],
    [{ external_id: 'L-1' }, 'External id "L-1" already belongs to the lead with the number 1.'],
  ])('%j is refused', (values, message) => {
    const before = readRecord(workspace.db, { table: 'lead', id: openLead })
    expect(problemOf(() => save(values))?.message).toBe(message)
    expect(readRecord(workspace.db, { table: 'lead', id: openLead })).toEqual(before)
  })

  test('dates are days of the calendar', () => {
    const id = workspace.db.prepare<{ id: number }>("SELECT id FROM opportunity WHERE state = 'open'").get()?.id ?? 0
    expect(save({ estimated_close: '2028-02-29' }, 'opportunity', id).values['estimated_close']).toBe('2028-02-29')
    expect(problemOf(() => save({ estimated_close: '2027-02-29' }, 'opportunity', id))?.message).toBe('Est. close date cannot be "2027-02-29": expected a date such as 2026-11-20.')
    expect(save({ state: 'won', actual_revenue: 10 }, 'opportunity', id).values).toMatchObject({ status: 'Won', closed_at: NOW, actual_revenue: 10 })
  })

  test('several records are saved at once, what stood there before takes it back, and one that is refused keeps all as they were', () => {
    const { db, context } = workspace
    const leads = db.prepare<{ id: number; owner_id: number }>("SELECT id, owner_id FROM lead WHERE state = 'open' ORDER BY id LIMIT 6").all()
    const all = (): unknown[] => leads.map(({ id }) => readRecord(db, { table: 'lead', id }).values).map(({ modified_at: _unused, ...values }) => values)
    const original = all()
    const { saved, before } = saveRecords(db, { table: 'lead', records: leads.map(({ id }) => ({ id, values: { owner_id: 3 } })) }, context)
    expect(saved).toBe(leads.filter(({ owner_id }) => owner_id !== 3).length)
    expect(before).toEqual(leads.filter(({ owner_id }) => owner_id !== 3).map(({ id, owner_id }) => ({ id, values: { owner_id } })))
    saveRecords(db, { table: 'lead', records: before }, context)
    expect(all()).toEqual(original)
    const closed = saveRecords(db, { table: 'lead', records: leads.map(({ id }) => ({ id, values: { state: 'qualified' } })) }, context)
    expect(all()).toEqual(original.map((values) => ({ ...(values as object), state: 'qualified', status: 'Qualified', closed_at: NOW })))
    saveRecords(db, { table: 'lead', records: closed.before }, context)
    expect(all()).toEqual(original)
    const [first, second] = leads
    const name = readRecord(db, { table: 'lead', id: second?.id ?? 0 }).name
    const refused = problemOf(() => db.transaction(() => saveRecords(db, { table: 'lead', records: [{ id: first?.id ?? 0, values: { city: 'Ulm' } }, { id: second?.id ?? 0, values: { employees: 1.5 } }] }, context)))
    expect(refused).toEqual({ code: 'BAD_INPUT', message: `${name}: Employees cannot be 1.5: expected a whole number. None of the records was changed.` })
    expect(all()).toEqual(original)
  })

  test('people and processes are for admins, and nobody takes away their own rights', () => {
    workspace.db.exec('SAVEPOINT roles')
    expect(problemOf(() => save({ role: 'seller' }, 'user', 1))?.message).toBe('You cannot take away your own rights as an admin. Ask another admin to do it.')
    expect(save({ region: 'East' }, 'user', 2).values['region']).toBe('East')
    const asSeller = { ...workspace.context, userId: 2 }
    expect(problemOf(() => saveRecord(workspace.db, { table: 'user', id: 2, values: { role: 'admin' } }, asSeller))?.code).toBe('FORBIDDEN')
    expect(problemOf(() => createRecord(workspace.db, { table: 'user', values: { name: 'X', role: 'admin' } }, asSeller))?.code).toBe('FORBIDDEN')
    workspace.db.exec('ROLLBACK TO roles; RELEASE roles')
  })
})

describe('creating', () => {
  test('fills in owner, unit, time, state and status', () => {
    const made = create({ first_name: 'Ada', last_name: 'Byron', company: 'Engine Works', annual_revenue: 0.1 })
    expect(made).toMatchObject({ name: 'Ada Byron', values: { owner_id: 1, business_unit_id: 1, created_at: NOW, modified_at: NOW, state: 'open', status: 'New', annual_revenue: 0.1, sales_ready: false } })
    expect(create({ company: 'Old Works', state: 'disqualified' }).values).toMatchObject({ status: 'Lost', closed_at: NOW })
    expect(create({ name: 'Works', employees: 3 }, 'account')).toMatchObject({ name: 'Works' })
    expect(create({ type: 'CallHeld', occurred_at: NOW, lead_id: made.id }, 'interaction').values).toMatchObject({ recorded_at: NOW })
  })

  test.each<[string, CellValues, string]>([
    ['lead', {}, 'A new lead needs a name to be found by: fill in one of First name, Last name, E-mail, Company, External id.'],
    ['account', { employees: 4 }, 'Name cannot be empty.'],
    ['interaction', { type: 'CallHeld', occurred_at: 5 }, 'An interaction needs a contact, a lead or an opportunity.'],
    ['interaction', { lead_id: 1, occurred_at: 5 }, 'Type cannot be empty.'],
  ])('a new %s from %j is refused', (table, values, message) => {
    expect(problemOf(() => create(values, table))?.message).toBe(message)
  })
})

describe('catalog', () => {
  test('tables come in order with columns and options', () => {
    const tables = readTables(workspace.db)
    expect(tables.map((table) => table.name).slice(0, 5)).toEqual(['business_unit', 'user', 'account', 'contact', 'lead'])
    expect(tables.find((table) => table.name === 'lead')?.columns.find((column) => column.name === 'state')).toMatchObject({ type: 'option', options: ['open', 'qualified', 'disqualified'], knownWhen: 'after_outcome' })
  })

  test('label, known when and personal are saved; labels stay apart', () => {
    const column = saveColumn(workspace.db, { table: 'lead', name: 'city', label: ' Town ', knownWhen: 'creation', personal: true }, workspace.context)
    expect(column).toMatchObject({ label: 'Town', knownWhen: 'creation', personal: true, name: 'city' })
    expect(readTable(workspace.db, 'lead').columns).toContainEqual(column)
    expect(problemOf(() => saveColumn(workspace.db, { table: 'lead', name: 'city', label: 'country' }, workspace.context))?.message).toBe('Leads already have a column labelled "Country". Choose another label.')
    expect(problemOf(() => saveColumn(workspace.db, { table: 'lead', name: 'nose', label: 'x' }, workspace.context))?.message).toBe('Leads have no column "nose".')
  })
})
