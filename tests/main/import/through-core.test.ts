import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { finished } from '../../support/workspace.ts'
import { workspaceOfFile } from '../../support/workspace-of-file.ts'

const { folder, workspace } = workspaceOfFile()

test('a file goes from upload to import and back through the procedures that the page calls', async () => {
  const { client } = workspace()
  const content = Buffer.from('Lead Number,Company,Employees,Converted\n1,Acme,12,1\n2,Beta,many,0\n3,Cyan,3,0\n4,Dust,5,1\n')
  const { fileId } = await client.dataset.beginUpload({ name: 'leads.csv', bytes: content.length })
  expect(await client.dataset.uploadChunk({ fileId, offset: 0, data: content.toString('base64') })).toEqual({ received: content.length, complete: true })
  const { suggested, file } = await client.dataset.inspect({ fileId })
  expect(file).toEqual({ fileId, name: 'leads.csv', bytes: content.length })
  expect(suggested).toMatchObject({ table: 'lead', key: 'external_id' })
  const mapping = { ...suggested, columns: suggested.columns.map((column) => (column.source === 'Employees' ? { source: 'Employees', target: 'employees' } : column)) }
  const check = await finished(client, (await client.dataset.check({ fileId, mapping })).jobId)
  expect(check.result).toMatchObject({ read: 4, wouldInsert: 3, wouldUpdate: 0, rejected: 1 })
  const done = await finished(client, (await client.dataset.import({ fileId, mapping })).jobId)
  expect(done.result).toMatchObject({ read: 4, inserted: 3, rejected: 1 })
  const [entry] = await client.dataset.imports()
  expect(entry).toMatchObject({ table: 'lead', fileName: 'leads.csv', state: 'applied', inserted: 3 })
  const importId = entry?.id ?? 0
  expect(await client.dataset.rejects({ importId })).toEqual({ total: 1, problems: [{ row: 2, column: 'Employees', value: 'many', expected: 'a whole number of at most 15 digits' }] })
  await client.dataset.saveMapping({ name: 'Ours', mapping })
  expect(await client.dataset.mappings()).toEqual([{ name: 'Ours', mapping }])
  const undone = await finished(client, (await client.dataset.undoImport({ importId })).jobId)
  expect(undone.result).toMatchObject({ removed: 3 })
  expect((await client.dataset.imports())[0]?.state).toBe('undone')
})

test('a named file of this machine is imported by its path, and a workbook is refused', async () => {
  const path = join(folder, 'x.csv')
  writeFileSync(path, Buffer.from([0x50, 0x4b, 3, 4, ...Buffer.from('xl/workbook.xml')]))
  const { fileId } = await workspace().core.uploads.register(path)
  await expect(workspace().client.dataset.inspect({ fileId })).rejects.toThrow('is an Excel workbook named .csv')
})
