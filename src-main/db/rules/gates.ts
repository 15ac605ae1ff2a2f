import { sql } from 'kysely'
import type { ConditionNode, OccurrenceNode } from '#shared/domain/rules/tree'
import { assertNever } from '#shared/lib/assert'
import { andSql, type Sql } from '../queries/filters-sql.ts'
import { Broken } from './catalog-map.ts'
import { expressionSql, type Place } from './expression-sql.ts'
import { expressionNext, rangeNext } from './next-change.ts'
import { joinSql, lastRow, pathOf, rowSql, rowTime, type Path } from './paths.ts'

/** The record that a condition is about. */
export interface Gated extends Place {
  /** A lead to which the interactions of its parent contact count too. */
  readonly extra?: boolean
}

/** Whether the condition holds for the record, as one condition of a statement; null where nothing of it can be computed. Broken parts are left out. */
export function gateSql(lead: Gated, node: ConditionNode): Sql | null {
  switch (node.kind) {
    case 'attribute':
      return unlessBroken(() => sql`(${andSql(node.expressions.map((expression) => sql`coalesce(${expressionSql(lead, expression)}, 0)`))})`)
    case 'occurrence':
      return unlessBroken(() => occurrenceSql(lead, node))
    case 'all':
    case 'any': {
      if (node.children.length === 0) return node.kind === 'all' ? sql`1` : sql`0`
      const parts = node.children.flatMap((child) => gateSql(lead, child) ?? [])
      return parts.length === 0 ? null : sql`(${sql.join(parts, node.kind === 'all' ? sql` AND ` : sql` OR `)})`
    }
    default:
      return assertNever(node)
  }
}

/** When the condition may hold otherwise for the record although nothing changed: moments, each NULL for never. */
export function gateNext(lead: Gated, node: ConditionNode): Sql[] {
  switch (node.kind) {
    case 'attribute':
      return node.expressions.flatMap((expression) => unlessBroken(() => expressionNext(lead, expression)) ?? [])
    case 'occurrence':
      return unlessBroken(() => occurrenceNext(lead, node)) ?? []
    case 'all':
    case 'any':
      return node.children.flatMap((child) => gateNext(lead, child))
    default:
      return assertNever(node)
  }
}

export function unlessBroken<T>(make: () => T): T | null {
  try {
    return make()
  } catch (error) {
    if (error instanceof Broken) return null
    throw error
  }
}

function occurrenceSql(place: Gated, node: OccurrenceNode): Sql {
  const { path, rows } = rowsOf(place, node)
  const condition = rowSql(place.catalog, path, node)
  const { frequency } = node
  const some = sql`(${sql.join(rows.map((from) => sql`EXISTS (SELECT 1 ${from} AND ${condition})`), sql` OR `)})`
  if (frequency.kind === 'none') return sql`(NOT ${some})`
  const least = frequency.kind === 'each' ? 1 : wholeCount(frequency.count)
  if (least === 1) return some
  const ids = rows.map((from) => sql`SELECT h.id ${from} AND ${condition}`)
  const distinct = path.repeats ? sql`SELECT DISTINCT id FROM (${sql.join(ids, sql` UNION ALL `)})` : sql.join(ids, sql` UNION ALL `)
  return sql`((SELECT count(*) FROM (${distinct} LIMIT ${BigInt(least)})) >= ${BigInt(least)})`
}

/** The rows that the path reaches from the place, as what follows SELECT, one for each way of its first hop. */
function rowsOf({ catalog, table, alias, extra }: Gated, node: OccurrenceNode): { readonly path: Path; readonly rows: readonly Sql[] } {
  const path = pathOf(catalog, table, node.path, extra === true)
  const rows = path.legs.map(([first, ...rest]) => {
    if (first === undefined) throw new Broken('The path has no hop')
    return sql`FROM ${sql.id(first.table)} ${sql.id(first.alias)} ${joinSql(rest, alias, 'cross')} WHERE ${first.on(alias)}`
  })
  return { path, rows }
}

/** The n of "at least n". */
export function wholeCount(count: number): number {
  if (!Number.isSafeInteger(count) || count < 1) throw new Broken('At least needs a whole number from one on')
  return count
}

function occurrenceNext(at: Gated, node: OccurrenceNode): Sql[] {
  const { path, rows } = rowsOf(at, node)
  rowSql(at.catalog, path, node)
  const time = rowTime(path)
  const place = lastRow(at.catalog, path)
  const moments = [...(time === null ? [] : rangeNext(time, [node.range])), ...node.expressions.flatMap((expression) => expressionNext(place, expression) ?? [])]
  return rows.flatMap((from) => moments.map((moment) => sql`(SELECT min(${moment}) ${from})`))
}
