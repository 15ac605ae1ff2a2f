import { sql } from 'kysely'
import type { OccurrenceNode, RuleTarget } from '#shared/domain/rules/tree'
import type { Sql } from '../queries/filters-sql.ts'
import type { CatalogMap } from './catalog-map.ts'
import { joinSql, pathOf, rowTime, timeSql, type Path } from './paths.ts'
import { earliest, rangeNext } from './next-change.ts'
import { subjectsSql, type Scope } from './subjects.ts'

interface Aggregate {
  readonly name: string
  readonly kind: 'count' | 'sum' | 'min'
  readonly value: Sql | null
  readonly where: Sql | null
  /** A count that asks for a type and a range only, which rows of one type answer together. */
  readonly plain: PlainCount | null
}

interface PlainCount {
  readonly type: string | null
  readonly range: string
  readonly time: Sql
}

/**
 * One way from the subject to rows. All that conditions want to know of these rows is gathered in one pass over them:
 * a column for each count, sum and earliest moment.
 */
export interface Source {
  readonly path: Path
  /** Adds a column and returns its name; nodes that ask for the same share one. Counts and sums of no rows are 0 and NULL. */
  count(where: Sql): Sql
  countNode(node: OccurrenceNode, where: Sql): Sql
  sum(value: Sql, where: Sql): Sql
  min(value: Sql, where: Sql | null): void
  /** Notes that a condition looks at rows of this type (null: of any) in this range. */
  note(node: OccurrenceNode): void
  readonly columns: readonly Aggregate[]
  readonly moments: readonly Sql[]
  readonly types: ReadonlySet<string> | null
  /** Adds the moments at which rows come and go; to be called once all conditions are noted. */
  close(): void
}

export interface Sources {
  of(node: OccurrenceNode): Source
  all(): readonly Source[]
}

/** More types than this are found by one walk over all rows of a subject rather than by a search for each. */
const MOST_SEEKS = 3

export function createSources(catalog: CatalogMap, target: RuleTarget, extra: boolean): Sources {
  const made = new Map<string, Source>()
  return {
    of: (node) => {
      const path = pathOf(catalog, target, node.path, extra)
      const known = made.get(path.key)
      if (known !== undefined) return known
      const source = createSource(path, made.size)
      made.set(path.key, source)
      return source
    },
    all: () => [...made.values()],
  }
}

function createSource(path: Path, number: number): Source {
  const columns: Aggregate[] = []
  const moments: Sql[] = []
  const ranges = new Map<string, OccurrenceNode['range']>()
  const types = new Set<string>()
  const counts = new Map<string, Sql>()
  let isAnyType = false
  // A name that no column of a table can have.
  const add = (kind: Aggregate['kind'], value: Sql | null, where: Sql | null, plain: PlainCount | null = null): Sql => {
    const name = `@s${number}.${columns.length}`
    columns.push({ name, kind, value, where, plain })
    return sql.id(name)
  }
  return {
    path,
    count: (where) => add('count', null, where),
    countNode: (node, where) => {
      const key = JSON.stringify([node.interactionType, node.range, node.expressions.map((expression) => ({ ...expression, id: '' }))])
      const known = counts.get(key)
      if (known !== undefined) return known
      const isPlainCount = path.table === 'interaction' && node.expressions.length === 0
      const made = add('count', null, where, isPlainCount ? { type: node.interactionType, range: JSON.stringify(node.range), time: sql.join(timeSql(path, node), sql` AND `) } : null)
      counts.set(key, made)
      return made
    },
    sum: (value, where) => add('sum', value, where),
    min: (value, where) => void moments.push(add('min', value, where)),
    note: ({ range, interactionType }) => {
      ranges.set(JSON.stringify(range), range)
      if (interactionType === null) isAnyType = true
      else types.add(interactionType)
    },
    columns,
    moments,
    get types() {
      return isAnyType || types.size > MOST_SEEKS ? null : types
    },
    close: () => {
      const time = rowTime(path)
      if (time !== null) for (const at of rangeNext(time, [...ranges.values()])) moments.push(add('min', at, null))
    },
  }
}

/** Whether the pass needs no sorting and can carry subjects without rows along. */
export function isPlain({ path }: Source): boolean {
  return path.legs.length === 1 && !path.repeats
}

