import { FORMULA_FUNCTIONS } from './functions.ts'
import { columnNamed, tableBehind, type FormulaScope, type FormulaTable } from './parse.ts'
import { formulaTokens, type FormulaToken } from './tokens.ts'
import { writtenName } from './words.ts'

export interface FormulaCompletion {
  /** Offset from which a choice replaces the text up to the caret. */
  readonly from: number
  readonly choices: readonly { readonly label: string; readonly detail: string; readonly insert: string }[]
}

/**
 * Columns, lookups and functions that begin with, then those that contain, what stands before the offset; after a point the
 * columns of the record that the lookup before it points at. A lookup is written with the point that goes on from it.
 */
export function completeFormula(text: string, offset: number, scope: FormulaScope): FormulaCompletion {
  const before = text.slice(0, offset)
  const { tokens, problem } = formulaTokens(before)
  const last = tokens.at(-2)
  // an unclosed bracket is a name that is being written; an unclosed quote is a text, for which nothing is offered
  if (problem !== null && /["']/u.test(before[problem.from] ?? '')) return { from: offset, choices: [] }
  const from = problem !== null && /[[`]/u.test(before[problem.from] ?? '') ? problem.from : last?.kind === 'word' && last.to === offset ? last.from : offset
  const bracket = /^[[`]/u.test(before.slice(from))
  const typed = before.slice(from).replace(/^[[`]/u, '').toLowerCase()
  const way = wayBefore(tokens.filter((token) => token.kind !== 'end' && token.to <= from))
  const table = way.reduce<FormulaTable | undefined>((at, name) => {
    const lookup = at === undefined ? undefined : columnNamed(at.columns, name)
    return lookup === undefined ? undefined : tableBehind(scope, lookup)
  }, scope.table)
  if (table === undefined) return { from: offset, choices: [] }
  const columns = table.columns.filter(({ type }) => type !== 'lookup').map((column) => ({ label: column.label, detail: 'column', insert: writtenName(column.label) }))
  const lookups = table.columns.flatMap((column) => {
    const behind = tableBehind(scope, column)
    return behind === undefined ? [] : [{ label: column.label, detail: `lookup, then a column of ${behind.labelPlural.toLowerCase()}`, insert: `${writtenName(column.label)}.` }]
  })
  const functions = bracket || way.length > 0 ? [] : Object.entries(FORMULA_FUNCTIONS).map(([name, { usage, many }]) => ({ label: name, detail: usage, insert: many === 0 ? `${name}()` : `${name}(` }))
  const all = [...columns, ...lookups, ...functions]
  const begins = all.filter(({ label }) => label.toLowerCase().startsWith(typed))
  const contains = typed === '' ? [] : all.filter(({ label }) => label.toLowerCase().includes(typed) && !label.toLowerCase().startsWith(typed))
  return { from, choices: [...begins, ...contains] }
}

/** The names of the lookups that stand with points before the end, the first one first. */
function wayBefore(tokens: readonly FormulaToken[]): string[] {
  const way: string[] = []
  for (let at = tokens.length - 1; at > 0; at -= 2) {
    const point = tokens[at]
    const name = tokens[at - 1]
    if (point?.kind !== 'symbol' || point.value !== '.' || (name?.kind !== 'name' && name?.kind !== 'word')) break
    way.unshift(name.value)
  }
  return way
}
