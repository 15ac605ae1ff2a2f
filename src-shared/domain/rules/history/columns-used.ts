import type { CatalogColumn, CatalogTable } from '#shared/domain/catalog/types'
import { findColumn } from '../context.ts'
import type { BranchNode, ConditionNode, Expression, RuleModel } from '../tree.ts'

/** The columns that a condition reads, compared ones and those that its ways follow, each once. Names that the catalog does not have are left out. */
export function columnsUsed(tables: readonly CatalogTable[], start: string, node: ConditionNode): readonly CatalogColumn[] {
  const found = new Map<string, CatalogColumn>()
  const add = (table: string | null, name: string): CatalogColumn | null => {
    const column = findColumn(tables, table, name)
    if (column !== null) found.set(`${column.table}.${column.name}`, column)
    return column
  }
  const compare = (table: string | null, { lookups, column }: Expression): void => void add(lookups.reduce<string | null>((at, lookup) => add(at, lookup)?.lookupTable ?? null, table), column)
  const visit = (one: ConditionNode): void => {
    switch (one.kind) {
      case 'all':
      case 'any':
        one.children.forEach(visit)
        return
      case 'attribute':
        one.expressions.forEach((expression) => compare(start, expression))
        return
      case 'occurrence': {
        let table: string | null = start
        for (const hop of one.path) {
          if (hop.kind === 'lookup') table = add(table, hop.column)?.lookupTable ?? null
          else {
            add(hop.table, hop.column)
            table = hop.table
          }
        }
        const last = table
        one.expressions.forEach((expression) => compare(last, expression))
      }
    }
  }
  visit(node)
  return [...found.values()]
}

/** The state of a lead or an opportunity, and when it closed: what they were at a moment follows from the closing time. */
export function followsFromClosing({ table, name }: Pick<CatalogColumn, 'table' | 'name'>): boolean {
  return (table === 'lead' || table === 'opportunity') && (name === 'state' || name === 'closed_at')
}

/** Columns that are known only after the outcome, so that what reads them cannot be judged by history. */
export function lateColumns(columns: readonly CatalogColumn[]): readonly CatalogColumn[] {
  return columns.filter((column) => column.knownWhen === 'after_outcome' && !followsFromClosing(column))
}

/** Columns with one value without history, which may have changed after the outcome was known. */
export function timelessColumns(columns: readonly CatalogColumn[]): readonly CatalogColumn[] {
  return columns.filter(({ knownWhen }) => knownWhen === 'snapshot')
}

export interface Judgeable {
  /** The model without what cannot be judged. */
  readonly tree: RuleModel
  /** Groups that were taken out, with the columns that are known too late. */
  readonly notJudged: readonly { readonly groupId: string; readonly columns: readonly CatalogColumn[] }[]
  /** Such columns of the audience; the conditions that read them were taken out of it. */
  readonly ignoredInAudience: readonly CatalogColumn[]
}

/** Takes out the groups without points and all that reads columns known only after the outcome. */
export function judgeable(tables: readonly CatalogTable[], model: RuleModel): Judgeable {
  const late = (start: string, node: ConditionNode): readonly CatalogColumn[] => lateColumns(columnsUsed(tables, start, node))
  const notJudged = model.groups.map(({ id, condition }) => ({ groupId: id, columns: late(model.target, condition) })).filter(({ columns }) => columns.length > 0)
  const out = new Set(notJudged.map(({ groupId }) => groupId))
  return {
    tree: { ...model, groups: model.groups.filter(({ id, action }) => action !== null && !out.has(id)), audience: withoutLate(model.audience, (node) => late('lead', node).length > 0) },
    notJudged,
    ignoredInAudience: late('lead', model.audience),
  }
}

function withoutLate(branch: BranchNode, isLate: (node: ConditionNode) => boolean): BranchNode {
  const children = branch.children.flatMap((child): ConditionNode[] => {
    if (!isLate(child)) return [child]
    if (child.kind !== 'all' && child.kind !== 'any') return []
    const left = withoutLate(child, isLate)
    return left.children.length === 0 ? [] : [left]
  })
  // An "any of" that lost an alternative would be narrower than it was, and so asks for nothing.
  return branch.kind === 'any' && children.length < branch.children.length ? { ...branch, children: [], kind: 'all' } : { ...branch, children }
}
