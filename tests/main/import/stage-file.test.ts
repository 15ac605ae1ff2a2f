import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { openDb, prepareWorkspace } from '#main/db/open'
import { attachStage } from '#main/db/stage'
import { StageFile, type StageValue } from '#main/db/stage-file'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

function readBack(rows: readonly (readonly StageValue[])[]): { rows: unknown[][]; integrity: unknown } {
  const file = join(folder.path, 'rows.stage')
  const stage = new StageFile(file, ['TEXT', 'INTEGER', 'REAL'])
  for (const row of rows) stage.add(row)
  stage.close()
  const workspace = join(folder.path, 'w.sextant')
  prepareWorkspace(workspace, 0, 'UTC')
  const db = openDb(workspace)
  try {
    attachStage(db, file)
    return { rows: db.prepare('SELECT * FROM stage.row ORDER BY n').values(), integrity: db.prepare('PRAGMA stage.integrity_check').values() }
  } finally {
    db.close()
  }
}

test('what is staged is read back by SQLite, whatever the values', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.nat(200_000).map((length) => 'ü'.repeat(length % 7) + 'x'.repeat(length)))
  const row = fc.tuple(fc.option(text, { freq: 5 }), fc.option(fc.maxSafeInteger()), fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })))
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (cells) => {
      const rows = cells.map((values, index): StageValue[] => [3 * index + 1, ...values])
      const found = readBack(rows)
      expect(found.integrity).toEqual([['ok']])
      expect(found.rows).toEqual(rows.map(([n, t, i, d]) => [n, t, i, d === 0 ? 0 : d]))
    }),
    { numRuns: 60 },
  )
})

test('a stage of many pages and two inner levels is whole', () => {
  const rows = Array.from({ length: 120_000 }, (_, index): StageValue[] => [index + 1, index % 50 === 0 ? 'y'.repeat(3000) : `value ${index}`, index * 7919, index / 3])
  const found = readBack(rows)
  expect(found.integrity).toEqual([['ok']])
  expect(found.rows.length).toBe(rows.length)
  expect(found.rows[77_777]).toEqual(rows[77_777])
})

test('an empty stage is an empty table', () => {
  expect(readBack([])).toEqual({ rows: [], integrity: [['ok']] })
})
