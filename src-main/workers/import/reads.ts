import { listImports, listMappings, readImport, saveMapping } from '#main/db/queries/imports'
import type { RowProblem } from '#shared/domain/dataset/mapping'
import type { Read, Write } from '../context.ts'
import { readRejects } from './rejects.ts'

type Mappings = ReturnType<typeof listMappings>

export const imports: Read<null, ReturnType<typeof listImports>> = (db) => listImports(db)

/** The first problems of an import; `total` counts the rejected rows, of which each may have several problems. */
export const rejects: Read<{ importId: number; limit: number }, { total: number; problems: RowProblem[] }> = (db, input) => {
  const entry = readImport(db, input.importId)
  return { total: entry.rejected, problems: readRejects(entry.rejectsFile, input.limit) }
}

export const mappings: Read<null, Mappings> = (db) => listMappings(db)

export const saveOne: Write<Mappings[number], { name: string }> = (db, input, context) => {
  context.changed('workspace')
  return saveMapping(db, input, context.now)
}
