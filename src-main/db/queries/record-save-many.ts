import type { Cell } from '#shared/contract/base'
import { Problem } from '../errors.ts'
import type { WriteDb } from '../handles.ts'
import { readTable } from './catalog.ts'
import { saveRecord, type CellValues, type SaveContext } from './record-save.ts'
import { readRecord } from './records.ts'

interface RecordValues {
  readonly id: number
  readonly values: CellValues
}

/** What was saved, and what stood there before in the columns that are different now; saving that undoes it. */
export interface SavedMany {
  readonly saved: number
  readonly before: { id: number; values: Record<string, Cell> }[]
}

/** Saves several records of a table inside the caller's transaction, each as `saveRecord` does; what one of them refuses is refused for all, and named. */
export function saveRecords(db: WriteDb, input: { readonly table: string; readonly records: readonly RecordValues[] }, context: SaveContext): SavedMany {
  const editable = readTable(db, input.table).columns.filter(({ readOnly }) => !readOnly)
  const before = input.records.flatMap(({ id, values }) => {
    const old = readRecord(db, { table: input.table, id })
    const now = saved(db, { table: input.table, id, values }, old.name, context)
    const different = editable.filter(({ name }) => old.values[name] !== now.values[name])
    return different.length === 0 ? [] : [{ id, values: Object.fromEntries(different.map(({ name }) => [name, old.values[name] ?? null])) }]
  })
  return { saved: before.length, before }
}

function saved(db: WriteDb, input: { table: string; id: number; values: CellValues }, name: string, context: SaveContext): ReturnType<typeof saveRecord> {
  try {
    return saveRecord(db, input, context)
  } catch (error) {
    throw error instanceof Problem ? new Problem(error.code, `${name}: ${error.message} None of the records was changed.`, error.field) : error
  }
}
