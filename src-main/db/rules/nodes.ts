import { sql } from 'kysely'
import type { AttributeNode, BranchNode, ConditionNode, Decay, OccurrenceNode, RuleModel } from '#shared/domain/rules/tree'
import { assertNever } from '#shared/lib/assert'
import { andSql, type Sql } from '../queries/filters-sql.ts'
import { Broken, type CatalogMap } from './catalog-map.ts'
import { decayNext, decayStep, expressionNext } from './next-change.ts'
import { expressionSql } from './expression-sql.ts'
import { unlessBroken, wholeCount } from './gates.ts'
import { lastRow, rowSql, rowTime } from './paths.ts'
import { createSources, type Source, type Sources } from './sources.ts'
import type { PlainCount } from './slots.ts'
import { NOW, whole } from './statement.ts'

/** Rows that fire on their own: those of a source for which the condition holds. */
export interface RowSet {
  readonly source: Source
  readonly where: Sql
  /** What `where` asks for, if that is a type and a range only. */
  readonly plain: PlainCount | null
  /** Interactions of only this type, or null. */
  readonly type: string | null
  /** How many there are, where a column tells already. */
  readonly count: Sql | null
}

/** What a node yields for each subject, as expressions over the columns of the layer below. */
export interface NodeValue {
  readonly node: ConditionNode
  /** 1 or 0. */
  readonly holds: Sql
  /** Number of firings where it holds; NULL for none. null for a node that never fires. */
  readonly count: Sql | null
  /** Rows that it counts, or firings, where it holds. */
  readonly seen: Sql
  /** Whether `count` may be NULL although the node holds. */
  readonly mayBeGate: boolean
  /** Whether `count` is never NULL, and more than 0 exactly where the node holds. */
  readonly isSure: boolean
  /** The union of these rows is what fires; null where it is more involved. */
  readonly rows: readonly RowSet[] | null
  /** Sum of the decayed shares of all firings, NULL like `count`; null where only the firings themselves can tell. */
  readonly fade: ((decay: Decay) => Sql) | null
  /** Rows that an occurrence node looks at; null for others. */
  readonly looked: RowSet | null
  readonly height: number
  readonly children: readonly NodeValue[]
}

/** A column that a layer adds, or the number of firings of a node that only the firings themselves tell. */
export type LayerColumn = { readonly name: string; readonly value: Sql; readonly counted?: undefined } | { readonly name: string; readonly counted: NodeValue; readonly value?: undefined }

export interface NodeBook {
  readonly catalog: CatalogMap
  readonly sources: Sources
  /** Columns over the subject itself. */
  readonly own: { readonly name: string; readonly value: Sql }[]
  /** Columns by layer, from the lowest. */
  readonly layers: LayerColumn[][]
  /** Values of all nodes that can be computed, by id. */
  readonly values: Map<string, NodeValue>
  /** Names of columns that hold moments of change. */
  readonly moments: string[]
}

export function createBook(catalog: CatalogMap, tree: RuleModel): NodeBook {
  return { catalog, sources: createSources(catalog, tree.target, tree.target === 'lead' && tree.settings.countParentContact), own: [], layers: [], values: new Map(), moments: [] }
}

/** The value of a node, noted in the book with those of its parts; null when it or a part is broken. `decay` is that of its group. */
export function nodeValue(book: NodeBook, subject: string, node: ConditionNode, decay: Decay | null): NodeValue | null {
  const value = unbrokenValue(book, subject, node, decay)
  if (value !== null) book.values.set(node.id, value)
  return value
}

function unbrokenValue(book: NodeBook, subject: string, node: ConditionNode, decay: Decay | null): NodeValue | null {
  switch (node.kind) {
    case 'attribute':
      return unlessBroken(() => attributeValue(book, subject, node))
    case 'occurrence':
      return unlessBroken(() => occurrenceValue(book, node, decay))
    case 'all':
    case 'any': {
      const children = node.children.map((child) => nodeValue(book, subject, child, decay))
      const sound = children.filter((child) => child !== null)
      return sound.length === children.length ? branchValue(book, node, sound) : null
    }
    default:
      return assertNever(node)
  }
}

