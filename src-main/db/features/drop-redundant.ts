import type { Feature } from '#shared/domain/predictive/feature-table'
import type { AttributeSpec } from './attribute-spec.ts'

/** Two windows that agree for more than this share of the records with such interactions say the same. */
const SAME_SHARE = 0.9

/**
 * Names of interaction counts that repeat a longer window of the same type: where nearly all calls are of the last
 * 90 days, "in 90 days" and "so far" would share one effect, and a reader would see the same reason twice.
 */
export function redundantCounts(specs: readonly AttributeSpec[], features: readonly Feature[]): Set<string> {
  const byType = new Map<string, { name: string; days: number; values: Float64Array }[]>()
  specs.forEach(({ name, source }, index) => {
    const feature = features[index]
    if (source.type !== 'interactions' || feature?.kind !== 'numeric') return
    byType.set(source.interaction, [...(byType.get(source.interaction) ?? []), { name, days: source.days ?? Infinity, values: feature.values }])
  })
  const redundant = new Set<string>()
  for (const windows of byType.values()) {
    const kept: Float64Array[] = []
    for (const { name, values } of windows.toSorted((a, b) => b.days - a.days)) {
      if (kept.some((longer) => isSame(longer, values))) redundant.add(name)
      else kept.push(values)
    }
  }
  return redundant
}

function isSame(longer: Float64Array, shorter: Float64Array): boolean {
  let some = 0
  let same = 0
  longer.forEach((value, row) => {
    if (!(value > 0)) return
    some += 1
    if (value === shorter[row]) same += 1
  })
  return same >= SAME_SHARE * some
}
