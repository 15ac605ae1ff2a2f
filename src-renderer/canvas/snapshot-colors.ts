/** The tokens that a picture is drawn with. */
const TOKENS = {
  ground: '--bg-subtle', surface: '--bg-surface', subtle: '--bg-subtle', border: '--border', borderStrong: '--border-strong', text: '--text', text2: '--text-2', text3: '--text-3', accent: '--accent-text', accentSoft: '--accent-soft',
  accentLine: '--accent-line', warning: '--warning-text', warningLine: '--warning', plus: '--positive-text', plusGround: '--positive-bg', less: '--negative-text', lessGround: '--negative-bg', edge: '--n-400',
} as const

export type SnapshotColors = Readonly<Record<keyof typeof TOKENS, string>>

/** The colours of the theme that is shown now. */
export function themeColors(element: Element = document.documentElement): SnapshotColors {
  const style = getComputedStyle(element)
  const of = (token: string): string => style.getPropertyValue(token).trim() || '#000000'
  return Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, of(token)])) as SnapshotColors
}
