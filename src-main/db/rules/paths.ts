import { sql } from 'kysely'
import type { Hop, OccurrenceNode } from '#shared/domain/rules/tree'
import type { Sql } from '../queries/filters-sql.ts'
import { Broken, lookupTarget, timeColumn, type CatalogMap } from './catalog-map.ts'
import { expressionSql, isDay, type Place } from './expression-sql.ts'
import { equalTo, moment, NOW } from './statement.ts'

/** A way from the subject to rows; the last row goes by the name `h`. */
export interface Path {
  /** The same for conditions that walk the same way. */
  readonly key: string
  /** Table of the last hop. */
  readonly table: string
  readonly time: string | null
  /** One for each way of the first hop: further joins for a subject that goes by the given name, with the condition of the hop. */
  readonly legs: readonly (readonly Join[])[]
  /** Whether the first hop asks for no column of the subject but its id. */
  readonly isFromId: boolean
  /** Whether a row may be reached twice. */
  readonly repeats: boolean
}

export interface Join {
  readonly table: string
  readonly alias: string
  readonly on: (subject: string) => Sql
}

/** Walks the hops over the catalog; `extra` adds the interactions of a lead's parent contact to the lead's own. */
export function pathOf(catalog: CatalogMap, start: string, hops: readonly Hop[], extra: boolean): Path {
  const last = hops.at(-1)
  if (last?.kind !== 'rows') throw new Broken('The path does not end in rows')
  const joins: Join[] = []
  let table = start
  let isMany = false
  let repeats = false
  hops.forEach((hop, index) => {
    const alias = index === hops.length - 1 ? 'h' : `h${index}`
    const from = (subject: string): string => (index === 0 ? subject : `h${index - 1}`)
    if (hop.kind === 'lookup') {
      const target = lookupTarget(catalog, table, hop.column)
      joins.push({ table: target, alias, on: (subject) => sql`${sql.id(alias)}.id = ${sql.id(from(subject))}.${sql.id(hop.column)}` })
      table = target
      repeats = repeats || isMany
      return
    }
    if (lookupTarget(catalog, hop.table, hop.column) !== table) throw new Broken(`${hop.table}.${hop.column} does not point at ${table}`)
    joins.push({ table: hop.table, alias, on: (subject) => sql`${sql.id(alias)}.${sql.id(hop.column)} = ${sql.id(from(subject))}.id` })
    table = hop.table
    isMany = true
  })
  const [first, ...rest] = joins
  if (first === undefined) throw new Broken('The path has no hop')
  const [hop] = hops
  const isOwn = hop?.kind === 'rows' && hop.table === 'interaction' && hop.column === 'lead_id'
  const legs = [joins]
  if (extra && start === 'lead' && isOwn) {
    // An interaction of both the lead and its contact belongs to the first way only.
    const on = (subject: string): Sql => sql`${sql.id(first.alias)}.contact_id = ${sql.id(subject)}.parent_contact_id AND ${sql.id(first.alias)}.lead_id IS NOT ${sql.id(subject)}.id`
    legs.push([{ ...first, on }, ...rest])
  }
  return { key: JSON.stringify(hops.map((step) => (step.kind === 'lookup' ? [step.column] : [step.table, step.column]))), table, time: timeColumn(catalog, table), legs, isFromId: legs.length === 1 && hop?.kind === 'rows', repeats }
}

/** Joins in the order given, which SQLite keeps. */
export function joinSql(joins: readonly Join[], subject: string, kind: 'cross' | 'left'): Sql {
  const word = kind === 'left' ? sql`LEFT JOIN` : sql`CROSS JOIN`
  return sql.join(joins.map(({ table, alias, on }) => sql`${word} ${sql.id(table)} ${sql.id(alias)} ON ${on(subject)}`), sql` `)
}

export const lastRow = (catalog: CatalogMap, path: Path): Place => ({ catalog, table: path.table, alias: 'h' })

export function rowTime(path: Path): Sql | null {
  return path.time === null ? null : sql`h.${sql.id(path.time)}`
}

/** Whether the row `h` counts for the condition: type, time and all expressions. Cheap comparisons stand first. */
export function rowSql(catalog: CatalogMap, path: Path, node: OccurrenceNode): Sql {
  const conditions: Sql[] = []
  if (node.interactionType !== null) {
    if (path.table !== 'interaction' || node.interactionType === '') throw new Broken('Only interactions have a type')
    conditions.push(sql`h.type = ${equalTo(node.interactionType)}`)
  }
  conditions.push(...timeSql(path, node))
  const place = lastRow(catalog, path)
  conditions.push(...node.expressions.map((expression) => expressionSql(place, expression)))
  return sql`(${sql.join(conditions, sql` AND `)})`
}

/** What the range and now ask of the time of the row `h`; false for a row that an outer join did not find. */
function timeSql(path: Path, { range }: OccurrenceNode): Sql[] {
  const time = rowTime(path)
  switch (range.kind) {
    case 'lifetime':
      // A row that an outer join did not find has no id, and may meet conditions on empty columns.
      if (time === null) return [sql`h.id IS NOT NULL`]
      // Interactions always have a time.
      return [path.table === 'interaction' ? sql`${time} <= ${NOW}` : sql`(h.id IS NOT NULL AND (${time} IS NULL OR ${time} <= ${NOW}))`]
    case 'last': {
      const { count, unit } = range
      if (!Number.isSafeInteger(count) || count < 1 || count > 10_000_000) throw new Broken('A range needs a whole number of units')
      return time === null ? [sql`0`] : [sql`${time} >= ${moment((clock) => clock.shifted(-count, unit))}`, sql`${time} <= ${NOW}`]
    }
    case 'between': {
      const { from, to } = range
      if (!isDay(from) || !isDay(to)) throw new Broken('A range needs two days')
      return time === null ? [sql`0`] : [sql`${time} >= ${moment((clock) => clock.dayStart(from))}`, sql`${time} < ${moment((clock) => clock.dayEnd(to))}`, sql`${time} <= ${NOW}`]
    }
  }
}
