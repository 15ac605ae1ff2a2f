import { sql } from 'kysely'
import type { Decay, RuleGroup, RuleModel } from '#shared/domain/rules/tree'
import type { Sql } from '../queries/filters-sql.ts'
import type { CatalogMap } from './catalog-map.ts'
import { firingCountSql, firingFadeSql } from './firings.ts'
import { gateNext } from './gates.ts'
import { earliest } from './next-change.ts'
import { createBook, nodeValue, type NodeBook, type NodeValue } from './nodes.ts'
import { isPlain, passSql, sourceNext, type Source } from './sources.ts'
import { whole } from './statement.ts'
import { eligibleSql, isOpen, subjectsSql, type Scope } from './subjects.ts'

/** A group as columns of the relation `e`; a group that is broken or has no action counts nothing. */
export interface CompiledGroup {
  readonly group: RuleGroup
  /** Whether its condition has firings to count, or only holds or not; null where it is broken. */
  readonly fires: boolean | null
  readonly count: string
  readonly points: string
}

/**
 * A model over the records of a scope. `ctes` (after WITH) define `l` (the scored leads: `lead_id`, `sid`) and `e`, one row
 * for each subject of them: `@sid`, `@next`, `@total`, the groups' counts and points, and with nodes a column for each.
 */
export interface CompiledRules {
  readonly tree: RuleModel
  readonly catalog: CatalogMap
  readonly ctes: readonly Sql[]
  readonly groups: readonly CompiledGroup[]
  /** Names of the columns of nodes that could be computed, by id. */
  readonly nodes: ReadonlyMap<string, { readonly holds: string; readonly count: string }>
  /** Values of these nodes, for what needs the firings themselves. */
  readonly values: ReadonlyMap<string, NodeValue>
  /** Columns of the widest definition, at most. */
  readonly width: number
}

/** Passes that are joined at once; SQLite joins at most 64 tables. */
const MOST_JOINED = 40
/** Terms of one sum; SQLite nests an expression at most a thousand deep. */
const MOST_TERMS = 200

/** Compiles the model group by group into statements over sets of records; nothing of the model stands in their text but names of the catalog. */
export function compileRules(catalog: CatalogMap, tree: RuleModel, scope: Scope, withNodes: boolean): CompiledRules {
  const book = createBook(catalog, tree)
  const roots = tree.groups.map((group) => ({ group, value: nodeValue(book, tree.target, group.condition, group.action?.decay ?? null) }))
  // Sums of shares are columns of the passes, so that they have to be known before these are written.
  const fades = roots.map(({ group, value }) => {
    const decay = group.action?.decay ?? null
    return decay === null ? null : (value?.fade?.(decay) ?? null)
  })
  const sources = book.sources.all()
  for (const source of sources) source.close()
  const used = sources.filter(({ columns }) => columns.length > 0)
  const ctes: Sql[] = [sql`l (lead_id, sid) AS MATERIALIZED (${eligibleSql(catalog, tree, scope)})`, ...baseSql(book, used, tree, scope)]
  book.layers.forEach((columns, index) => {
    const below = `v${index}`
    const values = columns.map((column) => {
      if (column.counted === undefined) return sql`${column.value} AS ${sql.id(column.name)}`
      const name = `n${ctes.length}`
      ctes.push(sql`${sql.id(name)} AS MATERIALIZED (${firingCountSql(column.counted, { tree, catalog, scope })})`)
      return sql`(SELECT f.n FROM ${sql.id(name)} f WHERE f.sid = "@sid") AS ${sql.id(column.name)}`
    })
    // A fence keeps SQLite from putting the parts of a layer into the next one again and again; each costs a copy of all columns.
    const fence = index < book.layers.length - 1 ? sql` LIMIT -1 OFFSET 0` : sql``
    ctes.push(sql`${sql.id(`v${index + 1}`)} AS (SELECT ${sql.join([sql`*`, ...values])} FROM ${sql.id(below)}${fence})`)
  })
  const top = `v${book.layers.length}`
  const groups = roots.map(({ group, value }, index): CompiledGroup => ({ group, fires: value === null ? null : value.count !== null, count: `@k${index}`, points: `@p${index}` }))
  const firings: Sql[] = []
  const counted = groups.map((entry, index) => countedSql(entry, roots[index]?.value ?? null, fades[index] ?? null, (value, decay) => {
    const name = `f${firings.length}`
    firings.push(sql`${sql.id(name)} AS MATERIALIZED (${firingFadeSql(value, decay, { tree, catalog, scope })})`)
    return sql`(SELECT f.n FROM ${sql.id(name)} f WHERE f.sid = "@sid")`
  }))
  const nodes = new Map<string, { holds: string; count: string }>()
  const nodeColumns: Sql[] = []
  if (withNodes) {
    for (const [id, value] of book.values) {
      const names = { holds: `@nh${nodes.size}`, count: `@nc${nodes.size}` }
      nodes.set(id, names)
      nodeColumns.push(sql`${value.holds} AS ${sql.id(names.holds)}`, sql`${value.seen} AS ${sql.id(names.count)}`)
    }
  }
  ctes.push(...firings)
  ctes.push(sql`c AS (SELECT ${sql.join([sql`"@sid"`, sql`"@next"`, ...counted, ...nodeColumns])} FROM ${sql.id(top)} LIMIT -1 OFFSET 0)`)
  const points = groups.map((entry) => sql`${pointsSql(entry)} AS ${sql.id(entry.points)}`)
  ctes.push(sql`p AS (SELECT ${sql.join([sql`*`, ...points])} FROM c)`)
  ctes.push(sql`e AS (SELECT *, ${sumSql(groups.map(({ points: name }) => sql.id(name)))} AS "@total" FROM p)`)
  const below = used.reduce((sum, { columns }) => sum + columns.length, book.own.length) + book.layers.flat().length
  return { tree, catalog, ctes, groups, nodes, values: book.values, width: 3 + Math.max(below, 3 * groups.length + nodeColumns.length) }
}

