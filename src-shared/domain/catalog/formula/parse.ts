import type { CatalogColumn, CatalogTable } from '../types.ts'
import { FORMULA_FUNCTIONS, FORMULA_WORDS, isFormulaFunction, type FormulaFunction } from './functions.ts'
import { formulaTokens, type FormulaProblem, type FormulaToken } from './tokens.ts'
import { FORMULA_SIGNS, type FormulaNode, type FormulaSign } from './tree.ts'

export type FormulaTable = Pick<CatalogTable, 'name' | 'labelPlural' | 'columns'>

/** What a formula is about: columns of one table, and of those that its lookups lead to. */
export interface FormulaScope {
  readonly table: FormulaTable
  readonly tables: readonly FormulaTable[]
}

export type Read = { readonly ok: true; readonly node: FormulaNode } | { readonly ok: false; readonly problem: FormulaProblem }

/** Most characters of a formula, and parts within parts; more would be too deep for the store. */
export const MOST_FORMULA = 2000
const MOST_DEPTH = 50
/** Digits that a binary fraction can hold exactly. */
const MOST_DIGITS = 15
export const MOST_SCALE = 6

/** Relationships that a formula may follow one after the other. */
export const MOST_HOPS = 5

/** What to do with a lookup, which has no value of its own. */
export const GO_ON = 'Go on to a column of the record that it points at: [Parent account].[Employees].'

const BINDING: Readonly<Record<FormulaSign, number>> = { or: 1, and: 2, '=': 4, '<>': 4, '<': 4, '<=': 4, '>': 4, '>=': 4, '+': 5, '-': 5, '*': 6, '/': 6 }
const NOT_BINDING = 3
const MINUS_BINDING = 7

class Unreadable extends Error {
  readonly problem: FormulaProblem
  constructor(problem: FormulaProblem) {
    super(problem.sentence)
    this.problem = problem
  }
}

/** The column that a name stands for: by its label, capital or small, else by its name in the store. */
export function columnNamed(columns: readonly CatalogColumn[], name: string): CatalogColumn | undefined {
  const wanted = name.trim().toLowerCase()
  return columns.find((column) => column.label.toLowerCase() === wanted) ?? columns.find((column) => column.name === wanted)
}

/** The table that a lookup leads to; undefined for every other column. */
export function tableBehind({ tables }: Pick<FormulaScope, 'tables'>, column: CatalogColumn): FormulaTable | undefined {
  return column.type === 'lookup' ? tables.find(({ name }) => name === column.lookupTable) : undefined
}

type Find = (table: FormulaTable, name: string) => CatalogColumn | undefined

/**
 * Reads a formula as people write it, with columns by their labels, or with `stored` as it is kept, with columns by their
 * names. Gives the first problem with its place; types are not looked at. The grammar stands in resources/docs/store.md.
 */
export function readFormula(text: string, { table, tables }: FormulaScope, stored = false): Read {
  if (text.trim() === '') return { ok: false, problem: { from: 0, to: text.length, sentence: 'Write a formula, for example [Annual revenue] / [Employees].' } }
  if (text.length > MOST_FORMULA) return { ok: false, problem: { from: MOST_FORMULA, to: text.length, sentence: `The formula has ${text.length} characters; ${MOST_FORMULA} is the most.` } }
  const { tokens, problem } = formulaTokens(text)
  if (problem !== null) return { ok: false, problem }
  const find: Find = ({ columns }, name) => (stored ? columns.find((column) => column.name === name) : columnNamed(columns, name))
  try {
    return { ok: true, node: new Reader(tokens, { table, tables }, find).formula() }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, problem: error.problem }
    throw error
  }
}

class Reader {
  private at = 0
  private depth = 0
  private readonly tokens: readonly FormulaToken[]
  private readonly scope: FormulaScope
  private readonly find: Find

  constructor(tokens: readonly FormulaToken[], scope: FormulaScope, find: Find) {
    this.tokens = tokens
    this.scope = scope
    this.find = find
  }

  formula(): FormulaNode {
    const node = this.part(0)
    const next = this.next()
    if (next.kind !== 'end') throw refused(next, next.value === ')' ? 'This bracket closes nothing.' : `“${next.value}” does not go on with what stands before it. A sign such as + or and is missing.`)
    return node
  }

