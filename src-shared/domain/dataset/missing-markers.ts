import { parseNumber } from './numbers.ts'

const words = new Set([
  'select', 'unknown', 'n/a', '#n/a', 'n.a.', 'null', '(null)', '[null]', '<na>', 'nan', 'nat', '\\n', '-', '--', '?', '(blank)', 'undefined', 'not available', 'not specified', 'unspecified', 'not set', 'please select', '- select -',
  'keine angabe', 'k.a.', 'k. a.', 'unbekannt', '(leer)', 'inconnu', 'desconocido', 'sin datos', '#ref!', '#value!', '#div/0!', '#name?', '#null!', '#num!',
  '0000-00-00', '0000-00-00 00:00:00', '00/00/0000', '00.00.0000',
])
/** Words that are values of their own among other words, and stand for a missing one among numbers and dates. */
const weak = new Set(['na', 'none', 'nil', 'missing', 'empty', 'blank', 'tbd', 'tba', '.', 'x', 'leer', 'ohne', 'not applicable', 'no data'])

/** Values that stand for a missing one in most files. */
export function isMarkerWord(value: string): boolean {
  return words.has(value.toLowerCase())
}

/** Values that stand for a missing one where all others are numbers or dates. */
export function isWeakMarker(value: string): boolean {
  return weak.has(value.toLowerCase())
}

/** Whether `NA` is what programs of statistics write for a missing value, and not a code of two letters such as Namibia's among those of other countries. */
export function isStatisticalNa(counts: ReadonlyMap<string, number>): boolean {
  if (!counts.has('NA')) return false
  const others = [...counts.keys()].filter((value) => value !== 'NA')
  return others.length > 0 && others.filter((value) => /^[A-Z]{2}$/u.test(value)).length * 2 < others.length
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
