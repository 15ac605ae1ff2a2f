import { sql } from 'kysely'
import type { RuleModel } from '#shared/domain/rules/tree'
import type { ReadDb } from '../handles.ts'
import { clockTimes } from './clock.ts'
import { currentCatalog } from './catalog-map.ts'
import { compileRules } from './compile.ts'
import { withSql } from './compiled-rules.ts'
import { audienceNodes } from './node-tally.ts'
import { portionRuns } from './portions.ts'
import { runAll, statementOf } from './statement.ts'
import type { RuleClock } from './types.ts'

export interface NodeMatches {
  readonly leads: number
  readonly rows: { id: number; name: string; occurrences: number }[]
}

/** The scored leads for which a node of the tree holds, most occurrences first; none where the node is broken or not there. */
export function matchesOf(db: ReadDb, input: { tree: RuleModel; nodeId: string; limit: number }, context: RuleClock): NodeMatches {
  const catalog = currentCatalog(db)
  const runs = portionRuns(db, catalog, input.tree, 'range', { clock: clockTimes(context), after: 0, last: Number.MAX_SAFE_INTEGER, leads: '[]' })
  const parts = runs.map((run) => ({ run, compiled: compileRules(catalog, run.tree, run.scope, true) }))
  const part = parts.find(({ compiled }) => compiled.nodes.has(input.nodeId)) ?? parts[0]
  if (part === undefined) throw new Error('A model has at least one portion')
  const { run, compiled } = part
  const own = compiled.nodes.get(input.nodeId)
  const gate = own === undefined ? audienceNodes(catalog, input.tree).find(({ id }) => id === input.nodeId) : undefined
  if (own === undefined && gate === undefined) return { leads: 0, rows: [] }
  const select = own === undefined ? sql`m.lead_id AS id, 0 AS occurrences` : sql`m.lead_id AS id, ${sql.id(own.count)} AS occurrences`
  const found = sql`SELECT ${select} FROM e CROSS JOIN l m ON m.sid = e."@sid"${gate === undefined ? sql`` : sql` CROSS JOIN lead l ON l.id = m.lead_id`} WHERE ${gate?.holds ?? sql.id(own?.holds ?? '')}`
  const statement = statementOf(
    withSql(compiled.ctes, sql`SELECT f.id, l.name, f.occurrences, f.leads FROM (SELECT id, occurrences, count(*) OVER () AS leads FROM (${found}) ORDER BY occurrences DESC, id LIMIT ${BigInt(input.limit)}) f CROSS JOIN lead l ON l.id = f.id ORDER BY f.occurrences DESC, f.id`),
  )
  const rows = runAll<{ id: number; name: string | null; occurrences: number; leads: number }>(db, statement, run.binding)
  return { leads: rows[0]?.leads ?? 0, rows: rows.map(({ id, name, occurrences }) => ({ id, name: name ?? `No name (${id})`, occurrences })) }
}
