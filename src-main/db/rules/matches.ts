import { sql } from 'kysely'
import type { RuleModel } from '#shared/domain/rules/tree'
import type { ReadDb } from '../handles.ts'
import type { Sql } from '../queries/filters-sql.ts'
import { clockTimes } from './clock.ts'
import { currentCatalog } from './catalog-map.ts'
import { compileRules } from './compile.ts'
import { withSql } from './compiled-rules.ts'
import { largeMatches } from './large-rules.ts'
import { audienceNodes, audienceSql } from './node-tally.ts'
import { portionRuns } from './portions.ts'
import { runAll, statementOf, type Binding } from './statement.ts'
import type { RuleClock } from './types.ts'

export interface NodeMatches {
  readonly leads: number
  readonly rows: { id: number; name: string; occurrences: number }[]
}

/** The scored leads for which a node of the tree holds, most occurrences first; none where the node is broken or not there. */
export function matchesOf(db: ReadDb, input: { tree: RuleModel; nodeId: string; limit: number }, context: RuleClock): NodeMatches {
  const { tree, nodeId, limit } = input
  const catalog = currentCatalog(db)
  const binding = { clock: clockTimes(context), after: 0, last: Number.MAX_SAFE_INTEGER, leads: '[]' }
  const gate = audienceNodes(catalog, tree).find(({ id }) => id === nodeId)
  if (gate !== undefined) return firstOf(db, [], sql`${audienceSql(catalog, tree, sql`l.id AS id, 0 AS occurrences`)} WHERE ${gate.holds}`, limit, binding)
  const large: Match[] = []
  for (const run of portionRuns(db, catalog, tree, 'range', binding)) {
    if (run.isLarge) {
      large.push(...largeMatches(db, catalog, run.tree, nodeId, run.binding))
      continue
    }
    const { ctes, nodes } = compileRules(catalog, run.tree, run.scope, true)
    const own = nodes.get(nodeId)
    if (own !== undefined) return firstOf(db, ctes, sql`SELECT m.lead_id AS id, ${sql.id(own.count)} AS occurrences FROM e CROSS JOIN l m ON m.sid = e."@sid" WHERE ${sql.id(own.holds)}`, limit, run.binding)
  }
  const list = sql`SELECT value ->> 0 AS id, value ->> 1 AS occurrences FROM json_each(${JSON.stringify(large.map(({ id, occurrences }) => [id, occurrences]))})`
  return firstOf(db, [], list, limit, binding)
}

interface Match {
  readonly id: number
  readonly occurrences: number
}

/** How many leads were found (`id`, `occurrences`), and the first of them with their names. */
function firstOf(db: ReadDb, ctes: readonly Sql[], found: Sql, limit: number, binding: Binding): NodeMatches {
  const select = sql`SELECT f.id, l.name, f.occurrences, f.leads FROM (SELECT id, occurrences, count(*) OVER () AS leads FROM (${found}) ORDER BY occurrences DESC, id LIMIT ${BigInt(limit)}) f CROSS JOIN lead l ON l.id = f.id ORDER BY f.occurrences DESC, f.id`
  const rows = runAll<Match & { name: string | null; leads: number }>(db, statementOf(ctes.length === 0 ? select : withSql(ctes, select)), binding)
  return { leads: rows[0]?.leads ?? 0, rows: rows.map(({ id, name, occurrences }) => ({ id, name: name ?? `No name (${id})`, occurrences })) }
}
