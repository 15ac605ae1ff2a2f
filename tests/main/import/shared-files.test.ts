import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NEEDS_SHARED_DATA, sharedData } from '../../support/shared-data.ts'
import { openBench, type Bench } from './run-job.ts'

const mapping = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../reference/mappings/${name}.json`, import.meta.url), 'utf8'))

function withData(folder: string, body: (path: (name: string) => string) => void): void {
  const there = sharedData(folder)
  describe.runIf(there !== undefined)(`${folder} ${NEEDS_SHARED_DATA}`, () => body((name) => `${there ?? ''}/${name}`))
}

let bench: Bench
const fresh = (): void => {
  beforeAll(() => {
    bench = openBench()
  })
  afterAll(() => bench.close())
}
const counts = (sql: string): Record<string, unknown> => Object.fromEntries(bench.all(sql).map((row) => [String(row['k']), row['n']]))

withData('x-education-leads', (path) => {
  fresh()
  test('inspection suggests the key, the outcome and the marker, and leaves out what holds one value', () => {
    const { suggested, rows, rowsExact, columns, notes } = bench.inspect(path('Leads.csv'))
    expect({ rows, rowsExact, table: suggested.table, key: suggested.key }).toEqual({ rows: 9240, rowsExact: true, table: 'lead', key: 'external_id' })
    const of = (source: string): unknown => suggested.columns.find((column) => column.source === source)
    expect(of('Converted')).toMatchObject({ target: 'state', values: { 0: 'disqualified', 1: 'qualified' } })
    expect(of('Specialization')).toMatchObject({ missing: ['Select'] })
    expect(of('Magazine')).toEqual({ source: 'Magazine', ignore: true })
    expect(notes.join()).toContain('5 columns hold one value only')
    expect(columns.find((column) => column.source === 'Tags')?.notes[0]).toContain('May know the outcome')
    expect(columns.find((column) => column.source === 'Lead Source')?.notes[0]).toContain('2 spellings of Google')
  })
  test('all leads come in, and each damaged variant updates the same leads without a change', async () => {
    const result = await bench.import(path('Leads.csv'), mapping('x-education'))
    expect(result).toMatchObject({ read: 9240, inserted: 9240, updated: 0, rejected: 0, rejectsFile: null, createdTable: null })
    expect(result.createdColumns).toHaveLength(32)
    expect(counts('SELECT state AS k, count(*) AS n FROM lead GROUP BY 1')).toEqual({ qualified: 3561, disqualified: 5679 })
    expect(bench.all("SELECT count(*) AS n FROM lead WHERE specialization IS NULL AND created_at IS NULL")).toEqual([{ n: 1942 + 1438 }])
    expect(bench.all("SELECT count(*) AS n FROM catalog_option WHERE value = 'Select'")).toEqual([{ n: 0 }])
    for (const variant of ['quirks/Leads-trailing-comma-38cols.csv', 'quirks/Leads-crcrlf-line-endings.csv']) {
      const again = await bench.import(path(variant), mapping('x-education'))
      expect(again).toMatchObject({ read: 9240, inserted: 0, updated: 9240, rejected: 0 })
      expect(again.notes).toContain('9,240 records had the same values already.')
    }
    expect(bench.all('SELECT count(*) AS n FROM field_change')).toEqual([{ n: 0 }])
    expect(bench.all('SELECT count(*) AS n FROM lead')).toEqual([{ n: 9240 }])
  })
  test('the workbook named .csv gets a sentence that says what it is and what to do', () => {
    expect(() => bench.inspect(path('quirks/Leads-is-really-xlsx.csv'))).toThrow(/is an Excel workbook named \.csv, not a CSV file\. Open it in Excel, save the sheet as “CSV UTF-8”/u)
  })
})

withData('maven-crm-sales-opportunities', (path) => {
  fresh()
  test('four related files come in completely, lookups resolved', async () => {
    expect(await bench.import(path('accounts.csv'), mapping('maven-accounts'))).toMatchObject({ read: 85, inserted: 85, rejected: 0 })
    expect(await bench.import(path('products.csv'), mapping('maven-products'))).toMatchObject({ read: 7, inserted: 7, createdTable: 'product' })
    expect(await bench.import(path('sales_teams.csv'), mapping('maven-sales-teams'))).toMatchObject({ read: 35, inserted: 35 })
    expect(await bench.import(path('sales_pipeline.csv'), mapping('maven-sales-pipeline'))).toMatchObject({ read: 8800, inserted: 8800, rejected: 0 })
    expect(counts('SELECT state AS k, count(*) AS n FROM opportunity GROUP BY 1')).toEqual({ won: 4238, lost: 2473, open: 2089 })
    expect(bench.all('SELECT count(*) AS n FROM opportunity WHERE product_id IS NULL')).toEqual([{ n: 0 }])
    expect(bench.all('SELECT count(*) AS n FROM opportunity WHERE account_id IS NULL')).toEqual([{ n: 1425 }])
    expect(bench.all("SELECT count(*) AS n FROM opportunity o JOIN product p ON p.id = o.product_id WHERE p.name = 'GTX Pro'")).toEqual([{ n: 1480 }])
    expect(bench.all('SELECT count(*) AS n FROM opportunity WHERE created_at IS NULL')).toEqual([{ n: 500 }])
    expect(bench.all("SELECT o.name, a.name AS account, u.name AS owner, o.created_at, o.closed_at, o.actual_revenue FROM opportunity o JOIN account a ON a.id = o.account_id JOIN user u ON u.id = o.owner_id WHERE o.external_id = '1C1I7A6R'")).toEqual([
      { name: 'GTX Plus Basic', account: 'Cancity', owner: 'Moses Frase', created_at: Date.UTC(2016, 9, 19, 22), closed_at: Date.UTC(2017, 1, 28, 23), actual_revenue: 105_400 },
    ])
    expect(bench.all("SELECT p.name FROM account a JOIN account p ON p.id = a.parent_id WHERE a.name = 'dambase'")).toEqual([{ name: 'Inity' }])
    expect(bench.all("SELECT label, type, scale FROM catalog_column WHERE table_name = 'product' AND name = 'sales_price'")).toEqual([{ label: 'Sales price', type: 'decimal', scale: 2 }])
  })
  test('the inspection alone maps the pipeline; the check finds the product whose name differs', async () => {
    const file = path('sales_pipeline.csv')
    const { suggested } = bench.inspect(file)
    expect(suggested).toMatchObject({ table: 'opportunity', key: 'external_id' })
    const found = await bench.check(file, suggested)
    expect(found).toMatchObject({ read: 8800, wouldInsert: 0, wouldUpdate: 7320, rejected: 1480 })
    expect(found.problems.map((problem) => problem.sentence)).toEqual(['product: 1,480 values found no record. Row 2 has “GTXPro”; expected a record of Product with name “GTXPro”, which was not found.'])
  })
})

withData('bpi2012-loan-applications', (path) => {
  fresh()
  test('applications become opportunities and events their interactions', async () => {
    expect(await bench.import(path('applications.csv'), mapping('bpi2012-applications'))).toMatchObject({ read: 13_087, inserted: 13_087, rejected: 0 })
    expect(await bench.import(path('events.csv'), mapping('bpi2012-events'))).toMatchObject({ read: 262_200, inserted: 262_200, rejected: 0 })
    expect(counts('SELECT state AS k, count(*) AS n FROM opportunity GROUP BY 1')).toEqual({ won: 2246, lost: 7635 + 2807, open: 399 })
    expect(bench.all("SELECT count(*) AS n FROM interaction WHERE type = 'W_Nabellen offertes'")).toEqual([{ n: 52_016 }])
    expect(bench.all('SELECT count(*) AS n FROM interaction WHERE resource IS NULL')).toEqual([{ n: 18_010 }])
    expect(bench.all('SELECT count(*) AS n FROM interaction WHERE opportunity_id IS NULL OR recorded_at <> occurred_at')).toEqual([{ n: 0 }])
    expect(bench.all("SELECT created_at, closed_at FROM opportunity WHERE external_id = '173694'")).toEqual([{ created_at: Date.parse('2011-10-01T08:10:30.287+02:00'), closed_at: Date.parse('2011-11-04T16:04:52.612+01:00') }])
    expect(bench.all("SELECT count(*) AS n FROM catalog_option WHERE table_name = 'interaction' AND column_name = 'type' AND value LIKE '_\\_%' ESCAPE '\\'")).toEqual([{ n: 24 }])
  })
})

withData('mode-yammer-email-events', (path) => {
  fresh()
  test('users and events come in, with both forms of their dates', async () => {
    expect(await bench.import(path('users.csv'), mapping('mode-yammer-users'))).toMatchObject({ read: 9381, inserted: 9381, rejected: 0 })
    expect(await bench.import(path('email_events.csv'), mapping('mode-yammer-email-events'))).toMatchObject({ read: 90_389, inserted: 90_389, rejected: 0 })
    expect(counts('SELECT type AS k, count(*) AS n FROM interaction GROUP BY 1')).toEqual({ EmailSent: 57_267 + 3653, EmailOpened: 20_459, EmailClicked: 9010 })
    const days = counts("SELECT strftime('%w', (occurred_at - 7 * 3600000) / 1000, 'unixepoch') AS k, count(*) AS n FROM interaction WHERE detail = 'sent_weekly_digest' GROUP BY 1")
    expect(Object.keys(days)).toEqual(['1', '2', '3', '4', '5'])
    expect(bench.all("SELECT created_at FROM contact WHERE external_id = '19061'")).toEqual([{ created_at: Date.parse('2014-08-31T13:21:00-07:00') }])
  })
  test('inspection sees that a spreadsheet swapped day and month', () => {
    const column = bench.inspect(path('email_events.csv')).columns.find(({ source }) => source === 'occurred_at')
    expect(column).toMatchObject({ detectedType: 'datetime', dateFormats: ['DD-MM-YYYY HH:mm', 'YYYY/DD/MM HH:mm'] })
    expect(column?.notes.join()).toContain('a spreadsheet seems to have swapped them')
  })
})

withData('crm-export-schemas', (path) => {
  fresh()
  test.each(['salesforce/sf_lead_data.csv', 'salesforce/sf_opportunity_history_data.csv', 'hubspot/contact_data.csv', 'hubspot/deal_data.csv', 'marketo/marketo_activity_open_email_data.csv', 'pardot/pardot_prospect_data.csv', 'pardot/pardot_visitor_activity_data.csv'])('%s can be inspected and imported into a table of its own', async (name) => {
    const { suggested } = bench.inspect(path(name))
    const { key: _, ...rest } = suggested
    const table = `t_${name.replace(/\W+/gu, '_').replace('_csv', '')}`
    const result = await bench.import(path(name), { ...rest, table, columns: suggested.columns.map(({ source, ignore }) => (ignore === true ? { source, ignore } : { source })), others: 'infer' })
    expect(result.rejected).toBe(0)
    expect(result.inserted).toBe(result.read)
  })
})