/** The pass as a statement that yields `@sid` and the columns, for every subject with `keep`, else for those that have rows. */
export function passSql(source: Source, target: RuleTarget, scope: Scope, keep: boolean): Sql {
  const { path, columns } = source
  const { from, where } = subjectsSql(target, scope)
  const typed = path.table === 'interaction' && source.types !== null ? sql` AND h.type IN (${sql.join([...source.types].map((type) => sql`${type}`))})` : sql``
  const values = sql.join(columns.map((column) => sql`${aggregateSql(column)} AS ${sql.id(column.name)}`))
  if (path.repeats) {
    const reached = path.legs.map((leg) => sql`SELECT DISTINCT s.id AS sid, h.id AS rid FROM ${from} ${joinSql(leg, 's', 'cross')} WHERE ${where}${typed}`)
    return sql`SELECT d.sid AS "@sid", ${values} FROM (${sql.join(reached, sql` UNION `)}) d CROSS JOIN ${sql.id(path.table)} h ON h.id = d.rid GROUP BY d.sid`
  }
  const legs = path.legs.map((leg) => {
    const joined = keep ? leg.map((join, index) => (index === leg.length - 1 ? { ...join, on: (subject: string) => sql`${join.on(subject)}${typed}` } : join)) : leg
    if (path.legs.length === 1 && leg.length === 1 && columns.filter(({ plain }) => plain !== null && plain.type !== null).length >= MOST_SEEKS) {
      return byTypeSql(columns, sql`${from} ${joinSql(joined, 's', keep ? 'left' : 'cross')} WHERE ${where}${keep ? sql`` : typed}`)
    }
    return sql`SELECT s.id AS "@sid", ${values} FROM ${from} ${joinSql(joined, 's', keep ? 'left' : 'cross')} WHERE ${where}${keep ? sql`` : typed} GROUP BY s.id`
  })
  const [only] = legs
  if (legs.length === 1 && only !== undefined) return only
  const united = sql.join(columns.map(({ name, kind }) => sql`${kind === 'min' ? sql`min` : sql`sum`}(${sql.id(name)}) AS ${sql.id(name)}`))
  return sql`SELECT "@sid", ${united} FROM (${sql.join(legs, sql` UNION ALL `)}) GROUP BY "@sid"`
}

/**
 * The pass in two steps that the index of subject, type and time feeds in order: first the rows of each type, counted by range
 * without a look at the type, then the few types of each subject. Half the time of asking every row for every condition.
 */
function byTypeSql(columns: readonly Aggregate[], rows: Sql): Sql {
  const ranges = new Map<string, { readonly name: string; readonly time: Sql }>()
  for (const { plain } of columns) if (plain !== null && !ranges.has(plain.range)) ranges.set(plain.range, { name: `@n${ranges.size}`, time: plain.time })
  const inner = [
    ...[...ranges.values()].map(({ name, time }) => sql`count(*) FILTER (WHERE ${time}) AS ${sql.id(name)}`),
    ...columns.filter(({ plain }) => plain === null).map((column) => sql`${aggregateSql(column)} AS ${sql.id(column.name)}`),
  ]
  const outer = columns.map(({ name, kind, plain }) => {
    const at = sql.id(name)
    if (kind === 'min') return sql`min(${at}) AS ${at}`
    if (kind === 'sum') return sql`sum(${at}) AS ${at}`
    if (plain === null) return sql`sum(${at}) AS ${at}`
    const filter = plain.type === null ? sql`` : sql` FILTER (WHERE "@type" = ${plain.type})`
    return sql`coalesce(sum(${sql.id(ranges.get(plain.range)?.name ?? '')})${filter}, 0) AS ${at}`
  })
  return sql`SELECT "@sid", ${sql.join(outer)} FROM (SELECT s.id AS "@sid", h.type AS "@type", ${sql.join(inner)} FROM ${rows} GROUP BY s.id, h.type ORDER BY s.id, h.type LIMIT -1 OFFSET 0) GROUP BY "@sid"`
}

function aggregateSql({ kind, value, where }: Aggregate): Sql {
  const filter = where === null ? sql`` : sql` FILTER (WHERE ${where})`
  switch (kind) {
    case 'count':
      return sql`count(*)${filter}`
    case 'sum':
      return sql`sum(${value ?? sql`1`})${filter}`
    case 'min':
      return sql`min(${value ?? sql`NULL`})${filter}`
  }
}

/** The rows of the path for which the condition holds: `sid`, `id` and `t`, each once. */
export function rowsSql(path: Path, condition: Sql, target: RuleTarget, scope: Scope): Sql {
  const { from, where } = subjectsSql(target, scope)
  const time = rowTime(path) ?? sql`NULL`
  const legs = path.legs.map((leg) => sql`SELECT ${path.repeats ? sql`DISTINCT ` : sql``}s.id AS sid, h.id AS id, ${time} AS t FROM ${from} ${joinSql(leg, 's', 'cross')} WHERE ${where} AND ${condition}`)
  return sql.join(legs, path.repeats ? sql` UNION ` : sql` UNION ALL `)
}

/** The earliest of the source's moments. */
export function sourceNext(source: Source): Sql {
  return earliest(source.moments.map((name) => sql`${name}`))
}
