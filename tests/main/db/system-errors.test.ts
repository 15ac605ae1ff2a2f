import { expect, test } from 'vitest'
import { systemProblem } from '#main/db/system-errors'
import { packError, unpackError } from '#main/workers/protocol'

const failed = (code: string, path?: string): Error => Object.assign(new Error(code), { code, ...(path === undefined ? {} : { path }) })

test.each([
  ['ENOSPC', '/data/x.csv', /^There is no room left on the disk for \/data\/x\.csv\./u], ['SQLITE_FULL', undefined, /^There is no room left on the disk\./u],
  ['EROFS', '/data/x.csv', /^\/data\/x\.csv cannot be opened or written/u], ['EISDIR', '/data', /^\/data is a folder/u], ['SQLITE_READONLY_DBMOVED', undefined, /^The workspace cannot be opened for writing/u], ['SQLITE_IOERR_WRITE', undefined, /^The workspace cannot be read or written/u],
])('%s is told as something that the user can put right, across threads too', (code, path, sentence) => {
  expect(systemProblem(failed(code, path))?.message).toMatch(sentence)
  expect(unpackError(packError(failed(code, path)))).toMatchObject({ name: 'Problem', message: expect.stringMatching(sentence) })
})

test('every other error stays a fault', () => {
  for (const error of [failed('SQLITE_ERROR'), failed('ENOENT', '/x'), new Error('ENOSPC'), 'ENOSPC', null]) expect(systemProblem(error)).toBeUndefined()
  expect(packError(failed('SQLITE_CONSTRAINT'))).toMatchObject({ kind: 'bug' })
})
