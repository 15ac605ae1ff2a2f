import { sql } from 'kysely'
import type { WriteDb } from '../handles.ts'
import { currentCatalog, type CatalogMap } from './catalog-map.ts'
import { keptStatement, withSql } from './compiled-rules.ts'
import { besideStored } from './beside-stored.ts'
import { withSums } from './portions.ts'
import { equalTo, late, runAll, type Binding } from './statement.ts'
import { isOpen, scopeSql, type Scope } from './subjects.ts'
import { MOST_LISTED, type RuleOutcome, type StoredRules } from './types.ts'

/** `state`: 0 as it was, 1 differs beside the score, 2 another score. Of what is as it was, only the lead is kept. */
const tableSql = `CREATE TEMP TABLE IF NOT EXISTS rule_new (
  model_id INTEGER NOT NULL, lead_id INTEGER NOT NULL, state INTEGER NOT NULL, old_score INTEGER, score INTEGER, total REAL, grade TEXT, next_change_at INTEGER, contributions TEXT,
  PRIMARY KEY (model_id, lead_id)) WITHOUT ROWID`
const clearSql = 'DELETE FROM temp.rule_new'
const historySql = `INSERT INTO rule_score_history (model_id, lead_id, version_id, score, grade, scored_at, contributions)
  SELECT model_id, lead_id, ?, score, grade, ?, contributions FROM temp.rule_new WHERE state = 2`
const upsertSql = `INSERT INTO rule_score (model_id, lead_id, version_id, score, total, grade, scored_at, next_change_at, contributions)
  SELECT model_id, lead_id, ?, score, total, grade, ?, next_change_at, contributions FROM temp.rule_new WHERE state > 0
  ON CONFLICT (model_id, lead_id) DO UPDATE SET version_id = excluded.version_id, score = excluded.score, total = excluded.total, grade = excluded.grade,
    scored_at = excluded.scored_at, next_change_at = excluded.next_change_at, contributions = excluded.contributions`
const tallySql = 'SELECT count(*) AS scored, coalesce(sum(state > 0), 0) AS written, coalesce(sum(state = 2), 0) AS changed FROM temp.rule_new'
const changedSql = `SELECT lead_id AS id, old_score AS old, score FROM temp.rule_new WHERE state = 2 ORDER BY lead_id`

interface Changed {
  readonly id: number
  readonly old: number | null
  readonly score: number | null
}

/** Scores the leads of the scope and writes what differs; the scores of leads in it that the model does not score go. */
export function writeScores(db: WriteDb, model: StoredRules, scope: Scope, binding: Binding): RuleOutcome {
  const { modelId, versionId, tree } = model
  const { now } = binding.clock
  db.prepare(tableSql).run()
  db.prepare(clearSql).run()
  const own = JSON.stringify([modelId, versionId])
  // Where nothing but a subject is asked for, every lead of the range is scored, and only what differs has to be kept.
  const catalog = currentCatalog(db)
  const open = isOpen(catalog, tree, scope)
  const fill = keptStatement(catalog, tree, `fill ${scope} ${own}`, () => {
    const { ctes, both, differs, moved } = besideStored(catalog, model, scope)
    const state = sql`CASE WHEN ${differs} THEN 2 WHEN ${moved} THEN 1 ELSE 0 END`
    const names = ['score', 'total', 'grade', 'next_change_at', 'contributions']
    const values = open
      ? sql`SELECT ${BigInt(modelId)}, n.lead_id, ${state}, o.score, ${sql.join(names.map((name) => sql`n.${sql.id(name)}`))} ${both} WHERE ${differs} OR ${moved}`
      : sql`SELECT ${BigInt(modelId)}, lead_id, state, old_score, ${sql.join(names.map((name) => sql`CASE WHEN state > 0 THEN ${sql.id(name)} END`))} FROM (SELECT n.*, o.score AS old_score, ${state} AS state ${both} LIMIT -1 OFFSET 0)`
    return withSql(ctes, values, sql`INSERT INTO temp.rule_new (model_id, lead_id, state, old_score, score, total, grade, next_change_at, contributions) `)
  })
  db.prepare(fill.text).run(...fill.bind(withSums(db, catalog, tree, scope, binding)))
  const tally = db.prepare<{ scored: number; written: number; changed: number }>(tallySql).get() ?? { scored: 0, written: 0, changed: 0 }
  if (tally.changed > 0) db.prepare(historySql).run(versionId, now)
  if (tally.written > 0) db.prepare(upsertSql).run(versionId, now)
  const scored = open ? countScope(db, catalog, model, binding) : tally.scored
  const removed = open ? [] : removeUnscored(db, catalog, model, scope, binding)
  const changes = tally.changed === 0 ? [] : db.prepare<Changed>(changedSql).all()
  return outcomeOf(scored, [...changes, ...removed], removed.length, tree.settings.salesReadyScore)
}

function countScope(db: WriteDb, catalog: CatalogMap, { tree }: StoredRules, binding: Binding): number {
  const statement = keptStatement(catalog, tree, 'count', () => sql`SELECT count(*) AS n FROM ${scopeSql(tree.target, 'range')}`)
  return runAll<{ n: number }>(db, statement, binding)[0]?.n ?? 0
}

/** Removes the model's scores of leads of the scope that it does not score; returns them with the scores that they had. */
function removeUnscored(db: WriteDb, catalog: CatalogMap, { modelId, tree }: StoredRules, scope: Scope, binding: Binding): Changed[] {
  const own = sql`d.model_id = ${equalTo(modelId)} AND NOT EXISTS (SELECT 1 FROM temp.rule_new n WHERE n.model_id = d.model_id AND n.lead_id = d.lead_id)`
  const gone = keptStatement(catalog, tree, `gone ${scope} ${modelId}`, () => {
    const inScope = scope === 'list' ? sql`SELECT j.value FROM json_each(${late(({ leads }) => leads)}) j` : sql`SELECT l.id FROM ${scopeSql(tree.target, scope)}`
    return sql`DELETE FROM rule_score AS d WHERE ${own} AND d.lead_id IN (${inScope}) RETURNING lead_id AS id, score AS old, NULL AS score`
  })
  return db.prepare<Changed>(gone.text).all(...gone.bind(binding))
}

/** Removes the scores of leads that have no subject for the model, which no range of subjects meets. */
export function removeWithoutSubject(db: WriteDb, { modelId, tree }: StoredRules): RuleOutcome {
  const column = tree.target === 'contact' ? 'parent_contact_id' : 'parent_account_id'
  const removed =
    tree.target === 'lead'
      ? []
      : db.prepare<Changed>(`DELETE FROM rule_score WHERE model_id = ? AND lead_id IN (SELECT id FROM lead WHERE ${column} IS NULL) RETURNING lead_id AS id, score AS old, NULL AS score`).all(modelId)
  return outcomeOf(0, removed, removed.length, tree.settings.salesReadyScore)
}

function outcomeOf(scored: number, changes: readonly Changed[], removed: number, threshold: number | null): RuleOutcome {
  const isReady = (score: number | null): boolean => threshold !== null && score !== null && score >= threshold
  const listed = (chosen: readonly Changed[]): number[] => chosen.slice(0, MOST_LISTED).map(({ id }) => id).sort((one, other) => one - other)
  return {
    scored,
    changed: changes.length - removed,
    removed,
    changedLeads: listed(changes),
    allLeads: changes.length > MOST_LISTED,
    becameReady: listed(changes.filter(({ old, score }) => isReady(score) && !isReady(old))),
    ceasedReady: listed(changes.filter(({ old, score }) => isReady(old) && !isReady(score))),
  }
}
