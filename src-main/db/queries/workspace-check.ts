import { unpackScorer } from '../scoring/stored-model.ts'
import { sql } from 'kysely'
import { keyOf } from '#shared/domain/catalog/formula/graph'
import { currentGraph } from '../formulas/current-graph.ts'
import { countStale } from '../formulas/keep.ts'
import { readTables } from './catalog.ts'
import { countRows } from './filters-sql.ts'
import type { ReadDb } from '../handles.ts'

export interface CheckLine {
  readonly name: string
  readonly ok: boolean
  readonly detail: string
}

/** Columns that tables have for the application's own use, unknown to the catalog. */
const ownColumns: ReadonlySet<string> = new Set(['id', 'import_id', 'created_at', 'modified_at'])
const shown = 5

/** Looks through the whole workspace for damage and for what does not fit together; changes nothing. */
export function checkWorkspace(db: ReadDb): { ok: boolean; checks: CheckLine[] } {
  const checks = [checkFile(db), checkForeignKeys(db), checkCatalog(db), checkCalculated(db), checkImports(db), checkModels(db), checkScores(db), checkInteractions(db)]
  return { ok: checks.every((check) => check.ok), checks }
}

const line = (name: string, problems: readonly string[], fine: string): CheckLine => ({
  name,
  ok: problems.length === 0,
  detail: problems.length === 0 ? fine : `${problems.slice(0, shown).join('; ')}${problems.length > shown ? `; and ${problems.length - shown} more` : ''}.`,
})

function checkFile(db: ReadDb): CheckLine {
  const found = db.prepare<{ integrity_check: string }>('PRAGMA integrity_check').all().map((row) => row.integrity_check)
  return line('File', found.filter((text) => text !== 'ok'), 'Every page, row and index of the file can be read.')
}

function checkForeignKeys(db: ReadDb): CheckLine {
  const found = db.prepare<{ table: string; rowid: number | null; parent: string }>('PRAGMA foreign_key_check').all()
  return line('References', found.map((row) => `Row ${row.rowid ?? '?'} of ${row.table} points at a missing row of ${row.parent}`), 'Every reference points at a row that exists.')
}

function checkCatalog(db: ReadDb): CheckLine {
  const problems: string[] = []
  let columns = 0
  const tables = readTables(db)
  for (const table of tables) {
    const stored = new Set(db.prepare<{ name: string }>('SELECT name FROM pragma_table_xinfo(?)').all(table.name).map((row) => row.name))
    const listed = new Set(table.columns.map((column) => column.name))
    columns += listed.size
    for (const name of listed) if (!stored.has(name)) problems.push(`The column ${table.name}.${name} is listed but not stored`)
    for (const name of stored) if (!listed.has(name) && !ownColumns.has(name)) problems.push(`The column ${table.name}.${name} is stored but not listed`)
  }
  return line('Catalog', problems, `${tables.length} tables with ${columns} columns are listed as they are stored.`)
}

/** What triggers keep right is compared with the formulas. */
function checkCalculated(db: ReadDb): CheckLine {
  const kept = currentGraph(db).made.filter((one) => one.kept)
  const problems = kept.flatMap((one) => {
    const stale = countStale(db, one)
    return stale === 0 ? [] : [`${stale} ${stale === 1 ? 'value' : 'values'} of ${keyOf(one.column)} ${stale === 1 ? 'is' : 'are'} not what its formula yields; save the formula again`]
  })
  return line('Calculated columns', problems, kept.length === 0 ? 'No calculated column follows a relationship or reads the clock.' : `Every value that is kept is what its formula yields (${kept.length} columns).`)
}

function checkImports(db: ReadDb): CheckLine {
  const stuck = db
    .prepare<{ id: number; file_name: string }>(
      "SELECT i.id, i.file_name FROM import i LEFT JOIN job j ON j.id = i.job_id WHERE i.state = 'applying' AND (j.id IS NULL OR j.state NOT IN ('queued', 'running'))",
    )
    .all()
  return line('Imports', stuck.map((row) => `Import ${row.id} of ${row.file_name} stopped half way; start its job again or undo it`), 'No import is left half done.')
}

function checkModels(db: ReadDb): CheckLine {
  const versions = db
    .prepare<{ name: string; number: number; artifact: string | null; config: string }>(
      "SELECT m.name, v.number, v.artifact, v.config FROM model_version v JOIN model m ON m.id = v.model_id WHERE v.state = 'published'",
    )
    .all()
  const problems = versions.flatMap((version) => (isReadable(version.artifact) && isJson(version.config) ? [] : [`Version ${version.number} of ${version.name} cannot be read; train it again`]))
  return line('Models', problems, versions.length === 0 ? 'No model is published.' : `Every published model can be read (${versions.length}).`)
}

/** Parses the model as scoring would. */
function isReadable(artifact: string | null): boolean {
  if (artifact === null) return false
  try {
    return unpackScorer(artifact).model.terms.length > 0
  } catch (error) {
    return !(error instanceof Error)
  }
}

function isJson(text: string | null): boolean {
  if (text === null) return false
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

function checkScores(db: ReadDb): CheckLine {
  const problems = (['lead', 'opportunity'] as const).flatMap((entity) => {
    const lost = countRows(db, sql`SELECT count(*) AS n FROM score s WHERE s.entity = ${entity} AND NOT EXISTS (SELECT 1 FROM ${sql.id(entity)} r WHERE r.id = s.record_id)`)
    return lost === 0 ? [] : [`${lost} scores belong to no ${entity}`]
  })
  return line('Scores', problems, 'Every score belongs to a record.')
}

function checkInteractions(db: ReadDb): CheckLine {
  const lost = countRows(db, sql`SELECT count(*) AS n FROM interaction WHERE contact_id IS NULL AND lead_id IS NULL AND opportunity_id IS NULL`)
  return line('Interactions', lost === 0 ? [] : [`${lost} interactions belong to no contact, lead or opportunity`], 'Every interaction belongs to a contact, a lead or an opportunity.')
}
