import type { ConditionNode, Expression, Hop, RuleModel } from '#shared/domain/rules/tree'
import { lookupTarget, type CatalogMap } from './catalog-map.ts'
import { unlessBroken } from './gates.ts'
import { madeWays } from './made-ways.ts'

/** A step away from the lead, with the table that it reaches and the one it leaves. */
export interface Link {
  readonly kind: Hop['kind']
  readonly from: string
  readonly to: string
  readonly column: string
}

/** Steps from a lead to a record that its score may depend on; none for the lead itself. */
export type Chain = readonly Link[]

interface Known {
  readonly catalog: CatalogMap
  readonly chains: readonly Chain[]
}

const known = new WeakMap<RuleModel, Known>()

/** All ways from a lead to records that the model looks at, longer ones after their beginnings, none twice. */
export function chainsOf(catalog: CatalogMap, tree: RuleModel): readonly Chain[] {
  const last = known.get(tree)
  if (last?.catalog === catalog) return last.chains
  const chains = makeChains(catalog, tree)
  known.set(tree, { catalog, chains })
  return chains
}

function makeChains(catalog: CatalogMap, tree: RuleModel): Chain[] {
  const found = new Map<string, Chain>([['[]', []]])
  const note = (chain: Chain): void => {
    for (let length = 1; length <= chain.length; length += 1) found.set(JSON.stringify(chain.slice(0, length)), chain.slice(0, length))
  }
  const lookup = (from: string, column: string): Link => ({ kind: 'lookup', from, column, to: lookupTarget(catalog, from, column) })
  const step = (from: string, hop: Hop): Link => (hop.kind === 'lookup' ? lookup(from, hop.column) : { kind: 'rows', from, to: hop.table, column: hop.column })
  const walk = (start: Chain, hops: readonly Hop[]): Chain => hops.reduce<Chain>((chain, hop) => [...chain, step(chain.at(-1)?.to ?? 'lead', hop)], start)
  const expressions = (start: Chain, list: readonly Expression[]): void => {
    const along = (from: Chain, columns: readonly string[]): Chain => walk(from, columns.map((column) => ({ kind: 'lookup', column })))
    for (const { lookups, column } of list) {
      unlessBroken(() => {
        const way = along(start, lookups)
        note(way)
        for (const further of madeWays(catalog, way.at(-1)?.to ?? 'lead', column)) note(along(way, further))
      })
    }
  }
  const visit = (start: Chain, node: ConditionNode, extra: boolean): void => {
    switch (node.kind) {
      case 'attribute':
        return expressions(start, node.expressions)
      case 'occurrence':
        return void unlessBroken(() => {
          const ways = [walk(start, node.path)]
          const [first, ...rest] = node.path
          if (extra && first?.kind === 'rows' && first.table === 'interaction' && first.column === 'lead_id') {
            ways.push(walk([lookup('lead', 'parent_contact_id')], [{ ...first, column: 'contact_id' }, ...rest]))
          }
          for (const way of ways) {
            note(way)
            expressions(way, node.expressions)
          }
        })
      case 'all':
      case 'any':
        for (const child of node.children) visit(start, child, extra)
    }
  }
  const { target, settings } = tree
  const subject: Chain = target === 'lead' ? [] : [lookup('lead', target === 'contact' ? 'parent_contact_id' : 'parent_account_id')]
  note(subject)
  visit([], tree.audience, false)
  for (const group of tree.groups) visit(subject, group.condition, target === 'lead' && settings.countParentContact)
  if (settings.minimumConsent !== null) note([lookup('lead', 'parent_contact_id')])
  // A unit answers for all units below it, which are few; ten levels are more than anyone has.
  if (settings.businessUnit !== null) note([lookup('lead', 'business_unit_id'), ...Array.from({ length: 10 }, () => lookup('business_unit', 'parent_id'))])
  return [...found.values()]
}
