import type { CatalogTable } from '#shared/domain/catalog/types'
import { findRecipes } from '#shared/domain/rules/recipes'
import { renumber } from '#shared/domain/rules/renumber'
import type { ConditionNode, RuleTarget } from '#shared/domain/rules/tree'
import { TYPE_ICONS, TYPE_WORDS } from '#renderer/ui/column-words.ts'
import type { IconName } from '#renderer/ui/icon-paths.ts'
import { newAttribute, newOccurrence } from '#renderer/conditions/tree/node-edit.ts'
import { chipsOfWay, countable, shortestWays } from '#renderer/conditions/tree/way.ts'

/** Something that can be added to a card. */
export interface Thing {
  readonly key: string
  readonly label: string
  /** Heading under which it stands. */
  readonly group: string
  readonly note: string
  readonly icon: IconName
  /** Longer than the note; shown when pointed at. */
  readonly help?: string
  readonly make: (nextId: () => string) => ConditionNode
}

/** Records that nobody asks for first; a search finds them. */
const QUIET: ReadonlySet<string> = new Set(['user', 'business_unit'])
const USUAL_DAYS = 28

/** Columns of the scored record, then those of the records that it names. */
export function attributeThings(tables: readonly CatalogTable[], target: RuleTarget, text: string): readonly Thing[] {
  const wanted = text.trim().toLowerCase()
  const own = tables.find((table) => table.name === target)
  if (own === undefined) return []
  const from = (table: CatalogTable, lookups: readonly string[], group: string): readonly Thing[] =>
    table.columns
      .filter((column) => (lookups.length === 0 || column.type !== 'lookup') && (wanted === '' || column.label.toLowerCase().includes(wanted) || group.toLowerCase().includes(wanted)))
      .map((found) => ({ key: [...lookups, found.name].join('.'), label: found.label, group, note: TYPE_WORDS[found.type], icon: TYPE_ICONS[found.type], make: (nextId) => newAttribute(nextId, { lookups, column: found.name, found }) }))
  const related = own.columns.flatMap((lookup) => {
    const table = lookup.type === 'lookup' ? tables.find((item) => item.name === lookup.lookupTable) : undefined
    return table === undefined || (wanted === '' && QUIET.has(table.name)) ? [] : from(table, [lookup.name], lookup.label)
  })
  return [...from(own, [], own.label), ...related]
}

/** Types of interaction, then rows of other tables, each by the shortest way to the scored record. */
export function interactionThings(tables: readonly CatalogTable[], target: RuleTarget, text: string): readonly Thing[] {
  const wanted = text.trim().toLowerCase()
  return countable(tables).flatMap(({ way, label }): readonly Thing[] => {
    if (wanted !== '' && !label.toLowerCase().includes(wanted)) return []
    const [first] = shortestWays(way, target, tables)
    // rows that nothing but a third record ties to the scored one are a matter for the entity field
    if (first === undefined || first.steps.some((step) => step.kind === 'down')) return []
    const isInteraction = way.table === 'interaction'
    return [{
      key: `${way.table}/${label}`,
      label,
      group: isInteraction ? 'Interactions' : 'Rows of other tables',
      note: chipsOfWay(first, tables).slice(1).join(' . '),
      icon: isInteraction ? 'click' : 'data',
      make: (nextId) => ({ ...newOccurrence(nextId, way, target, tables), frequency: { kind: 'each' }, range: { kind: 'last', count: USUAL_DAYS, unit: 'day' } }),
    }]
  })
}

/** Ready-made conditions for that kind of record. */
export function recipeThings(target: RuleTarget, text: string): readonly Thing[] {
  return findRecipes(target, text).map((recipe) => ({ key: recipe.key, label: recipe.label, group: 'Ready-made conditions', note: '', icon: recipe.node.kind === 'occurrence' ? 'click' : 'list', help: recipe.description, make: (nextId) => renumber.node(recipe.node, nextId) }))
}
