import type { FormulaTable } from './parse.ts'
import { columnNamed } from './parse.ts'
import { FORMULA_FUNCTIONS, FORMULA_WORDS, isFormulaFunction } from './functions.ts'
import { formulaTokens, type FormulaToken } from './tokens.ts'

/** The formula as it is kept: columns by their names, so that a new label changes nothing. Everything else stays as written. */
export function storedFormula(text: string, table: FormulaTable): string {
  return rewritten(text, (token) => {
    const column = columnNamed(table.columns, token.value)
    return column === undefined ? null : `[${column.name}]`
  })
}

/** The kept formula as people read and edit it: columns by their labels. */
export function shownFormula(stored: string, table: FormulaTable): string {
  return rewritten(stored, (token) => {
    const column = table.columns.find(({ name }) => name === token.value)
    return column === undefined ? null : writtenName(column.label)
  })
}

/** A label as it stands in a formula. */
export function writtenName(label: string): string {
  return `[${label.replaceAll(']', ']]')}]`
}

function rewritten(text: string, write: (token: FormulaToken) => string | null): string {
  let made = ''
  let at = 0
  const { tokens } = formulaTokens(text)
  tokens.forEach((token, index) => {
    if (!isColumn(token, tokens[index + 1])) return
    const written = write(token)
    if (written === null) return
    made += text.slice(at, token.from) + written
    at = token.to
  })
  return made + text.slice(at)
}

function isColumn({ kind, value }: FormulaToken, next: FormulaToken | undefined): boolean {
  if (kind === 'name') return true
  return kind === 'word' && !FORMULA_WORDS.has(value.toLowerCase()) && !(next?.kind === 'symbol' && next.value === '(')
}

export interface FormulaCompletion {
  /** Offset from which a choice replaces the text up to the caret. */
  readonly from: number
  readonly choices: readonly { readonly label: string; readonly detail: string; readonly insert: string }[]
}

/** Columns and functions that begin with, then those that contain, what stands before the offset. */
export function completeFormula(text: string, offset: number, table: FormulaTable): FormulaCompletion {
  const before = text.slice(0, offset)
  const { tokens, problem } = formulaTokens(before)
  const last = tokens.at(-2)
  // an unclosed bracket is a name that is being written; an unclosed quote is a text, for which nothing is offered
  if (problem !== null && /["']/u.test(before[problem.from] ?? '')) return { from: offset, choices: [] }
  const from = problem !== null && /[[`]/u.test(before[problem.from] ?? '') ? problem.from : last?.kind === 'word' && last.to === offset ? last.from : offset
  const bracket = /^[[`]/u.test(before.slice(from))
  const typed = before.slice(from).replace(/^[[`]/u, '').toLowerCase()
  const columns = table.columns.filter(({ type }) => type !== 'lookup').map((column) => ({ label: column.label, detail: 'column', insert: writtenName(column.label) }))
  const functions = bracket ? [] : Object.entries(FORMULA_FUNCTIONS).map(([name, { usage }]) => ({ label: name, detail: usage, insert: `${name}(` }))
  const all = [...columns, ...functions]
  const begins = all.filter(({ label }) => label.toLowerCase().startsWith(typed))
  const contains = typed === '' ? [] : all.filter(({ label }) => label.toLowerCase().includes(typed) && !label.toLowerCase().startsWith(typed))
  return { from, choices: [...begins, ...contains] }
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
