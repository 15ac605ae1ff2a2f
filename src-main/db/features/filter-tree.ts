import { sql } from 'kysely'
import { conditionsOf, filterProblems } from '#shared/domain/rules/record-filter'
import type { BranchNode, ConditionNode } from '#shared/domain/rules/tree'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import { readTables } from '../queries/catalog.ts'
import type { Sql } from '../queries/filters-sql.ts'
import { readSettings } from '../queries/settings.ts'
import { currentCatalog } from '../rules/catalog-map.ts'
import { clockTimes, NEVER } from '../rules/clock.ts'
import { gateSql } from '../rules/gates.ts'
import { statementOf } from '../rules/statement.ts'

/**
 * Whether the conditions hold for the record `r` of `table`, as it and its related records are stored now: 1 or 0.
 * Days are those of the workspace's zone. Throws a `Problem` with the first thing that is wrong with them.
 */
export function filterTreeSql(db: ReadDb, table: string, tree: BranchNode): Sql {
  const [wrong] = filterProblems(readTables(db), table, tree)
  if (wrong !== undefined) throw new Problem('BAD_INPUT', `The filter cannot be used. ${wrong.sentence}`, 'filter')
  const place = { catalog: currentCatalog(db), table, alias: 'r' }
  const gate = (node: ConditionNode): Sql => {
    const made = gateSql(place, node)
    if (made === null) throw new Error(`A condition of the filter passed its check and cannot be computed: ${JSON.stringify(node)}`)
    return made
  }
  // a group leaves out what it cannot compute, which would let other records through
  for (const node of conditionsOf(tree)) gate(node)
  return settled(gate(tree), readSettings(db).timeZone)
}

/** The condition with the values that rules find at each run put in; nothing in a filter depends on the day, so that they stay the same. */
function settled(condition: Sql, timeZone: string): Sql {
  const { text, bind } = statementOf(condition)
  const values = bind({ clock: clockTimes({ now: NEVER, timeZone }), after: 0, last: Number.MAX_SAFE_INTEGER, leads: '[]' })
  const parts = text.split('?')
  if (parts.length !== values.length + 1) throw new Error(`A filter has ${values.length} values for ${parts.length - 1} places: ${text}`)
  return sql.join(parts.map((part, index) => (index < values.length ? sql`${sql.raw(part)}${sql.val(values[index])}` : sql.raw(part))), sql``)
}
