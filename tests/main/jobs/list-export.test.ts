import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { saveFormula } from '#main/db/formulas/save-formula'
import { createRecord } from '#main/db/queries/record-save'
import exportList from '#main/workers/jobs/list-export'
import { jobContext, makeWorkspace, NOW, type TestWorkspace } from '../db/support/workspace.ts'

let workspace: TestWorkspace
let dataFolder: string
beforeEach(() => {
  workspace = makeWorkspace()
  dataFolder = mkdtempSync(join(tmpdir(), 'list-export-'))
  for (const [last_name, employees] of [['Byron', 3], ['Hopper', 12], ['=1+1', 7], ['Curie', null]] as const) createRecord(workspace.db, { table: 'lead', values: { last_name, employees, company: 'Acme, "Ltd"' } }, workspace.context)
  workspace.db.transaction(() => saveFormula(workspace.db, { table: 'lead', name: null, label: 'Twice', formula: 'Employees * 2' }, workspace.context))
})
afterEach(() => {
  workspace.close()
  rmSync(dataFolder, { recursive: true, force: true })
})

const shown = [{ id: 'name', label: 'Name' }, { id: 'company', label: 'Company' }, { id: 'twice', label: 'Twice' }, { id: 'created_at', label: 'Created' }, { id: 'score', label: 'Score' }]
const run = async (change: Readonly<Record<string, unknown>>): Promise<{ path: string; rows: number }> =>
  (await exportList({ ...jobContext(workspace, { entity: 'lead', view: 'all', title: 'My: leads/all', format: 'csv', shown, sort: { column: 'twice', direction: 'desc' }, filters: [{ column: 'twice', operator: 'filled', values: [] }], ...change }), dataFolder })) as { path: string; rows: number }

test('the file holds what the list shows: its filter, order and columns, safe in a spreadsheet', async () => {
  const { path, rows } = await run({})
  const at = new Date(NOW).toISOString()
  expect(readFileSync(path, 'utf8').replace('\uFEFF', '').split('\r\n')).toEqual(['External id,Name,Company,Twice,Created,Score', `,Hopper,"Acme, ""Ltd""",24,${at},`, `,'=1+1,"Acme, ""Ltd""",14,${at},`, `,Byron,"Acme, ""Ltd""",6,${at},`, ''])
  expect(rows).toBe(3)
  expect(readdirSync(join(dataFolder, 'exports'))).toEqual(['My_ leads_all 1.csv'])
})

test('a search and JSON Lines; a workbook; a column that is not there gets a sentence and leaves no file', async () => {
  const lines = await run({ format: 'jsonl', search: 'hopp', shown: [{ id: 'name', label: 'Name' }, { id: 'twice', label: 'Twice' }] })
  expect(JSON.parse(readFileSync(lines.path, 'utf8'))).toEqual({ 'External id': null, Name: 'Hopper', Twice: 24 })
  const book = await run({ format: 'xlsx' })
  expect(book.rows).toBe(3)
  expect(readFileSync(book.path).subarray(0, 2).toString()).toBe('PK')
  await expect(run({ shown: [{ id: 'nothing', label: 'Nothing' }] })).rejects.toThrow('Leads have no column "nothing".')
  expect(readdirSync(join(dataFolder, 'exports'))).toHaveLength(2)
})