  private next(): FormulaToken {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)]!
  }

  private take(): FormulaToken {
    const token = this.next()
    this.at += 1
    return token
  }

  private isNext(value: string): boolean {
    const token = this.next()
    return token.kind === 'symbol' && token.value === value
  }

  /** A part that binds at least so strongly, with the signs that follow it. */
  private part(binding: number): FormulaNode {
    this.depth += 1
    if (this.depth > MOST_DEPTH) throw refused(this.next(), `The formula is nested more than ${MOST_DEPTH} deep. Make a calculated column of a part of it.`)
    let left = this.first()
    let compared = false
    for (let sign = this.sign(); sign !== null && BINDING[sign] >= binding; sign = this.sign()) {
      const at = this.take()
      const compares = BINDING[sign] === BINDING['=']
      // a = b = c would compare yes or no with c, which nobody means
      if (compares && compared) throw refused(at, 'Two comparisons in a row; join them with and.')
      compared = compares
      const right = this.part(BINDING[sign] + 1)
      left = { kind: 'sign', sign, left, right, from: left.from, to: right.to }
    }
    this.depth -= 1
    return left
  }

  private sign(): FormulaSign | null {
    const token = this.next()
    if (token.kind !== 'symbol' && token.kind !== 'word') return null
    const value = token.value === '!=' ? '<>' : token.value.toLowerCase()
    return FORMULA_SIGNS.find((sign) => sign === value) ?? null
  }

  private first(): FormulaNode {
    const token = this.take()
    switch (token.kind) {
      case 'number':
        return numberOf(token)
      case 'text':
        return { kind: 'text', value: plainText(token), from: token.from, to: token.to }
      case 'name':
        return this.column(token)
      case 'word':
        return this.word(token)
      case 'symbol':
        return this.symbol(token)
      case 'end':
        throw refused(token, 'The formula ends too early: a column, a number or a text is missing.')
    }
  }

  private symbol(token: FormulaToken): FormulaNode {
    if (token.value === '-') {
      const of = this.part(MINUS_BINDING)
      return { kind: 'minus', of, from: token.from, to: of.to }
    }
    if (token.value !== '(') throw refused(token, `“${token.value}” cannot stand here: a column, a number or a text is missing before it.`)
    const inside = this.part(0)
    return { ...inside, from: token.from, to: this.close(token) }
  }

  private close(opened: FormulaToken): number {
    if (!this.isNext(')')) throw refused(this.next().kind === 'end' ? opened : this.next(), 'The closing bracket ) is missing.')
    return this.take().to
  }

  private word(token: FormulaToken): FormulaNode {
    const word = token.value.toLowerCase()
    if (word === 'not') {
      const of = this.part(NOT_BINDING)
      return { kind: 'not', of, from: token.from, to: of.to }
    }
    if (this.isNext('(')) return this.call(token, word)
    if (word === 'yes' || word === 'true' || word === 'no' || word === 'false') return { kind: 'boolean', value: word === 'yes' || word === 'true', from: token.from, to: token.to }
    if (FORMULA_WORDS.has(word)) throw refused(token, isFormulaFunction(word) ? `After ${word} its values stand in brackets: ${FORMULA_FUNCTIONS[word].usage}. A column of that name is written [${token.value}].` : `“${token.value}” cannot stand here. A column of that name is written [${token.value}].`)
    return this.column(token)
  }

  private call(token: FormulaToken, word: string): FormulaNode {
    if (word === 'now') throw refused(token, 'The clock of formulas has whole days: today() is a date, and agedays(…) counts the days since a date or a moment.')
    if (!isFormulaFunction(word)) throw refused(token, `There is no function ${token.value}. There are ${Object.keys(FORMULA_FUNCTIONS).join(', ')}.`)
    const opened = this.take()
    const args: FormulaNode[] = []
    while (!this.isNext(')')) {
      args.push(this.part(0))
      if (!this.isNext(',')) break
      this.take()
      if (this.isNext(')')) throw refused(this.next(), 'A value is missing after the comma.')
    }
    const to = this.close(opened)
    checkCount(word, args.length, { from: token.from, to })
    return { kind: 'call', name: word, args, from: token.from, to }
  }

  /** A column, behind as many lookups with points between them as there are. */
  private column(first: FormulaToken): FormulaNode {
    const path: CatalogColumn[] = []
    let table = this.scope.table
    let token = first
    for (;;) {
      const column = this.find(table, token.value)
      if (column === undefined) throw refused(token, `${table.labelPlural} have no column “${token.value}”.${token.kind === 'word' ? ' Texts stand in "quotes", and names of several words in [brackets].' : ''}`)
      if (!this.isNext('.')) return { kind: 'column', path, column, from: first.from, to: token.to }
      const behind = tableBehind(this.scope, column)
      if (behind === undefined) throw refused(token, `“${column.label}” points at no other record, so that nothing can follow the point.`)
      path.push(column)
      if (path.length > MOST_HOPS) throw refused({ from: first.from, to: token.to }, `A formula may follow ${MOST_HOPS} relationships one after the other. Make a calculated column half way.`)
      table = behind
      const point = this.take()
      token = this.take()
      if (token.kind !== 'name' && token.kind !== 'word') throw refused(point, `A column of ${table.labelPlural.toLowerCase()} is missing after the point.`)
    }
  }
}

function refused({ from, to }: { readonly from: number; readonly to: number }, sentence: string): Unreadable {
  return new Unreadable({ from, to, sentence })
}

function checkCount(name: FormulaFunction, count: number, place: { readonly from: number; readonly to: number }): void {
  const { few, many, usage } = FORMULA_FUNCTIONS[name]
  if (count >= few && count <= many) return
  const wanted = many === 0 ? 'no' : few === many ? String(few) : many === 20 ? `${few} to ${many}` : `${few} or ${many}`
  throw refused(place, `${name} takes ${wanted} ${wanted === '1' ? 'value' : 'values'}, not ${count}: ${usage}.`)
}

function numberOf({ value, from, to }: FormulaToken): FormulaNode {
  const [whole = '', fraction = ''] = value.split('.')
  if (fraction.length > MOST_SCALE) throw refused({ from, to }, `A number may have ${MOST_SCALE} decimal places at most.`)
  const digits = `${whole}${fraction}`.replace(/^0+(?=\d)/u, '')
  if (digits.length > MOST_DIGITS) throw refused({ from, to }, `A number may have ${MOST_DIGITS} digits at most.`)
  return { kind: 'number', digits, scale: fraction.length, from, to }
}

function plainText({ value, from, to }: FormulaToken): string {
  if (value === '') throw refused({ from, to }, 'A text without characters is empty: ask for it with empty(…), or leave the last value of if away.')
  if (/\p{Cc}/u.test(value)) throw refused({ from, to }, 'A text in a formula is one line, without control characters.')
  return value
}
