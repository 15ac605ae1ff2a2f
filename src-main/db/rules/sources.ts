import { sql } from 'kysely'
import type { OccurrenceNode, RuleTarget } from '#shared/domain/rules/tree'
import type { Sql } from '../queries/filters-sql.ts'
import type { CatalogMap } from './catalog-map.ts'
import { joinSql, pathOf, rowTime, type Path } from './paths.ts'
import { earliest, rangeNext } from './next-change.ts'
import { slotsOf, type PlainCount, type Slots } from './slots.ts'
import { openSubjectsSql, subjectsSql, type Scope, type Subjects } from './subjects.ts'

interface Aggregate {
  readonly name: string
  readonly kind: 'count' | 'sum' | 'min'
  readonly value: Sql | null
  readonly where: Sql | null
  /** What `where` asks for, if that is a type and a range only. */
  readonly plain: PlainCount | null
  /** Whether `value` looks at nothing of the row but its time. */
  readonly isOfTime: boolean
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
  /** What the node asks of a row, if that is a type and a range only. */
  plainOf(node: OccurrenceNode): PlainCount | null
  /** Over values of the row's time. */
  sum(value: Sql, where: Sql, plain: PlainCount | null): Sql
  /** The earliest of moments that follow from the row's time, or from any of its columns. */
  minOfTime(value: Sql, where: Sql, plain: PlainCount | null): void
  min(value: Sql): void
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
/** Fewer conditions on type and time than this are asked of each row one by one. */
const FEW_COUNTS = 3

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
  const add = (column: Omit<Aggregate, 'name'>): Sql => {
    const name = `@s${number}.${columns.length}`
    columns.push({ name, ...column })
    return sql.id(name)
  }
  const plainOf = ({ interactionType: type, range, expressions }: OccurrenceNode): PlainCount | null => (path.table === 'interaction' && expressions.length === 0 ? { type, range } : null)
  return {
    path,
    count: (where) => add({ kind: 'count', value: null, where, plain: null, isOfTime: true }),
    countNode: (node, where) => {
      const key = JSON.stringify([node.interactionType, node.range, node.expressions.map((expression) => ({ ...expression, id: '' }))])
      const known = counts.get(key)
      if (known !== undefined) return known
      const made = add({ kind: 'count', value: null, where, plain: plainOf(node), isOfTime: true })
      counts.set(key, made)
      return made
    },
    plainOf,
    sum: (value, where, plain) => add({ kind: 'sum', value, where, plain, isOfTime: true }),
    minOfTime: (value, where, plain) => void moments.push(add({ kind: 'min', value, where, plain, isOfTime: true })),
    min: (value) => void moments.push(add({ kind: 'min', value, where: null, plain: null, isOfTime: false })),
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
      if (time !== null) for (const at of rangeNext(time, [...ranges.values()])) moments.push(add({ kind: 'min', value: at, where: null, plain: null, isOfTime: true }))
    },
  }
}

/** Whether the pass needs no sorting and can carry subjects without rows along. */
export function isPlain({ path }: Source): boolean {
  return path.legs.length === 1 && !path.repeats
}

/**
 * The pass as a statement that yields `@sid` and the columns, for those subjects that have rows, or for every subject: with
 * `open` for those of a model that scores every lead.
 */
