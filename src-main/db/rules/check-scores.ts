import { sql } from 'kysely'
import type { ReadDb } from '../handles.ts'
import { besideStored } from './beside-stored.ts'
import { currentCatalog } from './catalog-map.ts'
import { clockTimes } from './clock.ts'
import { keptStatement, withSql } from './compiled-rules.ts'
import { withSums } from './portions.ts'
import { runAll } from './statement.ts'
import { isOpen, scopeSql } from './subjects.ts'
import type { RuleClock, StoredRules } from './types.ts'

/** Subjects with an id above `after` and up to `last`. */
export interface SubjectRange {
  readonly after: number
  readonly last: number
}

export interface CheckedScores {
  /** Leads of the range that the model scores. */
  readonly scored: number
  /** Leads whose stored score is not what the model gives now, or missing, or not due to them. */
  readonly differing: readonly number[]
}

/**
 * Scores the leads of a range and compares with what is stored, without writing: most of a full rescoring finds nothing to
 * write, and needs no turn among the writers for that. Scoring the differing leads stores what scoring the range would.
 */
export function checkScores(db: ReadDb, model: StoredRules, { after, last }: SubjectRange, context: RuleClock): CheckedScores {
  const { modelId, versionId, tree } = model
  const catalog = currentCatalog(db)
  const statement = keptStatement(catalog, tree, `check ${modelId} ${versionId}`, () => {
    const { ctes, both, differs, moved } = besideStored(catalog, model, 'range')
    const compared = sql`SELECT count(*) AS scored, json_group_array(lead_id) FILTER (WHERE state) AS differing FROM (SELECT n.lead_id, (${differs} OR ${moved}) AS state ${both})`
    // Where nothing but a subject is asked for, no lead of the range is left out.
    const gone = isOpen(catalog, tree, 'range')
      ? sql`SELECT '[]' AS gone`
      : sql`SELECT json_group_array(l.id) AS gone FROM ${scopeSql(tree.target, 'range')} AND EXISTS (SELECT 1 FROM rule_score d WHERE d.model_id = +${BigInt(modelId)} AND d.lead_id = l.id) AND l.id NOT IN (SELECT lead_id FROM l)`
    return withSql(ctes, sql`SELECT scored, differing, gone FROM (${compared}) CROSS JOIN (${gone})`)
  })
  const binding = { clock: clockTimes(context), after, last, leads: '[]' }
  const [row] = runAll<{ scored: number; differing: string; gone: string }>(db, statement, withSums(db, catalog, tree, 'range', binding))
  if (row === undefined) return { scored: 0, differing: [] }
  return { scored: row.scored, differing: [...idsOf(row.differing), ...idsOf(row.gone)].sort((one, other) => one - other) }
}

/** Leads that have a score of the model and no subject any more, which no range of subjects meets. */
export function scoredWithoutSubject(db: ReadDb, { modelId, tree }: StoredRules): number[] {
  if (tree.target === 'lead') return []
  const column = tree.target === 'contact' ? 'parent_contact_id' : 'parent_account_id'
  return db
    .prepare<{ id: number }>(`SELECT l.id FROM lead l WHERE l.${column} IS NULL AND EXISTS (SELECT 1 FROM rule_score d WHERE d.model_id = ? AND d.lead_id = l.id)`)
    .all(modelId)
    .map(({ id }) => id)
}

const idsOf = (text: string): number[] => JSON.parse(text) as number[]
