import type { z } from 'zod'
import { mappingSchema } from '#shared/contract/dataset'
import type { Mapping } from '#shared/domain/dataset/mapping'
import { Problem } from '../errors.ts'
import type { ReadDb, WriteDb } from '../handles.ts'

type ContractMapping = z.infer<typeof mappingSchema>
type ImportState = 'applying' | 'applied' | 'undone' | 'failed'

export interface ImportEntry {
  id: number
  table: string
  fileName: string
  state: ImportState
  read: number
  inserted: number
  updated: number
  rejected: number
  rejectsFile: string | null
  startedAt: number
  finishedAt: number | null
}

const columns = `id, table_name AS "table", file_name AS fileName, state, read_rows AS read, inserted, updated, rejected,
  rejects_file AS rejectsFile, started_at AS startedAt, finished_at AS finishedAt`

/** All imports, the newest first. */
export function listImports(db: ReadDb): ImportEntry[] {
  return db.prepare<ImportEntry>(`SELECT ${columns} FROM import ORDER BY id DESC`).all()
}

export function readImport(db: ReadDb, importId: number): ImportEntry {
  const found = db.prepare<ImportEntry>(`SELECT ${columns} FROM import WHERE id = ?`).get(importId)
  if (found === undefined) throw new Problem('NOT_FOUND', `There is no import ${importId}. The Data page lists all imports.`)
  return found
}

/** The stored result of a job's import, when it was applied before a crash could tell anyone. */
export function importResultOfJob(db: ReadDb, jobId: number): Readonly<Record<string, unknown>> | undefined {
  const found = db
    .prepare<{ detail: string }>("SELECT a.detail FROM import i JOIN audit_log a ON a.action = 'import' AND a.subject = 'import ' || i.id WHERE i.job_id = ? AND i.state = 'applied'")
    .get(jobId)
  return found === undefined ? undefined : (JSON.parse(found.detail) as Record<string, unknown>)
}

/** Saved mappings by name. */
export function listMappings(db: ReadDb): { name: string; mapping: ContractMapping }[] {
  return db
    .prepare<{ name: string; mapping: string }>('SELECT name, mapping FROM import_mapping ORDER BY name COLLATE NOCASE')
    .all()
    .map((row) => ({ name: row.name, mapping: mappingSchema.parse(JSON.parse(row.mapping)) }))
}

/** Keeps a mapping under a name; one of the same name is replaced. */
export function saveMapping(db: WriteDb, input: { name: string; mapping: ContractMapping }, now: number): { name: string } {
  db.prepare('INSERT INTO import_mapping (name, mapping, saved_at) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET mapping = excluded.mapping, saved_at = excluded.saved_at').run(
    input.name, JSON.stringify(input.mapping), now,
  )
  return { name: input.name }
}

/** A mapping as the contract sends it. */
export function contractMapping(mapping: Mapping): ContractMapping {
  return mappingSchema.parse(mapping)
}

/** A mapping out of JSON, in which an optional field is there or absent, never undefined. */
export function domainMapping(value: unknown): Mapping {
  const parsed = mappingSchema.safeParse(value)
  if (!parsed.success) throw new Problem('BAD_INPUT', `The mapping cannot be used: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}.`)
  return JSON.parse(JSON.stringify(parsed.data)) as Mapping
}
