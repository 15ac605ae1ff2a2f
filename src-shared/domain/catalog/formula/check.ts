import { assertNever } from '#shared/lib/assert'
import { KNOWN_WHEN, type CatalogColumn, type ColumnType, type KnownWhen } from '../types.ts'
import type { FormulaFunction } from './functions.ts'
import { GO_ON, MOST_SCALE, readFormula, type FormulaScope } from './parse.ts'
import type { FormulaProblem } from './tokens.ts'
import type { FormulaNode, FormulaSign, FormulaType, TypedFormula } from './tree.ts'

export type Checked = { readonly ok: true; readonly formula: TypedFormula } | { readonly ok: false; readonly problem: FormulaProblem }

class Unfit extends Error {
  readonly problem: FormulaProblem
  constructor({ from, to }: { readonly from: number; readonly to: number }, sentence: string) {
    super(sentence)
    this.problem = { from, to, sentence }
  }
}

const WORDS: Readonly<Record<FormulaType['kind'], string>> = { number: 'a number', text: 'a text', boolean: 'yes or no', date: 'a date', datetime: 'a moment', lookup: 'a lookup' }
const NUMBER: FormulaType = { kind: 'number', scale: null }
const WHOLE: FormulaType = { kind: 'number', scale: 0 }
const TEXT: FormulaType = { kind: 'text' }
const YES_NO: FormulaType = { kind: 'boolean' }
const DATE: FormulaType = { kind: 'date' }

/** Reads a formula and finds the type of each part; the first problem has its place and a sentence. `stored` as in `readFormula`. */
export function checkFormula(text: string, scope: FormulaScope, stored = false): Checked {
  const read = readFormula(text, scope, stored)
  if (!read.ok) return read
  try {
    const formula = typed(read.node)
    if (formula.type.kind === 'lookup') throw new Unfit(read.node, `A lookup cannot be what a formula yields. ${GO_ON}`)
    return { ok: true, formula }
  } catch (error) {
    if (error instanceof Unfit) return { ok: false, problem: error.problem }
    throw error
  }
}

/** Type and decimal places of the column that the formula makes. */
export function columnTypeOf({ type }: TypedFormula): { readonly type: ColumnType; readonly scale: number } {
  switch (type.kind) {
    case 'number':
      return type.scale === null ? { type: 'number', scale: 0 } : type.scale === 0 ? { type: 'integer', scale: 0 } : { type: 'decimal', scale: type.scale }
    case 'text':
    case 'boolean':
    case 'date':
    case 'datetime':
    case 'lookup':
      return { type: type.kind, scale: 0 }
    default:
      return assertNever(type)
  }
}

/** When what is made of columns can be known, by when they can: not before the last of them; of no columns from the start. */
export function weakestKnown(all: readonly KnownWhen[]): KnownWhen {
  return all.reduce<KnownWhen>((weakest, known) => (KNOWN_WHEN.indexOf(known) > KNOWN_WHEN.indexOf(weakest) ? known : weakest), 'creation')
}

function typed(node: FormulaNode): TypedFormula {
  switch (node.kind) {
    case 'number':
      return { kind: 'number', digits: node.digits, type: { kind: 'number', scale: node.scale } }
    case 'text':
      return { kind: 'text', value: node.value, type: TEXT }
    case 'boolean':
      return { kind: 'boolean', value: node.value, type: YES_NO }
    case 'column':
      return { kind: 'column', path: node.path, column: node.column, type: typeOfColumn(node.column) }
    case 'not':
      return { kind: 'not', of: wanted(node.of, 'boolean', 'not turns yes into no'), type: YES_NO }
    case 'minus': {
      const of = wanted(node.of, 'number', '- turns a number round')
      return { kind: 'minus', of, type: of.type }
    }
    case 'sign':
      return signOf(node, node.sign, typed(node.left), typed(node.right))
    case 'call':
      return call(node, node.name)
    default:
      return assertNever(node)
  }
}

