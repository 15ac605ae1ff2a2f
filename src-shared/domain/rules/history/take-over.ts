import { removeTile } from '../edit.ts'
import { mapModel } from '../tiles.ts'
import type { RuleModel } from '../tree.ts'

/**
 * The model with suggested points in the groups of these ids; 0 takes the group out. A cap grows or shrinks with the points, so
 * that it is reached after as many firings as before. Groups that are not there any more, or have no action, stay out of it.
 */
export function takeOver(model: RuleModel, points: ReadonlyMap<string, number>): RuleModel {
  const gone = model.groups.filter(({ id, action }) => action !== null && points.get(id) === 0)
  const kept = gone.reduce((left, { id }) => removeTile(left, id), model)
  return mapModel(kept, {
    group: (group) => {
      const next = points.get(group.id)
      const { action } = group
      if (next === undefined || action === null || action.points === next) return group
      const cap = action.cap === null ? null : Math.max(1, Math.round((action.cap * Math.abs(next)) / Math.max(1, Math.abs(action.points))))
      return { ...group, action: { ...action, points: next, cap } }
    },
  })
}
