import type { RuleModel } from '#shared/domain/rules/tree'
import { openDb, prepareWorkspace, type OpenDb } from '#main/db/open'
import { readTables } from '#main/db/queries/catalog'
import { temporaryFolder } from '../temporary-folder.ts'
import { evaluateLead } from './naive.ts'
import type { Moment } from './naive-expression.ts'
import { sqlScores } from './sql-scores.ts'
import { rowsOf, type Row, type World } from './world.ts'

/** Records by table; only the columns that matter. */
export type Company = Readonly<Record<string, readonly Row[]>>

/** Inserts the records, in the order in which they are given. */
export function insertRows(db: OpenDb, tables: Iterable<readonly [string, readonly Row[]]>): void {
  db.transaction(() => {
    for (const [table, records] of tables) {
      for (const record of records) {
        const kept = table === 'interaction' ? { recorded_at: record['occurred_at'] ?? 0, ...record, modified_at: 0 } : { ...record, modified_at: 0 }
        const names = Object.keys(kept)
        db.prepare(`INSERT OR REPLACE INTO "${table}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(...Object.values(kept))
      }
    }
  })
}

/** The rounded score of every scored lead, after the naive meaning and the compiled statements have agreed on each. */
export function scoresOf(company: Company, model: RuleModel, moment: Moment): Record<number, number> {
  const folder = temporaryFolder()
  prepareWorkspace(`${folder.path}/company.sextant`, moment.now, moment.zone)
  const db = openDb(`${folder.path}/company.sextant`)
  try {
    insertRows(db, Object.entries(company))
    const world: World = { catalog: readTables(db), rows: new Map(Object.entries(company)) }
    const meant = rowsOf(world, 'lead').flatMap((lead) => {
      const { unscored, score } = evaluateLead(world, model, lead, moment)
      return unscored === null ? [[lead.id, score] as const] : []
    })
    const stored = [...sqlScores(db, model, moment)].map(([id, { score }]) => [id, score] as const)
    const naive = Object.fromEntries(meant)
    const compiled = Object.fromEntries(stored)
    if (JSON.stringify(naive) !== JSON.stringify(compiled)) throw new Error(`The statements score ${JSON.stringify(compiled)} where the meaning is ${JSON.stringify(naive)}`)
    return naive
  } finally {
    db.close()
    folder.remove()
  }
}
