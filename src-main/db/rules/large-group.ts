import { sql } from 'kysely'
import type { AttributeNode, BranchNode, ConditionNode, OccurrenceNode, RuleModel } from '#shared/domain/rules/tree'
import { assertNever } from '#shared/lib/assert'
import { andSql, type Sql } from '../queries/filters-sql.ts'
import { Broken, type CatalogMap } from './catalog-map.ts'
import { expressionSql } from './expression-sql.ts'
import { unlessBroken, wholeCount } from './gates.ts'
import { expressionNext, rangeNext } from './next-change.ts'
import { lastRow, pathOf, rowSql, rowTime, type Path } from './paths.ts'

/** A condition with the number of its node. */
export interface Numbered {
  readonly number: number
  readonly holds: Sql
}

/** A way from the subject to rows, and which nodes ask what of the row `h`. */
export interface LargeSource {
  readonly path: Path
  readonly asked: readonly Numbered[]
  /** Moments at which the row may count otherwise. */
  readonly moments: readonly Sql[]
}

/** A node of the group that can be computed. */
export interface LargeNode {
  readonly number: number
  readonly kind: 'each' | 'at_least' | 'none' | 'own' | 'all' | 'any'
  /** 0 for a node without children, else one more than that of its highest child. */
  readonly height: number
  /** Rows, or children that hold, that it needs to hold. */
  readonly need: number
  /** Whether it has firings. */
  readonly fires: boolean
  readonly children: readonly LargeNode[]
}

/** A group as a table of its nodes rather than an expression of them. */
export interface LargeGroup {
  /** null where it is broken. */
  readonly root: LargeNode | null
  /** All nodes that can be computed, each at the place of its number. */
  readonly nodes: readonly LargeNode[]
  /** Their numbers by id. */
  readonly numbers: ReadonlyMap<string, number>
  readonly sources: readonly LargeSource[]
  /** Conditions on the subject `s`. */
  readonly own: readonly Numbered[]
  /** Moments at which these may hold otherwise. */
  readonly ownMoments: readonly Sql[]
}

interface OpenSource extends LargeSource {
  readonly asked: Numbered[]
  readonly moments: Sql[]
  readonly ranges: Map<string, OccurrenceNode['range']>
}

interface Book {
  readonly catalog: CatalogMap
  readonly tree: RuleModel
  readonly nodes: LargeNode[]
  readonly numbers: Map<string, number>
  readonly sources: Map<string, OpenSource>
  readonly own: Numbered[]
  readonly ownMoments: Sql[]
}

/** Takes the first group of the model apart. */
export function largeGroup(catalog: CatalogMap, tree: RuleModel): LargeGroup {
  const book: Book = { catalog, tree, nodes: [], numbers: new Map(), sources: new Map(), own: [], ownMoments: [] }
  const [group] = tree.groups
  const root = group === undefined ? null : noted(book, group.condition)
  const sources = [...book.sources.values()].map(({ path, asked, moments, ranges }) => {
    const time = rowTime(path)
    return { path, asked, moments: [...moments, ...(time === null ? [] : rangeNext(time, [...ranges.values()]))] }
  })
  return { root, nodes: book.nodes, numbers: book.numbers, sources, own: book.own, ownMoments: book.ownMoments }
}

/** The node, noted with its parts; null where it or a part is broken. */
function noted(book: Book, node: ConditionNode): LargeNode | null {
  const made = computed(book, node)
  if (made !== null) {
    book.nodes.push(made)
    book.numbers.set(node.id, made.number)
  }
  return made
}

function computed(book: Book, node: ConditionNode): LargeNode | null {
  switch (node.kind) {
    case 'attribute':
      return unlessBroken(() => attribute(book, node))
    case 'occurrence':
      return unlessBroken(() => occurrence(book, node))
    case 'all':
    case 'any':
      return branch(book, node)
    default:
      return assertNever(node)
  }
}

function branch(book: Book, { kind, children }: BranchNode): LargeNode | null {
  const parts = children.map((child) => noted(book, child))
  const sound = parts.filter((part) => part !== null)
  if (sound.length < parts.length) return null
  const number = book.nodes.length
  // Without children, all holds and any does not.
  if (sound.length === 0 && kind === 'all') book.own.push({ number, holds: sql`1` })
  return {
    number,
    kind: sound.length === 0 ? 'own' : kind,
    height: sound.length === 0 ? 0 : 1 + Math.max(...sound.map(({ height }) => height)),
    need: kind === 'all' ? Math.max(1, sound.length) : 1,
    fires: sound.some(({ fires }) => fires),
    children: sound,
  }
}

function attribute(book: Book, { expressions }: AttributeNode): LargeNode {
  const place = { catalog: book.catalog, table: book.tree.target, alias: 's' }
  const holds = andSql(expressions.map((expression) => sql`coalesce(${expressionSql(place, expression)}, 0)`))
  const moments = expressions.flatMap((expression) => expressionNext(place, expression) ?? [])
  const number = book.nodes.length
  book.own.push({ number, holds })
  book.ownMoments.push(...moments)
  return { number, kind: 'own', height: 0, need: 1, fires: false, children: [] }
}

function occurrence(book: Book, node: OccurrenceNode): LargeNode {
  // What is broken has to be found before anything is noted.
  if (node.path.length === 0) throw new Broken('The path has no hop')
  const { catalog, tree } = book
  const path = pathOf(catalog, tree.target, node.path, tree.target === 'lead' && tree.settings.countParentContact)
  const holds = rowSql(catalog, path, node)
  const place = lastRow(catalog, path)
  const moments = node.expressions.flatMap((expression) => expressionNext(place, expression) ?? [])
  const { frequency, range } = node
  const need = frequency.kind === 'at_least' ? wholeCount(frequency.count) : 1
  const number = book.nodes.length
  let source = book.sources.get(path.key)
  if (source === undefined) book.sources.set(path.key, (source = { path, asked: [], moments: [], ranges: new Map() }))
  source.asked.push({ number, holds })
  source.moments.push(...moments)
  source.ranges.set(JSON.stringify(range), range)
  return { number, kind: frequency.kind, height: 0, need, fires: frequency.kind === 'each', children: [] }
}