/** Moments at which the audience may hold otherwise for the lead `l`. */
export function audienceNext(catalog: CatalogMap, tree: RuleModel): Sql[] {
  return gateNext({ catalog, table: 'lead', alias: 'l' }, tree.audience)
}

/** The passes side by side, one row for each subject, with the conditions on the subject itself and its next change. */
function baseSql(book: NodeBook, sources: readonly Source[], tree: RuleModel, scope: Scope): Sql[] {
  const { target } = tree
  // The pass with the most columns carries all subjects along, so that nothing has to be put beside it afterwards.
  const plain = sources.filter(isPlain).toSorted((one, other) => other.columns.length - one.columns.length)[0] ?? null
  const others = sources.filter((source) => source !== plain)
  const ctes: Sql[] = []
  const batches: { readonly name: string; readonly sources: readonly Source[] }[] = []
  others.forEach((source, index) => ctes.push(sql`${sql.id(`q${index}`)} AS MATERIALIZED (${passSql(source, target, scope, 'with rows')})`))
  const { from, where } = subjectsSql(target, scope)
  const columnsOf = (source: Source): Sql[] => source.columns.map(({ name, kind }) => (kind === 'count' && source !== plain ? sql`coalesce(${sql.id(name)}, 0) AS ${sql.id(name)}` : sql.id(name)))
  for (let start = 0; start < others.length; start += MOST_JOINED) {
    const some = others.slice(start, start + MOST_JOINED)
    if (others.length <= MOST_JOINED) break
    const name = `b${batches.length}`
    const joins = some.map((_source, index) => sql`LEFT JOIN ${sql.id(`q${start + index}`)} ON ${sql.id(`q${start + index}`)}."@sid" = s.id`)
    ctes.push(sql`${sql.id(name)} AS MATERIALIZED (SELECT ${sql.join([sql`s.id AS "@sid"`, ...some.flatMap(columnsOf)])} FROM ${from} ${sql.join(joins, sql` `)} WHERE ${where})`)
    batches.push({ name, sources: some })
  }
  const joined = batches.length > 0 ? batches.map(({ name }) => name) : others.map((_source, index) => `q${index}`)
  const next = earliest([...sources.map(sourceNext), ...book.moments.map((name) => sql.id(name))])
  const own = book.own.map(({ name, value }) => sql`${value} AS ${sql.id(name)}`)
  const joins = sql.join(joined.map((name) => sql`LEFT JOIN ${sql.id(name)} ON ${sql.id(name)}."@sid" = s.id`), sql` `)
  const columns = [...sources.flatMap(columnsOf), ...own]
  const every = isOpen(book.catalog, tree, scope) ? 'open' : 'every'
  const head =
    plain === null
      ? sql`SELECT ${sql.join([sql`s.id AS "@sid"`, ...columns])} FROM ${from} ${joins} WHERE ${where} LIMIT -1 OFFSET 0`
      : own.length === 0 && joined.length === 0
        ? passSql(plain, target, scope, every)
        : sql`SELECT ${sql.join([sql`o."@sid" AS "@sid"`, ...columns])} FROM (${passSql(plain, target, scope, every)}) o CROSS JOIN ${sql.id(target)} s ON s.id = o."@sid" ${joins} LIMIT -1 OFFSET 0`
  ctes.push(sql`v0 AS (SELECT *, ${next} AS "@next" FROM (${head}))`)
  return ctes
}