function typeOfColumn(column: CatalogColumn): FormulaType {
  switch (column.type) {
    case 'integer':
      return WHOLE
    case 'decimal':
      return { kind: 'number', scale: column.scale }
    case 'number':
      return NUMBER
    case 'text':
    case 'option':
      return TEXT
    case 'boolean':
    case 'date':
    case 'datetime':
    case 'lookup':
      return { kind: column.type }
    default:
      return assertNever(column.type)
  }
}

/** The part, which must be of the kind; `why` begins the sentence of the problem. */
function wanted(node: FormulaNode, kind: FormulaType['kind'], why: string, part = typed(node)): TypedFormula {
  if (part.type.kind !== kind) throw new Unfit(node, `${why}, and ${named(node)} is ${WORDS[part.type.kind]}.${part.type.kind === 'datetime' && kind === 'date' ? ' Its day depends on the time zone; utcdate(…) takes that of UTC.' : ''}${part.type.kind === 'lookup' ? ` ${GO_ON}` : ''}`)
  return part
}

function named(node: FormulaNode): string {
  return node.kind === 'column' ? node.column.label : 'this'
}

function signOf(node: FormulaNode & { readonly kind: 'sign' }, sign: FormulaSign, left: TypedFormula, right: TypedFormula): TypedFormula {
  const made = (type: FormulaType): TypedFormula => ({ kind: 'sign', sign, left, right, type })
  switch (sign) {
    case 'and':
    case 'or':
      wanted(node.left, 'boolean', `${sign} joins conditions`, left)
      wanted(node.right, 'boolean', `${sign} joins conditions`, right)
      return made(YES_NO)
    case '+':
    case '-':
    case '*':
    case '/': {
      const why = sign === '+' && (left.type.kind === 'text' || right.type.kind === 'text') ? '+ adds numbers (concat joins texts)' : (sign === '-' || sign === '+') && left.type.kind.startsWith('date') ? `${sign} is for numbers (days counts those between dates)` : `${sign} is for numbers`
      wanted(node.left, 'number', why, left)
      wanted(node.right, 'number', why, right)
      return made({ kind: 'number', scale: scaleOf(sign, numberScale(left), numberScale(right)) })
    }
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=': {
      comparable(node, left, right)
      if (sign !== '=' && sign !== '<>' && !ordered(left)) throw new Unfit(node.left, `${named(node.left)} is ${WORDS[left.type.kind]}, which has no order of size; compare it with = or <>.`)
      return made(YES_NO)
    }
    default:
      return assertNever(sign)
  }
}

const ordered = ({ type }: TypedFormula): boolean => type.kind === 'number' || type.kind === 'date' || type.kind === 'datetime'
const numberScale = ({ type }: TypedFormula): number | null => (type.kind === 'number' ? type.scale : null)

/** Decimal places of a sum, a product or a quotient; null where the result is a binary fraction. */
function scaleOf(sign: '+' | '-' | '*' | '/', left: number | null, right: number | null): number | null {
  if (left === null || right === null || sign === '/') return null
  if (sign !== '*') return Math.max(left, right)
  return left + right <= MOST_SCALE ? left + right : null
}