function attributeValue(book: NodeBook, subject: string, node: AttributeNode): NodeValue {
  const place = { catalog: book.catalog, table: subject, alias: 's' }
  const conditions = node.expressions.map((expression) => sql`coalesce(${expressionSql(place, expression)}, 0)`)
  const moments = node.expressions.flatMap((expression) => expressionNext(place, expression) ?? [])
  const name = `@a${book.own.length}`
  book.own.push({ name, value: sql`(${andSql(conditions)})` })
  for (const value of moments) {
    const at = `@a${book.own.length}`
    book.own.push({ name: at, value })
    book.moments.push(at)
  }
  return { node, holds: sql.id(name), count: null, seen: sql`0`, mayBeGate: false, isSure: false, rows: null, fade: null, looked: null, height: 0, children: [] }
}

function occurrenceValue(book: NodeBook, node: OccurrenceNode, decay: Decay | null): NodeValue {
  // What is broken has to be found before anything is noted.
  if (node.path.length === 0) throw new Broken('The path has no hop')
  const source = book.sources.of(node)
  const { path } = source
  const where = rowSql(book.catalog, path, node)
  const place = lastRow(book.catalog, path)
  const moments = node.expressions.flatMap((expression) => expressionNext(place, expression) ?? [])
  const least = node.frequency.kind === 'at_least' ? wholeCount(node.frequency.count) : 1
  source.note(node)
  for (const at of moments) source.min(at)
  const count = source.countNode(node, where)
  const time = rowTime(path)
  const plain = source.plainOf(node)
  if (decay !== null && node.frequency.kind === 'each' && time !== null) source.minOfTime(decayNext(time, decay), where, plain)
  const looked: RowSet = { source, where, plain, type: node.interactionType, count }
  const gate = { node, count: null, seen: count, mayBeGate: false, isSure: false, rows: null, fade: null, looked, height: 0, children: [] }
  switch (node.frequency.kind) {
    case 'none':
      return { ...gate, holds: sql`(${count} = 0)` }
    case 'at_least':
      return { ...gate, holds: sql`(${count} >= ${whole(least)})` }
    case 'each':
      return { ...gate, holds: sql`(${count} > 0)`, count, isSure: true, rows: [looked], fade: fadeOf([looked]) }
  }
}

/** The share that is left of a firing's points when its oldest row is that old; a row without a time is new. */
export function shareSql(time: Sql, decay: Decay): Sql {
  return sql`coalesce(pow(${1 - decay.percent / 100}, (${NOW} - ${time}) / ${whole(decayStep(decay))}), 1.0)`
}

function fadeOf(rows: readonly RowSet[]): (decay: Decay) => Sql {
  return (decay) => {
    const sums = rows.map(({ source, where, plain }) => {
      const time = rowTime(source.path)
      return source.sum(time === null ? sql`1.0` : shareSql(time, decay), where, plain)
    })
    const [only] = sums
    if (sums.length === 1 && only !== undefined) return only
    return sql`(${sql.join(sums.map((sum) => sql`coalesce(${sum}, 0)`), sql` + `)})`
  }
}

function branchValue(book: NodeBook, node: BranchNode, children: readonly NodeValue[]): NodeValue {
  const height = 1 + Math.max(0, ...children.map((child) => child.height))
  const shape = node.kind === 'all' ? allShape(children) : anyShape(children)
  const name = (letter: string): string => `@${letter}${book.values.size}.${height}`
  while (book.layers.length < height) book.layers.push([])
  const layer = book.layers[height - 1] ?? []
  const holds = name('h')
  layer.push({ name: holds, value: shape.holds })
  const value: NodeValue = { ...shape, node, children, height, holds: sql.id(holds), seen: sql`0`, looked: null }
  if (shape.count === null) return value
  const count = sql.id(name('k'))
  const counted: NodeValue = { ...value, count, seen: sql`CASE WHEN ${value.holds} THEN coalesce(${count}, 0) ELSE 0 END` }
  layer.push(shape.isCounted ? { name: name('k'), counted } : { name: name('k'), value: shape.count })
  return counted
}

