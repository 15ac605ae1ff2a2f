import type { z } from 'zod'
import type { ruleScores } from '#shared/contract/rule-scores'
import type { RuleState } from '#shared/domain/rules/tree'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import type { RuleClock } from '../rules/types.ts'
import { unscoredReason } from '../rules/unscored.ts'
import { treeOf } from './rule-models.ts'
import { isReady } from './rule-score-page.ts'

export type RuleScoresOfLead = z.output<NonNullable<(typeof ruleScores.ofLead)['~orpc']['outputSchema']>>

interface Row {
  readonly id: number
  readonly name: string
  readonly state: RuleState
  readonly number: number
  /** 1 where the model was stopped and its scores stay. */
  readonly kept: number
  readonly tree: string
  readonly score: number | null
  readonly grade: string | null
  readonly scored_at: number | null
}

/** Score and grade of every live model for one lead, and those that stopped models left, by the models' names. */
export function readRuleScoresOfLead(db: ReadDb, leadId: number, clock: RuleClock): RuleScoresOfLead {
  const lead = db.prepare<{ sales_ready: number }>('SELECT sales_ready FROM lead WHERE id = ?').get(leadId)
  if (lead === undefined) throw new Problem('NOT_FOUND', 'This lead is no longer there. Go back to the list.')
  const models = db
    .prepare<Row>(
      `SELECT m.id, m.name, m.state, v.number, v.state = 'retired' AS kept, v.tree, s.score, s.grade, s.scored_at
       FROM rule_version v JOIN rule_model m ON m.id = v.model_id LEFT JOIN rule_score s ON s.model_id = m.id AND s.lead_id = ?
       WHERE v.state = 'live' OR (v.state = 'retired' AND v.id = s.version_id AND m.state <> 'stopping' AND NOT EXISTS (SELECT 1 FROM rule_version o WHERE o.model_id = m.id AND o.state = 'live'))
       ORDER BY m.name COLLATE NOCASE`,
    )
    .all(leadId)
    .map((row) => {
      const tree = treeOf(row)
      const unscored = row.score === null ? unscoredReason(db, tree, leadId, clock) : { reason: null, sentence: '' }
      return {
        modelId: row.id, modelName: row.name, state: row.state, version: row.number, score: row.score, grade: row.grade, grades: tree.grades.map(({ name }) => name),
        kept: row.kept === 1, salesReady: row.kept === 0 && row.score !== null && isReady(row.score, tree), unscored: unscored.reason, unscoredSentence: unscored.sentence, scoredAt: row.scored_at,
      }
    })
  return { salesReady: lead.sales_ready === 1, readyBy: models.filter((model) => model.salesReady).map(({ modelName }) => modelName), models }
}
