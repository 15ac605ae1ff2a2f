import type { CatalogColumn } from '../types.ts'
import { FORMULA_WORDS, isFormulaFunction } from './functions.ts'
import { columnNamed, tableBehind, type FormulaScope, type FormulaTable } from './parse.ts'
import { formulaTokens, type FormulaToken } from './tokens.ts'

/** The formula as it is kept: columns and lookups by their names, so that a new label changes nothing. Everything else stays as written. */
export function storedFormula(text: string, scope: FormulaScope): string {
  return rewritten(text, scope, (table, name) => columnNamed(table.columns, name), ({ name }) => `[${name}]`)
}

/** The kept formula as people read and edit it: columns and lookups by their labels. */
export function shownFormula(stored: string, scope: FormulaScope): string {
  return rewritten(stored, scope, (table, name) => table.columns.find((column) => column.name === name), ({ label }) => writtenName(label))
}

/** A label as it stands in a formula. */
export function writtenName(label: string): string {
  return `[${label.replaceAll(']', ']]')}]`
}

type Find = (table: FormulaTable, name: string) => CatalogColumn | undefined

function rewritten(text: string, scope: FormulaScope, find: Find, write: (column: CatalogColumn) => string): string {
  let made = ''
  let at = 0
  /** Where the name after a point is looked for; undefined where nothing can stand there. */
  let behind: FormulaTable | undefined
  const { tokens } = formulaTokens(text)
  tokens.forEach((token, index) => {
    const follows = isPoint(tokens[index - 1])
    if (!(follows ? isName(token) : isColumn(token, tokens[index + 1]))) return
    const table = follows ? behind : scope.table
    const column = table === undefined ? undefined : find(table, token.value)
    behind = column === undefined ? undefined : tableBehind(scope, column)
    if (column === undefined) return
    made += text.slice(at, token.from) + write(column)
    at = token.to
  })
  return made + text.slice(at)
}

const isPoint = (token: FormulaToken | undefined): boolean => token?.kind === 'symbol' && token.value === '.'
const isName = ({ kind }: FormulaToken): boolean => kind === 'name' || kind === 'word'

function isColumn(token: FormulaToken, next: FormulaToken | undefined): boolean {
  if (token.kind === 'name') return true
  return token.kind === 'word' && !FORMULA_WORDS.has(token.value.toLowerCase()) && !(next?.kind === 'symbol' && next.value === '(')
}

interface FormulaColour {
  readonly from: number
  readonly to: number
  readonly kind: 'keyword' | 'join' | 'text' | 'number' | 'name'
}

/** Stretches of a formula to be coloured. */
export function formulaColours(text: string): readonly FormulaColour[] {
  return formulaTokens(text).tokens.flatMap(({ kind, value, from, to }): readonly FormulaColour[] => {
    const word = value.toLowerCase()
    if (kind === 'text' || kind === 'number' || kind === 'name') return [{ from, to, kind }]
    if (kind !== 'word') return []
    if (isFormulaFunction(word)) return [{ from, to, kind: 'keyword' }]
    return FORMULA_WORDS.has(word) ? [{ from, to, kind: 'join' }] : [{ from, to, kind: 'name' }]
  })
}
