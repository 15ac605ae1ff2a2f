import { expect, test } from 'vitest'
import { completeRules } from '#shared/domain/rules/text/complete'
import { madeTable, SAMPLE } from './made-catalog.ts'

/** What is offered where the bar stands, with the text that it would replace. */
function offered(marked: string, known = SAMPLE): { readonly labels: readonly string[]; readonly over: string; readonly inserts: readonly string[] } {
  const offset = marked.indexOf('|')
  const text = marked.replace('|', '')
  const { from, choices } = completeRules(text, offset, known)
  return { labels: choices.map((choice) => choice.label), over: text.slice(from, offset), inserts: choices.map((choice) => choice.insert) }
}

const head = 'Model "M" for contacts\n'

test('lines begin with a section, and inside a block with a condition', () => {
  expect(offered('|').labels).toEqual(expect.arrayContaining(['Model', 'When', 'Grades', 'Sales-ready at']))
  expect(offered(`${head}sal|`)).toMatchObject({ labels: ['Sales-ready at'], over: 'sal' })
  expect(offered('Model "M" for |').labels).toEqual(['leads', 'lead', 'contacts', 'contact', 'accounts', 'account'])
  const inside = offered(`${head}When all of\n  |`).labels
  expect(inside).toEqual(expect.arrayContaining(['each', 'at least', 'no', 'all of', 'any of', 'City', 'Account']))
  expect(inside).not.toContain('Grades')
})

test('columns are those of the record that is reached', () => {
  expect(offered(`${head}When City| `).labels).not.toContain('Employees')
  expect(offered(`${head}When Account's emp|`)).toMatchObject({ labels: ['Employees'], over: 'emp' })
  expect(offered(`${head}Audience: all of\n  Parent con|`)).toMatchObject({ labels: ['Parent contact'], over: 'Parent con' })
  expect(offered(`${head}When each EmailClicked of Contact where as|`).labels).toEqual(['Asset'])
})

test('operators fit the column, and values are those that it knows', () => {
  expect(offered(`${head}When Account's Employees |`).labels).toEqual(expect.arrayContaining(['is more than', 'is between']))
  expect(offered(`${head}When Account's Employees |`).labels).not.toContain('contains')
  expect(offered(`${head}When Created on is in|`)).toMatchObject({ labels: ['is in the last', 'is in the next'], over: 'is in' })
  expect(offered(`${head}Audience: all of\n  State equals |`).inserts).toEqual(['"open"', '"qualified"', '"disqualified"'])
  expect(offered(`${head}Audience: all of\n  State equals "dis|`)).toMatchObject({ inserts: ['"disqualified"'], over: '"dis' })
  expect(offered(`${head}Audience: all of\n  Sales ready equals |`).labels).toEqual(['yes', 'no'])
})

test('what is counted and the way from it', () => {
  expect(offered(`${head}When each email|`).labels).toEqual(expect.arrayContaining(['EmailClicked', 'EmailOpened']))
  expect(offered(`${head}When each EmailClicked |`).labels).toEqual(expect.arrayContaining(['of', 'in the last', 'between', 'where']))
  const way = offered(`${head}When each EmailClicked of |`)
  expect(way.labels[0]).toBe('Contact')
  expect(way.labels).toContain('Lead')
  expect(offered(`${head}When each EmailClicked of Lead of Contacts by |`).labels).toEqual([])
  expect(offered(`${head}When each EmailClicked of Account of Par|`).labels).toEqual([])
  expect(offered(`${head}When each EmailClicked in the last 30 |`).labels).toEqual(expect.arrayContaining(['days', 'months']))
})

test('actions, settings and consent', () => {
  expect(offered(`${head}When always\nthen |`).labels).toEqual(['add', 'subtract'])
  expect(offered(`${head}When always\nthen add 5 points, |`).labels).toEqual(['at most', 'fading'])
  expect(offered(`${head}Consent at least |`).labels).toContain('Marketing')
  expect(offered(`${head}Business unit |`).labels).toEqual(SAMPLE.businessUnits)
})

test('a name that would be misread is inserted in brackets, equal ones with their number', () => {
  const known = { ...SAMPLE, tables: [...SAMPLE.tables, madeTable('x', 'No. 1', 'No. 1s', [{ name: 'a', label: 'contact "c"', type: 'lookup', lookupTable: 'contact' }, { name: 'b', label: 'A', type: 'text' }, { name: 'c', label: 'a', type: 'text' }])] }
  expect(offered(`${head}When each No. 1 of |`, known).inserts[0]).toBe('[contact "c"]')
  expect(offered(`${head}When each No. 1 of [contact "c"] where |`, known).inserts).toEqual(['[contact "c"]', 'A', 'a (2)'])
})