export function passSql(source: Source, target: RuleTarget, scope: Scope, subjects: 'with rows' | 'every' | 'open'): Sql {
  const keep = subjects !== 'with rows'
  const { path, columns } = source
  const { from, where } = subjectsSql(target, scope)
  const typed = path.table === 'interaction' && source.types !== null ? sql` AND h.type IN (${sql.join([...source.types].map((type) => sql`${type}`))})` : sql``
  const values = sql.join(columns.map((column) => sql`${aggregateSql(column)} AS ${sql.id(column.name)}`))
  if (path.repeats) {
    const reached = path.legs.map((leg) => sql`SELECT DISTINCT s.id AS sid, h.id AS rid FROM ${from} ${joinSql(leg, 's', 'cross')} WHERE ${where}${typed}`)
    return sql`SELECT d.sid AS "@sid", ${values} FROM (${sql.join(reached, sql` UNION `)}) d CROSS JOIN ${sql.id(path.table)} h ON h.id = d.rid GROUP BY d.sid`
  }
  const plain = path.table === 'interaction' ? columns.flatMap((column) => column.plain ?? []) : []
  const slots = plain.filter(({ type }) => type !== null).length < FEW_COUNTS ? null : slotsOf(plain)
  const legs = path.legs.map((leg) => {
    const joined = keep ? leg.map((join, index) => (index === leg.length - 1 ? { ...join, on: (subject: string) => sql`${join.on(subject)}${typed}` } : join)) : leg
    if (slots !== null) {
      const exact = (condition: Sql): Sql => sql`(SELECT count(*) FROM ${sql.id(target)} s ${joinSql(leg, 's', 'cross')} WHERE s.id = "@sid" AND ${condition})`
      const chosen = subjects === 'open' && path.isFromId ? { from: openSubjectsSql(target), where: sql`1` } : { from, where }
      return bySlotSql(columns, slots, sql`${chosen.from} ${joinSql(joined, 's', keep ? 'left' : 'cross')} WHERE ${chosen.where}${keep ? sql`` : typed}`, exact)
    }
    return sql`SELECT s.id AS "@sid", ${values} FROM ${from} ${joinSql(joined, 's', keep ? 'left' : 'cross')} WHERE ${where}${keep ? sql`` : typed} GROUP BY s.id`
  })
  const [only] = legs
  if (legs.length === 1 && only !== undefined) return only
  const united = sql.join(columns.map(({ name, kind }) => sql`${kind === 'min' ? sql`min` : sql`sum`}(${sql.id(name)}) AS ${sql.id(name)}`))
  return sql`SELECT "@sid", ${united} FROM (${sql.join(legs, sql` UNION ALL `)}) GROUP BY "@sid"`
}

/**
 * The pass in two steps: each row's slot, and what conditions ask of other columns, then the sums over a subject's rows. The
 * rows come in the order of their subjects and are not kept. `exact` counts the rows of one subject for which a condition holds.
 */
function bySlotSql(columns: readonly Aggregate[], slots: Slots, rows: Sql, exact: (condition: Sql) => Sql): Sql {
  const inner: Sql[] = []
  const sums: Sql[] = slots.words.map(({ name, value }) => sql`${value} AS ${sql.id(name)}`)
  const outer = columns.map(({ name, kind, value, where, plain, isOfTime }) => {
    const at = sql.id(name)
    const slotted = plain !== null && slots.has(plain) ? plain : null
    if (kind === 'count' && slotted !== null) return sql`${slots.unpacked(slotted, exact(where ?? sql`1`))} AS ${at}`
    if (isOfTime && (slotted !== null || where === null)) {
      sums.push(sql`${aggregateSql({ kind, value, where: slotted === null ? null : slots.holds(slotted) })} AS ${at}`)
      return at
    }
    const cell = sql.id(`@r${inner.length}`)
    inner.push(sql`${where === null ? (value ?? sql`1`) : sql`CASE WHEN ${where} THEN ${value ?? sql`1`} END`} AS ${cell}`)
    sums.push(sql`${kind === 'count' ? aggregateSql({ kind, value, where: cell }) : aggregateSql({ kind, value: cell, where: null })} AS ${at}`)
    return at
  })
  const numbered = sql`SELECT ${sql.join([sql`s.id AS "@sid"`, sql`${slots.slot} AS "@slot"`, sql`h.occurred_at AS occurred_at`, ...inner])} FROM ${rows} ORDER BY s.id LIMIT -1 OFFSET 0`
  return sql`SELECT ${sql.join([sql`"@sid"`, ...outer])} FROM (SELECT ${sql.join([sql`"@sid"`, ...sums])} FROM (${numbered}) h GROUP BY "@sid")`
}

function aggregateSql({ kind, value, where }: Pick<Aggregate, 'kind' | 'value' | 'where'>): Sql {
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

/** The rows of the path for which the condition holds: `sid`, `id`, `t` and whatever else is asked of the row `h`, each once. */
export function rowsSql(path: Path, condition: Sql, { from, where }: Subjects, more: readonly Sql[] = []): Sql {
  const columns = sql.join([sql`s.id AS sid`, sql`h.id AS id`, sql`${rowTime(path) ?? sql`NULL`} AS t`, ...more])
  const legs = path.legs.map((leg) => sql`SELECT ${path.repeats ? sql`DISTINCT ` : sql``}${columns} FROM ${from} ${joinSql(leg, 's', 'cross')} WHERE ${where} AND ${condition}`)
  return sql.join(legs, path.repeats ? sql` UNION ` : sql` UNION ALL `)
}

/** The earliest of the source's moments. */
export function sourceNext(source: Source): Sql {
  return earliest(source.moments.map((name) => sql`${name}`))
}
