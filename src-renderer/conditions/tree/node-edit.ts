import type { AttributeNode, BranchNode, ConditionNode, OccurrenceNode } from '#shared/domain/rules/tree'
import { renumber } from '#shared/domain/rules/renumber'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { pathOfWay, shortestWays, type Way } from './way.ts'
import { blankExpression } from './value-kind.ts'

type NextId = () => string

export const isBranch = (node: ConditionNode): node is BranchNode => node.kind === 'all' || node.kind === 'any'

/** A condition on attributes with one expression to fill in, or with the column that was picked. */
export function newAttribute(nextId: NextId, ref: Parameters<typeof blankExpression>[1] = null): AttributeNode {
  return { kind: 'attribute', id: nextId(), label: '', expressions: [blankExpression(nextId(), ref)] }
}

/** Counts rows of the start by the shortest way; with no way to the target the path is left to be chosen. */
export function newOccurrence(nextId: NextId, start: Way | null, target: string, tables: readonly CatalogTable[]): OccurrenceNode {
  const way = start === null ? undefined : shortestWays(start, target, tables)[0]
  const path = way === undefined ? null : pathOfWay(way, target, tables)
  return { kind: 'occurrence', id: nextId(), label: '', path: path ?? [], interactionType: path === null ? null : (way?.interactionType ?? null), frequency: { kind: 'at_least', count: 1 }, range: { kind: 'last', count: 30, unit: 'day' }, expressions: [] }
}

export const newBranch = (nextId: NextId, kind: BranchNode['kind'], children: readonly ConditionNode[] = []): BranchNode => ({ kind, id: nextId(), label: '', children })

/** The branch with one child put in place of the one of that id. */
export const replaceChild = (branch: BranchNode, next: ConditionNode): BranchNode => ({ ...branch, children: branch.children.map((child) => (child.id === next.id ? next : child)) })

export const removeChild = (branch: BranchNode, id: string): BranchNode => ({ ...branch, children: branch.children.filter((child) => child.id !== id) })

export function duplicateChild(branch: BranchNode, id: string, nextId: NextId): BranchNode {
  return { ...branch, children: branch.children.flatMap((child) => (child.id === id ? [child, renumber.node(child, nextId)] : [child])) }
}

/** The list with the item at `from` moved by one place up or down; the same list at its ends. */
export function nudge<T>(items: readonly T[], from: number, by: -1 | 1): readonly T[] {
  const to = from + by
  const item = items[from]
  const other = items[to]
  if (item === undefined || other === undefined) return items
  return items.map((current, index) => (index === from ? other : index === to ? item : current))
}

/** The same condition, now about the record itself; expressions of the rows mean nothing there. */
export const asAttribute = (node: OccurrenceNode, nextId: NextId): AttributeNode => ({ kind: 'attribute', id: node.id, label: node.label, expressions: [blankExpression(nextId(), null)] })

/** The same condition, now counting rows. */
export function asOccurrence(node: AttributeNode, value: Pick<OccurrenceNode, 'path' | 'interactionType'>): OccurrenceNode {
  return { kind: 'occurrence', id: node.id, label: node.label, ...value, frequency: { kind: 'each' }, range: { kind: 'last', count: 30, unit: 'day' }, expressions: [] }
}


/** The table whose rows a path counts; null for a path that counts none. */
export function countedTable(path: OccurrenceNode['path']): string | null {
  const last = path.at(-1)
  return last?.kind === 'rows' ? last.table : null
}

/** Whether both paths end in rows of the same table, so that its columns stay the same. */
export const sameRows = (left: Pick<OccurrenceNode, 'path'>, right: Pick<OccurrenceNode, 'path'>): boolean => countedTable(left.path) === countedTable(right.path)
