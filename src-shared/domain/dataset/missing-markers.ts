import { parseNumber } from './numbers.ts'

const words = new Set(['select', 'unknown', 'n/a', '#n/a', 'n.a.', 'null', '(null)', 'nan', '-', '--', '?', '(blank)', 'undefined', 'not available', 'not specified', 'please select', '- select -', 'keine angabe'])

/** Values that stand for a missing one in most files. */
export function isMarkerWord(value: string): boolean {
  return words.has(value.toLowerCase())
}

const numbers = ['999', '9999', '99999', '-1', '-9', '-99', '-999'] as const

/** Numbers such as 999 that stand far outside of all others of their column and occur often. */
export function markerNumbers(counts: ReadonlyMap<string, number>): string[] {
  return numbers.filter((marker) => {
    const count = counts.get(marker) ?? 0
    if (count < 3) return false
    const others = [...counts.keys()].filter((value) => value !== marker).map((value) => parseNumber(value, 'dot')).filter((value) => !Number.isNaN(value))
    const total = [...counts.values()].reduce((sum, value) => sum + value, 0)
    if (others.length < 5 || count < total * 0.01) return false
    const least = others.reduce((a, b) => Math.min(a, b))
    const most = others.reduce((a, b) => Math.max(a, b))
    const value = Number(marker)
    return value < 0 ? least >= 0 : value > most * 3 || value < least / 10
  })
}
