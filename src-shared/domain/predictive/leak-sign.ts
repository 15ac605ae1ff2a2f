/** What speaks against an attribute, the heaviest first. */
export const LEAK_SIGNS = ['duplicate', 'alone', 'late', 'closing_day', 'fill', 'pure', 'same_fill', 'id', 'name'] as const
export type LeakSignKind = (typeof LEAK_SIGNS)[number]

/** One piece of evidence that an attribute knows the outcome. */
export interface LeakSign {
  readonly kind: LeakSignKind
  /** A whole sentence that names the attribute. */
  readonly sentence: string
}

/** Orders attributes by how much speaks against them: the heaviest sign first, then the number of signs, then the AUC alone, in [0, 11). */
export function leakWeight(signs: readonly LeakSign[], singleAuc: number | null): number {
  if (signs.length === 0) return 0
  const heaviest = Math.min(...signs.map(({ kind }) => LEAK_SIGNS.indexOf(kind)))
  return LEAK_SIGNS.length - heaviest + 0.1 * Math.min(9, signs.length) + 0.1 * ((singleAuc ?? 0.5) - 0.5)
}