function comparable(node: FormulaNode & { readonly kind: 'sign' }, left: TypedFormula, right: TypedFormula): void {
  for (const [place, part] of [[node.left, left], [node.right, right]] as const) {
    if (part.type.kind === 'lookup') throw new Unfit(place, `${named(place)} points at another record and cannot be compared. ${GO_ON}`)
  }
  if (left.type.kind === right.type.kind) return
  const hint = [left, right].some(({ type }) => type.kind === 'date') ? ' A date is written date("2026-11-20"); utcdate(…) is that of a moment.' : ''
  throw new Unfit(node, `${capital(WORDS[left.type.kind])} cannot be compared with ${WORDS[right.type.kind]}.${hint}`)
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function call(node: FormulaNode & { readonly kind: 'call' }, name: FormulaFunction): TypedFormula {
  const [first, second] = node.args
  const made = (type: FormulaType, args: readonly TypedFormula[]): TypedFormula => ({ kind: 'call', name, args, type })
  const each = (kind: FormulaType['kind'], why: string): TypedFormula[] => node.args.map((arg) => wanted(arg, kind, why))
  switch (name) {
    case 'if': {
      const condition = first === undefined ? [] : [wanted(first, 'boolean', 'if asks for a condition')]
      const { type, args } = alike(node.args.slice(1), 'The values of if')
      return made(type, [...condition, ...args])
    }
    case 'coalesce': {
      const { type, args } = alike(node.args, 'The values of coalesce')
      return made(type, args)
    }
    case 'empty':
      return made(YES_NO, node.args.map(typed))
    case 'round': {
      const scale = second === undefined ? 0 : placesOf(second)
      return made({ kind: 'number', scale }, first === undefined ? [] : [wanted(first, 'number', 'round is for numbers')])
    }
    case 'min':
    case 'max': {
      const { type, args } = alike(node.args, `The values of ${name}`)
      const bad = args.findIndex((arg) => !ordered(arg))
      if (bad >= 0) throw new Unfit(node.args[bad]!, `${name} is for numbers, dates and moments, and ${named(node.args[bad]!)} is ${WORDS[type.kind]}.`)
      return made(type, args)
    }
    case 'length':
      return made(WHOLE, each('text', 'length is for texts'))
    case 'lower':
    case 'upper':
    case 'concat':
      return made(TEXT, each('text', `${name} is for texts`))
    case 'contains':
      return made(YES_NO, each('text', 'contains is for texts'))
    case 'days': {
      const args = node.args.map(typed)
      const [from, to] = args
      if (from?.type.kind === 'datetime' && to?.type.kind === 'datetime') return made(WHOLE, args)
      node.args.forEach((arg, index) => wanted(arg, 'date', 'days counts from date to date, or from moment to moment', args[index]))
      return made(WHOLE, args)
    }
    case 'year':
    case 'month':
    case 'weekday':
      return made(WHOLE, each('date', `${name} is for dates`))
    case 'date':
      return made(DATE, [dateText(first)])
    case 'utcdate':
      return made(DATE, each('datetime', 'utcdate is for moments'))
    case 'today':
      return made(DATE, [])
    case 'agedays': {
      const args = node.args.map(typed)
      if (args[0]?.type.kind !== 'datetime') node.args.forEach((arg, index) => wanted(arg, 'date', 'agedays counts from a date or a moment', args[index]))
      return made(WHOLE, args)
    }
    default:
      return assertNever(name)
  }
}

/** Parts of one kind; numbers of different decimal places get the most of them. */
function alike(nodes: readonly FormulaNode[], what: string): { type: FormulaType; args: TypedFormula[] } {
  const args = nodes.map(typed)
  const [head] = args
  if (head === undefined) throw new Error(`${what} were counted before`)
  args.forEach((arg, index) => {
    const node = nodes[index]!
    if (arg.type.kind === 'lookup') throw new Unfit(node, `${named(node)} points at another record. ${GO_ON}`)
    if (arg.type.kind !== head.type.kind) throw new Unfit(node, `${what} must be of one kind: the first is ${WORDS[head.type.kind]}, and ${named(node)} is ${WORDS[arg.type.kind]}.`)
  })
  if (head.type.kind !== 'number') return { type: head.type, args }
  const scales = args.map(numberScale)
  return { type: { kind: 'number', scale: scales.includes(null) ? null : Math.max(...scales.map(Number)) }, args }
}

function placesOf(node: FormulaNode): number {
  if (node.kind !== 'number' || node.scale !== 0 || Number(node.digits) > MOST_SCALE) throw new Unfit(node, `The places of round are a whole number from 0 to ${MOST_SCALE}.`)
  return Number(node.digits)
}

function dateText(node: FormulaNode | undefined): TypedFormula {
  if (node === undefined) throw new Error('The value of date was counted before')
  const day = node.kind === 'text' ? node.value : ''
  const time = Date.parse(`${day}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(day) || Number.isNaN(time) || !new Date(time).toISOString().startsWith(day)) throw new Unfit(node, 'date takes a date in quotes, year first: date("2026-11-20").')
  return { kind: 'text', value: day, type: TEXT }
}