interface Shape extends Pick<NodeValue, 'holds' | 'count' | 'mayBeGate' | 'isSure' | 'rows' | 'fade'> {
  /** The count comes from the firings themselves. */
  readonly isCounted: boolean
}

/** Larger than any count. */
const MANY = whole(1_000_000_000_000)

function allShape(children: readonly NodeValue[]): Shape {
  const holds = children.length === 0 ? sql`1` : sql`(${sql.join(children.map((child) => child.holds), sql` AND `)})`
  const firing = children.filter(({ count }) => count !== null)
  const [first] = firing
  const mayBeGate = firing.every((child) => child.mayBeGate)
  if (first === undefined) return { holds, count: null, mayBeGate: false, isSure: false, rows: null, fade: null, isCounted: false }
  const isSure = firing.length === children.length && firing.every((child) => child.isSure)
  if (firing.length === 1) {
    // What this child fires is all that fires, though only where the others hold: its rows do not stand for themselves.
    return { holds, count: first.count, mayBeGate, isSure, rows: children.length === 1 ? first.rows : null, fade: first.fade, isCounted: false }
  }
  const [, second] = firing
  if (isSure && firing.length === 2 && second !== undefined) {
    // A comparison is quicker than a call of a function.
    return { holds, count: sql`CASE WHEN ${first.count} < ${second.count} THEN ${first.count} ELSE ${second.count} END`, mayBeGate, isSure, rows: null, fade: null, isCounted: false }
  }
  const counts = sql.join(firing.map((child) => (child.mayBeGate ? sql`coalesce(${child.count}, ${MANY})` : sql`${child.count}`)))
  return { holds, count: mayBeGate ? sql`nullif(min(${counts}), ${MANY})` : sql`min(${counts})`, mayBeGate, isSure, rows: null, fade: null, isCounted: false }
}

function anyShape(children: readonly NodeValue[]): Shape {
  const holds = children.length === 0 ? sql`0` : sql`(${sql.join(children.map((child) => child.holds), sql` OR `)})`
  const firing = children.filter(({ count }) => count !== null)
  const mayBeGate = firing.length < children.length || firing.some((child) => child.mayBeGate)
  if (firing.length === 0) return { holds, count: null, mayBeGate: false, isSure: false, rows: null, fade: null, isCounted: false }
  const merged = mergedRows(firing)
  if (merged !== null) {
    const counts = merged.map(({ source, where, count }) => count ?? source.count(where))
    const sum = counts.length === 1 && counts[0] !== undefined ? counts[0] : sql`(${sql.join(counts, sql` + `)})`
    const faded = fadeOf(merged)
    return { holds, count: sql`nullif(${sum}, 0)`, mayBeGate, isSure: false, rows: merged, fade: (decay) => sql`CASE WHEN ${sum} > 0 THEN ${faded(decay)} END`, isCounted: false }
  }
  return { holds, count: sql`NULL`, mayBeGate, isSure: false, rows: null, fade: null, isCounted: true }
}

/** The union of what the children fire as rows of as few sources, none of them in two; null where that cannot be told beforehand. */
function mergedRows(firing: readonly NodeValue[]): readonly RowSet[] | null {
  const sets: RowSet[] = []
  for (const child of firing) {
    if (child.rows === null) return null
    sets.push(...child.rows)
  }
  const bySource = Map.groupBy(sets, ({ source }) => source)
  const merged = [...bySource.values()].flatMap((group): RowSet[] => {
    const [first] = group
    if (first === undefined) return []
    const types = new Set(group.map(({ type }) => type))
    // Rows of different types are never the same row.
    if (types.size === group.length && !types.has(null)) return group
    return [{ source: first.source, count: null, plain: null, where: sql`(${sql.join(group.map(({ where }) => where), sql` OR `)})`, type: types.size === 1 ? first.type : null }]
  })
  const tables = new Set([...bySource.keys()].map(({ path }) => path.table))
  return tables.size === bySource.size ? merged : null
}
