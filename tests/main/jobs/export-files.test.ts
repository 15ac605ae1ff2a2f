import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRecord } from '#main/db/queries/record-save'
import exportJob from '#main/workers/jobs/export'
import { jobContext, makeWorkspace, NOW, type TestWorkspace } from '../db/support/workspace.ts'

let workspace: TestWorkspace
let folder: string
beforeEach(() => {
  workspace = makeWorkspace()
  folder = mkdtempSync(join(tmpdir(), 'export-files-'))
})
afterEach(() => {
  workspace.close()
  rmSync(folder, { recursive: true, force: true })
})

const write = async (what: string, format: string): Promise<string> => {
  const path = join(folder, `${what}.${format}`)
  await exportJob(jobContext(workspace, { what, format, path }))
  return path
}

async function duck(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

test('a Parquet file has the columns’ types, and DuckDB reads the same records', async () => {
  createRecord(workspace.db, { table: 'lead', values: { last_name: '=Größe 😀', employees: 12, annual_revenue: 1234.5, sales_ready: true } }, workspace.context)
  createRecord(workspace.db, { table: 'lead', values: { last_name: 'Empty' } }, workspace.context)
  const path = await write('lead', 'parquet')
  const types = await duck(`SELECT column_name, column_type FROM (DESCRIBE SELECT last_name, employees, annual_revenue, sales_ready, created_at, owner_id FROM '${path}')`)
  expect(Object.fromEntries(types.map((row) => [row['column_name'], row['column_type']]))).toMatchObject({ last_name: 'VARCHAR', employees: 'BIGINT', annual_revenue: 'DOUBLE', sales_ready: 'BOOLEAN', created_at: expect.stringMatching(/^TIMESTAMP/u), owner_id: 'VARCHAR' })
  const rows = await duck(`SELECT last_name, employees::INT AS employees, annual_revenue, sales_ready, epoch_ms(created_at)::DOUBLE AS created_at FROM '${path}' ORDER BY employees`)
  expect(rows).toEqual([
    { last_name: '=Größe 😀', employees: 12, annual_revenue: 1234.5, sales_ready: true, created_at: NOW },
    { last_name: 'Empty', employees: null, annual_revenue: null, sales_ready: false, created_at: NOW },
  ])
})

test('days are days, and a table of many groups or without rows is read whole', async () => {
  createRecord(workspace.db, { table: 'opportunity', values: { topic: 'Deal', estimated_close: '2026-02-28' } }, workspace.context)
  workspace.db.exec("INSERT INTO account (name, modified_at) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 45000) SELECT 'Account ' || i, 0 FROM n")
  expect(await duck(`SELECT estimated_close::VARCHAR AS day, typeof(estimated_close) AS type FROM '${await write('opportunity', 'parquet')}'`)).toEqual([{ day: '2026-02-28', type: 'DATE' }])
  expect(await duck(`SELECT count(*)::INT AS n, count(DISTINCT name)::INT AS names FROM '${await write('account', 'parquet')}'`)).toEqual([{ n: 45_000, names: 45_000 }])
  expect(await duck(`SELECT count(*)::INT AS n FROM '${await write('scores', 'parquet')}'`)).toEqual([{ n: 0 }])
})

test('a workbook; text that no cell holds gets a sentence with row and column, and leaves no file', async () => {
  createRecord(workspace.db, { table: 'lead', values: { last_name: 'a\u0001b' } }, workspace.context)
  expect(readFileSync(await write('lead', 'xlsx')).subarray(0, 2).toString()).toBe('PK')
  workspace.db.prepare('INSERT INTO contact (last_name, modified_at) VALUES (?, 0)').run('x'.repeat(32_768))
  await expect(write('contact', 'xlsx')).rejects.toThrow('Row 1 has 32,768 characters in last_name; a cell of a workbook holds 32,767.')
  expect(existsSync(join(folder, 'contact.xlsx'))).toBe(false)
  expect(readdirSync(folder)).toEqual(['lead.xlsx'])
})
