import type { ReadDb, WriteDb } from '../handles.ts'
import { Problem } from '../errors.ts'
import { treeOf, type RuleVersionRow } from './rule-models.ts'

interface Row extends RuleVersionRow {
  readonly job_id: number | null
}

/** The version that the job is to take live; a Problem when the model is gone or another job has taken over since. */
export function versionToPublish(db: ReadDb, versionId: number, jobId: number): RuleVersionRow {
  const row = db
    .prepare<Row>('SELECT v.id, v.model_id, v.number, v.state, v.tree, v.layout, v.revision, v.saved_at, v.published_at, m.job_id FROM rule_version v JOIN rule_model m ON m.id = v.model_id WHERE v.id = ?')
    .get(versionId)
  if (row === undefined) throw new Problem('NOT_FOUND', 'The rule model was removed, so there is nothing to take live.')
  if (row.state === 'retired' || (row.state === 'draft' && row.job_id !== jobId)) throw new Problem('CONFLICT', `${treeOf(row).name} was changed since. Publish it again from its page.`)
  return row
}

/**
 * What the imports have done so far. Scoring for a publication takes a while, and a whole file that comes in meanwhile may
 * touch any lead.
 */
export function importStamp(db: ReadDb): string {
  return JSON.stringify(db.prepare("SELECT max(id) AS last, count(*) FILTER (WHERE state = 'undone') AS undone, (SELECT count(*) FROM job WHERE kind = 'sample' AND state = 'done') AS samples FROM import").get())
}

/**
 * Hides the scores of the store from this connection behind empty ones of its own: what is scored from now on is seen by
 * nobody else and needs no turn among the writers. They end with the connection. Must be called before anything else is
 * asked of the connection that names these tables.
 */
export function beginStage(db: WriteDb): void {
  // A million scores in memory would count against the job.
  db.exec('PRAGMA temp_store = FILE')
  db.exec(`
    CREATE TEMP TABLE rule_score (
      model_id INTEGER NOT NULL, lead_id INTEGER NOT NULL, version_id INTEGER NOT NULL, score INTEGER NOT NULL, total REAL NOT NULL, grade TEXT,
      scored_at INTEGER NOT NULL, next_change_at INTEGER, contributions TEXT NOT NULL, PRIMARY KEY (model_id, lead_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TEMP TABLE rule_score_history (
      id INTEGER PRIMARY KEY, model_id INTEGER NOT NULL, lead_id INTEGER NOT NULL, version_id INTEGER NOT NULL, score INTEGER NOT NULL, grade TEXT,
      scored_at INTEGER NOT NULL, contributions TEXT NOT NULL
    ) STRICT`)
}

/** Scores one chunk into the stage. Its history is found when the stage is applied, by comparing with the live scores. */
export function inStage<T>(db: WriteDb, body: () => T): T {
  db.exec('BEGIN')
  try {
    const result = body()
    db.exec('DELETE FROM temp.rule_score_history')
    db.exec('COMMIT')
    return result
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}

/** Puts the staged scores in the place of the live version's, with the history of those that differ; inside the caller's transaction. */
export function applyStage(db: WriteDb, modelId: number): void {
  const staged = 'temp.rule_score n JOIN main.lead l ON l.id = n.lead_id'
  db.prepare(
    `INSERT INTO main.rule_score_history (model_id, lead_id, version_id, score, grade, scored_at, contributions)
     SELECT n.model_id, n.lead_id, n.version_id, n.score, n.grade, n.scored_at, n.contributions FROM ${staged}
     LEFT JOIN main.rule_score o ON o.model_id = n.model_id AND o.lead_id = n.lead_id
     WHERE n.model_id = ? AND (o.lead_id IS NULL OR o.score <> n.score OR o.grade IS NOT n.grade OR o.contributions <> n.contributions)`,
  ).run(modelId)
  db.prepare('DELETE FROM main.rule_score WHERE model_id = ? AND lead_id NOT IN (SELECT lead_id FROM temp.rule_score)').run(modelId)
  db.prepare(
    `INSERT INTO main.rule_score (model_id, lead_id, version_id, score, total, grade, scored_at, next_change_at, contributions)
     SELECT n.model_id, n.lead_id, n.version_id, n.score, n.total, n.grade, n.scored_at, n.next_change_at, n.contributions FROM ${staged} WHERE n.model_id = ?
     ON CONFLICT (model_id, lead_id) DO UPDATE SET version_id = excluded.version_id, score = excluded.score, total = excluded.total, grade = excluded.grade,
       scored_at = excluded.scored_at, next_change_at = excluded.next_change_at, contributions = excluded.contributions`,
  ).run(modelId)
  // From here on this connection sees the scores of the store again.
  db.exec('DROP TABLE temp.rule_score; DROP TABLE temp.rule_score_history')
}
