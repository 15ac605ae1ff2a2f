import type { RuleLayout } from '#shared/contract/rules'
import type { RuleAction, RuleGroup, RuleModel } from '#shared/domain/rules/tree'
import { idsOf } from '#shared/domain/rules/tiles'

/** What is edited, undone and saved: the model and where its tiles lie. */
export interface Draft {
  readonly tree: RuleModel
  readonly layout: RuleLayout
}

/** Places are empty as long as nobody has moved a tile: then the whole canvas is laid out automatically. */
export const EMPTY_LAYOUT: RuleLayout = { positions: {}, collapsed: [], looseActions: [] }

/**
 * Ids for actions made on the canvas. Their letter differs from that of the tree's own, because an action that lies loose is not in the tree
 * where the next number is looked up.
 */
export function actionNumbering({ tree, layout }: Draft): () => string {
  const numbers = [...idsOf(tree), ...layout.looseActions.map((action) => action.id)].map((id) => Number(/(\d+)$/u.exec(id)?.[1] ?? 0))
  let last = Math.max(0, ...numbers)
  return () => {
    last += 1
    return `a${last}`
  }
}

export const groupOf = (tree: RuleModel, conditionId: string): RuleGroup | undefined => tree.groups.find((group) => group.condition.id === conditionId)
export const groupOfAction = (tree: RuleModel, actionId: string): RuleGroup | undefined => tree.groups.find((group) => group.action?.id === actionId)

export const withLoose = (layout: RuleLayout, looseActions: readonly RuleAction[]): RuleLayout => ({ ...layout, looseActions: looseActions.map((action) => ({ ...action })) })

/** Forgets the places and folds of tiles that are gone. */
export function tidy(draft: Draft): Draft {
  const ids = new Set([...idsOf(draft.tree), ...draft.layout.looseActions.map((action) => action.id)])
  const positions = Object.entries(draft.layout.positions)
  const kept = positions.filter(([id]) => ids.has(id))
  const collapsed = draft.layout.collapsed.filter((id) => ids.has(id))
  if (kept.length === positions.length && collapsed.length === draft.layout.collapsed.length) return draft
  return { ...draft, layout: { ...draft.layout, positions: Object.fromEntries(kept), collapsed } }
}
