import type { CatalogColumn } from '#shared/domain/catalog/types'
import { parseNumber } from '#renderer/ui/format/numbers.ts'
import type { Constant } from './mapping-edit.ts'

const YES: ReadonlySet<string> = new Set(['yes', 'true', '1', 'y'])
const NO: ReadonlySet<string> = new Set(['no', 'false', '0', 'n'])

/** What was typed as a value for every row, in the column's type, or what was expected. */
export function readConstant(text: string, column: Pick<CatalogColumn, 'type' | 'label'>): { readonly value: Constant } | { readonly error: string } {
  const plain = text.trim()
  if (plain === '') return { value: null }
  switch (column.type) {
    case 'integer':
    case 'decimal':
    case 'number': {
      const number = parseNumber(plain)
      if (number === null) return { error: `“${plain}” is no number; expected one like 1200` }
      if (column.type === 'integer' && !Number.isInteger(number)) return { error: 'Expected a whole number' }
      return { value: number }
    }
    case 'boolean': {
      const word = plain.toLowerCase()
      if (YES.has(word)) return { value: true }
      if (NO.has(word)) return { value: false }
      return { error: `“${plain}” is neither yes nor no` }
    }
    case 'date':
    case 'datetime':
      return /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?)?$/.test(plain) ? { value: plain } : { error: 'Expected a day like 2026-11-14' }
    case 'text':
    case 'option':
    case 'lookup':
      return { value: plain }
  }
}
