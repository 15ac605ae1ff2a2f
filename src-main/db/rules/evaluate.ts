import type { RuleModel } from '#shared/domain/rules/tree'
import type { ReadDb } from '../handles.ts'
import { currentCatalog } from './catalog-map.ts'
import { clockTimes } from './clock.ts'
import { withSums } from './portions.ts'
import { scoresStatement } from './scores-statement.ts'
import { runAll } from './statement.ts'
import type { RuleClock } from './types.ts'

export interface RuleEvaluation {
  readonly leadId: number
  readonly score: number
  /** Not rounded. */
  readonly total: number
  readonly grade: string | null
  /** Count and points of each group, in their order. */
  readonly contributions: readonly (readonly [count: number, points: number])[]
  readonly nextChangeAt: number | null
}

interface Row {
  readonly lead_id: number
  readonly score: number
  readonly total: number
  readonly grade: string | null
  readonly contributions: string
  readonly next_change_at: number | null
}

/** The scores that the model gives now, without keeping anything: of all leads or of some, by lead. */
export function evaluateRules(db: ReadDb, tree: RuleModel, context: RuleClock, leads?: readonly number[]): RuleEvaluation[] {
  const scope = leads === undefined ? 'range' : 'list'
  const binding = { clock: clockTimes(context), after: 0, last: Number.MAX_SAFE_INTEGER, leads: JSON.stringify(leads ?? []) }
  const rows = runAll<Row>(db, scoresStatement(db, tree, scope), withSums(db, currentCatalog(db), tree, scope, binding))
  return rows
    .map((row) => ({
      leadId: row.lead_id,
      score: row.score,
      total: row.total,
      grade: row.grade,
      contributions: JSON.parse(row.contributions) as [number, number][],
      nextChangeAt: row.next_change_at,
    }))
    .sort((one, other) => one.leadId - other.leadId)
}
