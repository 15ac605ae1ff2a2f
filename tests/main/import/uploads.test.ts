import { randomBytes } from 'node:crypto'
import { readFileSync, utimesSync, writeFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Uploads, uploadChunkBytes } from '#main/core/dataset/uploads'
import { temporaryFolder } from '../../support/temporary-folder.ts'

let folder: ReturnType<typeof temporaryFolder>
let uploads: Uploads
beforeEach(() => {
  folder = temporaryFolder()
  uploads = new Uploads(join(folder.path, 'uploads'))
})
afterEach(() => folder.remove())

test('pieces become the file, which can be used when all have arrived', async () => {
  const content = randomBytes(uploadChunkBytes + 1000)
  const { fileId, chunkBytes } = await uploads.begin({ name: 'C:\\Users\\me\\leads.csv', bytes: content.length })
  expect(chunkBytes).toBe(uploadChunkBytes)
  expect(await uploads.append({ fileId, offset: 0, data: content.subarray(0, chunkBytes).toString('base64') })).toEqual({ received: chunkBytes, complete: false })
  expect(() => uploads.get(fileId)).toThrow(`Only ${chunkBytes} of ${content.length} bytes of leads.csv have arrived`)
  expect(await uploads.append({ fileId, offset: chunkBytes, data: content.subarray(chunkBytes).toString('base64') })).toEqual({ received: content.length, complete: true })
  const file = uploads.get(fileId)
  expect(file).toMatchObject({ name: 'leads.csv', bytes: content.length })
  expect(readFileSync(file.path).equals(content)).toBe(true)
})

test('what does not fit is refused with a sentence', async () => {
  const { fileId } = await uploads.begin({ name: 'a.csv', bytes: 4 })
  await expect(uploads.append({ fileId, offset: 1, data: 'YWI=' })).rejects.toThrow('begins at byte 0, not 1')
  await expect(uploads.append({ fileId, offset: 0, data: 'not base64!' })).rejects.toThrow('is not base64')
  await expect(uploads.append({ fileId, offset: 0, data: 'YWJjZGU=' })).rejects.toThrow('announced with 4 bytes')
  await expect(uploads.append({ fileId, offset: 0, data: 'A'.repeat(2 * uploadChunkBytes) })).rejects.toThrow('Send smaller pieces')
  await expect(uploads.append({ fileId: 'nothing', offset: 0, data: '' })).rejects.toThrow('no longer known')
  await expect(uploads.begin({ name: 'a.csv', bytes: 1e12 })).rejects.toThrow('larger than 8 GB')
  expect(() => uploads.get('../../etc/passwd')).toThrow('no longer known')
})

test('a file of this machine is used where it lies', async () => {
  const path = join(folder.path, 'own.csv')
  writeFileSync(path, 'a,b\n')
  const { fileId, name, bytes } = await uploads.register(path)
  expect({ name, bytes }).toEqual({ name: 'own.csv', bytes: 4 })
  expect(uploads.get(fileId)).toEqual({ name: 'own.csv', bytes: 4, path })
  await expect(uploads.append({ fileId, offset: 4, data: 'YQ==' })).rejects.toThrow('lies on this machine already')
  await expect(uploads.register(folder.path)).rejects.toThrow('is not a file')
  await expect(uploads.register(join(folder.path, 'none'))).rejects.toThrow('does not exist')
})

test('uploads of last week are deleted', async () => {
  const { fileId } = await uploads.begin({ name: 'old.csv', bytes: 0 })
  const { path } = uploads.get(fileId)
  utimesSync(path, 1, 1)
  await uploads.begin({ name: 'new.csv', bytes: 0 })
  expect(existsSync(path)).toBe(false)
})
