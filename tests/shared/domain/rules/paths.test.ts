import { expect, test } from 'vitest'
import { completePath, describePath, occurrenceTable, parsePath, pathChoices, pathTables } from '#shared/domain/rules/paths'
import { madeTable, SAMPLE } from './made-catalog.ts'

const { tables } = SAMPLE
const rows = (table: string, column: string) => ({ kind: 'rows', table, column }) as const
const lookup = (column: string) => ({ kind: 'lookup', column }) as const

test('paths as people know them are read as written', () => {
  expect(parsePath('EmailClicked.Contact.Parent customer account', 'account', tables)).toEqual({ path: [rows('contact', 'account_id'), rows('interaction', 'contact_id')], interactionType: 'EmailClicked', table: 'interaction' })
  expect(parsePath('Lead.Lead.Parent contact', 'contact', tables)).toEqual({ path: [rows('lead', 'parent_contact_id')], interactionType: null, table: 'lead' })
  expect(parsePath('lead.PARENT CONTACT.parent customer account', 'account', tables)).toEqual({ path: [rows('contact', 'account_id'), rows('lead', 'parent_contact_id')], interactionType: null, table: 'lead' })
  expect(parsePath('Emailclicked', 'contact', tables)).toMatchObject({ path: [rows('interaction', 'contact_id')] })
  expect(parsePath('EmailClicked of Contact of Account', 'account', tables)).toEqual(parsePath('EmailClicked.Contact.Account', 'account', tables))
  expect(parsePath('EmailClicked.Contact.Parent customer account', 'lead', tables)).toMatchObject({ path: [lookup('parent_account_id'), rows('contact', 'account_id'), rows('interaction', 'contact_id')] })
})

test('a path that cannot be read says where and why', () => {
  const wrong = (text: string, target = 'contact'): readonly [string, string] | null => {
    const read = parsePath(text, target, tables)
    return 'problem' in read ? [text.slice(read.from, read.to), read.problem] : null
  }
  expect(wrong('EmailClicked.Contakt')).toEqual(['Contakt', 'Interactions have no relationship called “Contakt”. Did you mean “Contact”?'])
  expect(wrong('EmialClicked')).toEqual(['EmialClicked', expect.stringContaining('“EmailClicked”')])
  expect(wrong('')).toEqual(['', 'Begin with what is counted, for example EmailClicked.'])
  expect(wrong('EmailClicked.Contact where')).toEqual(['where', expect.stringContaining('should end here')])
  expect(wrong('Process')?.[1]).toContain('This way ends at Processes')
  expect(wrong('EmailClicked.')?.[1]).toBeDefined()
})

test('choices tell several relationships to the same table apart', () => {
  expect(pathChoices(tables, 'interaction').map((choice) => choice.label)).toEqual(['Contact', 'Lead', 'Opportunity'])
  const contact = pathChoices(tables, 'contact')
  expect(contact.slice(0, 3).map((choice) => choice.label)).toEqual(['Account', 'Owner', 'Business unit'])
  expect(contact.map((choice) => choice.label)).toEqual(expect.arrayContaining(['Leads by Parent contact', 'Opportunities by Contact', 'Interactions by Contact']))
  expect(pathChoices(tables, 'account').map((choice) => choice.label)).toEqual(expect.arrayContaining(['Contacts by Account', 'Accounts by Parent account', 'Leads by Parent account']))
  const visits = madeTable('visit', 'Visit', 'Visits', [{ name: 'host', label: 'Host', type: 'lookup', lookupTable: 'contact' }, { name: 'guest', label: 'Guest', type: 'lookup', lookupTable: 'contact' }])
  expect(pathChoices([...tables, visits], 'contact').filter((choice) => choice.table === 'visit')).toEqual([
    { hop: rows('visit', 'host'), table: 'visit', label: 'Visits by Host', detail: 'to Visits' },
    { hop: rows('visit', 'guest'), table: 'visit', label: 'Visits by Guest', detail: 'to Visits' },
  ])
})

test('tables along a path, and what it counts', () => {
  const path = [lookup('account_id'), rows('contact', 'account_id'), rows('interaction', 'contact_id')]
  expect(pathTables(tables, 'contact', path)).toEqual(['account', 'contact', 'interaction'])
  expect(pathTables(tables, 'lead', path)).toEqual([null, null, null])
  expect([occurrenceTable('contact', path), occurrenceTable('contact', path.slice(0, 1)), occurrenceTable('lead', [])]).toEqual(['interaction', null, 'lead'])
  expect(describePath(tables, 'contact', path, 'EmailClicked')).toBe('EmailClicked.Contact.Account.Contacts by Account')
  expect(describePath(tables, 'contact', [], null)).toBe('?')
})

test('the entity field offers what is counted, then the next steps after each period', () => {
  const labels = (text: string, target = 'account') => completePath(text, target, tables).choices.map((choice) => choice.label)
  expect(labels('')).toEqual(expect.arrayContaining(['EmailClicked', 'Opportunity']))
  expect(labels('emailcl')).toEqual(['EmailClicked'])
  expect(completePath('EmailClicked.', 'account', tables)).toMatchObject({ from: 13, choices: expect.arrayContaining([expect.objectContaining({ label: 'Contact', done: false })]) })
  expect(completePath('EmailClicked.Contact.Acc', 'account', tables)).toEqual({ from: 21, choices: expect.arrayContaining([{ label: 'Account', insert: 'Account', detail: 'reaches the subject', done: true }]) })
  expect(labels('EmailClicked.Contact.Account.').length).toBeGreaterThan(5)
  expect(labels('Nothing.')).toEqual([])
})
