import { sql } from 'kysely'
import type { z } from 'zod'
import type { ruleScores } from '#shared/contract/rule-scores'
import type { RuleGroup } from '#shared/domain/rules/tree'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import type { Sql } from '../queries/filters-sql.ts'
import { requireRuleModel, scoredVersion, shownVersion, treeOf } from '../queries/rule-models.ts'
import { clockTimes } from './clock.ts'
import { currentCatalog } from './catalog-map.ts'
import { compileRules, type CompiledGroup, type CompiledRules } from './compile.ts'
import { withSql } from './compiled-rules.ts'
import { firingsSql } from './firings.ts'
import { largeFired } from './large-rules.ts'
import { decayStep } from './next-change.ts'
import type { NodeValue } from './nodes.ts'
import { isTooMuch } from './portions.ts'
import { rowLabels } from './row-labels.ts'
import { rowsSql } from './sources.ts'
import { runAll, statementOf, type Binding } from './statement.ts'
import { subjectsSql } from './subjects.ts'
import type { RuleClock } from './types.ts'
import { unscoredReason } from './unscored.ts'

export type RuleExplanation = z.output<NonNullable<(typeof ruleScores.explain)['~orpc']['outputSchema']>>
type Fired = RuleExplanation['groups'][number]['fired'][number]

/** Rows shown of each group, and entries of the history. */
const MOST_ROWS = 50
const MOST_HISTORY = 100

interface Stored {
  readonly score: number
  readonly total: number
  readonly grade: string | null
  readonly scored_at: number
  readonly next_change_at: number | null
  readonly contributions: string
}

/** One stored score, group by group, with the rows that make each fire, or why there is none. */
export function explainRules(db: ReadDb, input: { modelId: number; leadId: number }, context: RuleClock): RuleExplanation {
  const model = requireRuleModel(db, input.modelId)
  if (db.prepare('SELECT 1 FROM lead WHERE id = ?').get(input.leadId) === undefined) throw new Problem('NOT_FOUND', 'This lead is no longer there. Go back to the list.')
  const tree = treeOf(scoredVersion(db, input.modelId) ?? shownVersion(db, input.modelId))
  const stored = db.prepare<Stored>('SELECT score, total, grade, scored_at, next_change_at, contributions FROM rule_score WHERE model_id = ? AND lead_id = ?').get(input.modelId, input.leadId)
  const { reason, sentence } = stored === undefined ? unscoredReason(db, tree, input.leadId, context) : { reason: null, sentence: '' }
  const pairs = stored === undefined ? [] : (JSON.parse(stored.contributions) as readonly (readonly [number, number])[])
  const compiled = compileRules(currentCatalog(db), tree, 'list', false)
  const binding: Binding = { clock: clockTimes(context), after: 0, last: 0, leads: JSON.stringify([input.leadId]) }
  const threshold = tree.settings.salesReadyScore
  return {
    modelName: model.name,
    score: stored?.score ?? null,
    sum: stored?.total ?? null,
    grade: stored?.grade ?? null,
    salesReady: stored !== undefined && threshold !== null && stored.score >= threshold,
    scoredAt: stored?.scored_at ?? null,
    nextChangeAt: stored?.next_change_at ?? null,
    unscored: reason,
    unscoredSentence: sentence,
    groups: compiled.groups.map((entry, index) => {
      const [count, points] = pairs[index] ?? [0, 0]
      return { groupId: entry.group.id, label: entry.group.condition.label, count, points, fired: count === 0 ? [] : firedRows(db, compiled, entry, binding) }
    }),
    history: db
      .prepare<{ at: number; score: number; grade: string | null; version: number }>(
        'SELECT h.scored_at AS at, h.score, h.grade, coalesce(v.number, 0) AS version FROM rule_score_history h LEFT JOIN rule_version v ON v.id = h.version_id WHERE h.model_id = ? AND h.lead_id = ? ORDER BY h.scored_at DESC, h.id DESC LIMIT ?',
      )
      .all(input.modelId, input.leadId, MOST_HISTORY),
  }
}

interface Member {
  /** Place of the firing, null for a row that only opens a gate. */
  readonly j: number | null
  readonly m: string
  readonly t: number | null
}

/** The rows of the firings, newest first; of a group of gates, the rows that open them. Of a firing's points only its first row has them. */
function firedRows(db: ReadDb, compiled: CompiledRules, { group }: CompiledGroup, binding: Binding): Fired[] {
  const [l] = compiled.ctes
  const fired = firedSql(compiled, group)
  if (fired === null || l === undefined) return []
  const query = sql`SELECT j, m, t FROM (${fired}) ORDER BY j, t DESC NULLS LAST, m DESC LIMIT ${BigInt(MOST_ROWS)}`
  const members = runAll<Member>(db, statementOf(withSql([l], query)), binding)
  const rows = members.map(({ j, m, t }) => ({ j, t, table: m.slice(0, m.lastIndexOf(' ')), id: Number(m.slice(m.lastIndexOf(' ') + 1)) }))
  const labels = rowLabels(db, compiled.catalog, rows)
  const oldest = new Map<number | null, number | null>()
  for (const { j, t } of rows) oldest.set(j, t === null ? (oldest.get(j) ?? null) : Math.min(oldest.get(j) ?? t, t))
  const seen = new Set<number>()
  return rows.map(({ j, t, table, id }) => {
    const isFirst = j !== null && !seen.has(j)
    if (j !== null) seen.add(j)
    return { table, id, label: labels.get(`${table} ${id}`) ?? `${table} ${id}`, at: t, points: isFirst ? pointsAt(group, oldest.get(j) ?? null, binding.clock.now) : 0 }
  })
}

/** What makes the group fire (`j`, `m`, `t`), over the leads of the model's `l`; null where nothing can. */
function firedSql({ catalog, tree, ctes, values }: CompiledRules, group: RuleGroup): Sql | null {
  const value = values.get(group.condition.id)
  if (value === undefined) return null
  const fired = value.count === null ? gateRows(value, tree.target) : firingsSql(value, { catalog, tree, scope: 'list' })
  return fired !== null && isTooMuch([...ctes.slice(0, 1), fired]) ? largeFired(catalog, { ...tree, groups: [group] }) : fired
}

function pointsAt({ action }: RuleGroup, time: number | null, now: number): number {
  if (action === null) return 0
  if (action.decay === null || time === null) return action.points
  return action.points * (1 - action.decay.percent / 100) ** Math.floor((now - time) / decayStep(action.decay))
}

function gateRows(value: NodeValue, target: CompiledRules['tree']['target']): Sql | null {
  const sets: Sql[] = []
  const visit = (entry: NodeValue): void => {
    const { looked, node } = entry
    if (looked !== null && node.kind === 'occurrence' && node.frequency.kind !== 'none') sets.push(sql`SELECT NULL AS j, (${`${looked.source.path.table} `} || id) AS m, t FROM (${rowsSql(looked.source.path, looked.where, subjectsSql(target, 'list'))})`)
    entry.children.forEach(visit)
  }
  visit(value)
  return sets.length === 0 ? null : sql`SELECT DISTINCT j, m, t FROM (${sql.join(sets, sql` UNION ALL `)})`
}