/** Count of a group and, where its points fade, their shares. */
function countedSql({ group, count, points }: CompiledGroup, value: NodeValue | null, fade: Sql | null, firingFade: (value: NodeValue, decay: Decay) => Sql): Sql {
  const { action } = group
  if (value === null || action === null) return sql`0 AS ${sql.id(count)}`
  const times = value.count === null ? sql`1` : sql`coalesce(${value.count}, 1)`
  const counted = value.count !== null && value.isSure ? sql`${value.count} AS ${sql.id(count)}` : sql`CASE WHEN ${value.holds} THEN ${times} ELSE 0 END AS ${sql.id(count)}`
  if (action.decay === null || value.count === null) return counted
  const share = fade ?? firingFade(value, action.decay)
  return sql`${counted}, CASE WHEN ${value.holds} THEN coalesce(${share}, 1.0) ELSE 0 END AS ${sql.id(`${points}.share`)}`
}

/** Points of a group, limited by its cap; noise of floating sums is rounded away so that half points round as they read. */
export function pointsSql({ group, fires, count, points }: CompiledGroup): Sql {
  const { action } = group
  if (fires === null || action === null) return sql`0`
  const each = Number.isSafeInteger(action.points) ? whole(action.points) : sql`${action.points}`
  const isFading = action.decay !== null && fires
  const sum = isFading ? sql`round(${sql.id(`${points}.share`)} * ${each}, 10)` : sql`${sql.id(count)} * ${each}`
  if (action.cap === null) return sum
  const cap = Math.abs(action.cap)
  if (!isFading && Number.isSafeInteger(action.points) && Number.isSafeInteger(cap) && action.points !== 0) {
    // The count that reaches the cap is known, and a comparison is quicker than a call of a function.
    return sql`CASE WHEN ${sql.id(count)} >= ${whole(Math.ceil(cap / Math.abs(action.points)))} THEN ${whole(Math.sign(action.points) * cap)} ELSE ${sum} END`
  }
  const bound = (limit: number): Sql => (Number.isSafeInteger(limit) ? whole(limit) : sql`${limit}`)
  return sql`max(${bound(-cap)}, min(${bound(cap)}, ${sum}))`
}

/** A sum of any number of terms. */
export function sumSql(terms: readonly Sql[]): Sql {
  if (terms.length === 0) return sql`0`
  if (terms.length <= MOST_TERMS) return sql`(${sql.join(terms, sql` + `)})`
  const parts = Array.from({ length: Math.ceil(terms.length / MOST_TERMS) }, (_unused, index) => sumSql(terms.slice(index * MOST_TERMS, (index + 1) * MOST_TERMS)))
  return sumSql(parts)
}
