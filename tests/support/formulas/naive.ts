import type { TypedFormula } from '#shared/domain/catalog/formula/tree'

/** A stored value: decimals scaled, moments in milliseconds, yes and no as 1 and 0. */
export type Value = string | number | null

const small = (text: string): string => text.replace(/[A-Z]/gu, (letter) => letter.toLowerCase())
const capital = (text: string): string => text.replace(/[a-z]/gu, (letter) => letter.toUpperCase())
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000
const away = (value: number): number => Math.sign(value) * Math.floor(Math.abs(value) + 0.5) + 0

/** A record by its columns, and what is around it. */
export interface Surroundings {
  /** A record of a table by its id. */
  readonly find: (table: string, id: number) => Readonly<Record<string, Value>> | undefined
  /** The day it is, and when it began. */
  readonly today: string
  readonly dayStart: number
}

const ALONE: Surroundings = { find: () => undefined, today: '2026-11-21', dayStart: Date.UTC(2026, 10, 20, 23) }

/** What a formula means, written from the manual: an empty operand makes the result empty, except where the function is about emptiness. */
export function evaluate(part: TypedFormula, record: Readonly<Record<string, Value>>, around: Surroundings = ALONE): Value {
  switch (part.kind) {
    case 'number':
      return Number(part.digits)
    case 'text':
      return part.value
    case 'boolean':
      return part.value ? 1 : 0
    case 'column': {
      let at: Readonly<Record<string, Value>> | undefined = record
      for (const link of part.path) {
        const id: Value = at?.[link.name] ?? null
        at = typeof id === 'number' ? around.find(link.lookupTable ?? '', id) : undefined
      }
      const value = at?.[part.column.name] ?? null
      return value === '' ? null : value
    }
    case 'not': {
      const value = evaluate(part.of, record, around)
      return value === null ? null : 1 - Number(value)
    }
    case 'minus': {
      const value = evaluate(part.of, record, around)
      return value === null ? null : 0 - Number(value)
    }
    case 'sign':
      return sign(part, evaluate(part.left, record, around), evaluate(part.right, record, around))
    case 'call':
      return call(part, record, around)
  }
}

const scale = ({ type }: TypedFormula): number | null => (type.kind === 'number' ? type.scale : null)
/** A number as people read it, or in the whole units of a scale. */
const real = (part: TypedFormula, value: Value): number => Number(value) / 10 ** (scale(part) ?? 0)
const units = (part: TypedFormula, value: Value, to: number | null): number => (to === null ? real(part, value) : Number(value) * 10 ** (to - (scale(part) ?? 0)))

function sign(part: TypedFormula & { readonly kind: 'sign' }, left: Value, right: Value): Value {
  const { sign: operator } = part
  if (operator === 'and') return left === 0 || right === 0 ? 0 : left === null || right === null ? null : 1
  if (operator === 'or') return left === 1 || right === 1 ? 1 : left === null || right === null ? null : 0
  if (left === null || right === null) return null
  const to = scale(part)
  if (operator === '/') return real(part.right, right) === 0 ? null : real(part.left, left) / real(part.right, right)
  if (operator === '*') return to === null ? real(part.left, left) * real(part.right, right) : Number(left) * Number(right)
  if (operator === '+') return units(part.left, left, to) + units(part.right, right, to)
  if (operator === '-') return units(part.left, left, to) - units(part.right, right, to)
  const widest = scale(part.left) === null || scale(part.right) === null ? null : Math.max(scale(part.left)!, scale(part.right)!)
  const [one, other] = part.left.type.kind === 'number' ? [units(part.left, left, widest), units(part.right, right, widest)] : part.left.type.kind === 'text' ? [small(String(left)), small(String(right))] : [left, right]
  const holds = { '=': one === other, '<>': one !== other, '<': one < other, '<=': one <= other, '>': one > other, '>=': one >= other }[operator]
  return holds ? 1 : 0
}

function call(part: TypedFormula & { readonly kind: 'call' }, record: Readonly<Record<string, Value>>, around: Surroundings): Value {
  const values = part.args.map((arg) => evaluate(arg, record, around))
  const formed = (index: number): Value => {
    const arg = part.args[index]
    const value = values[index] ?? null
    return value === null || arg === undefined || arg.type.kind !== 'number' ? value : units(arg, value, scale(part))
  }
  const all = values.map((_value, index) => formed(index))
  if (part.name === 'if') return values[0] === 1 ? formed(1) : formed(2)
  if (part.name === 'coalesce') return all.find((value) => value !== null) ?? null
  if (part.name === 'empty') return values[0] === null ? 1 : 0
  if (part.name === 'concat') return values.filter((value) => value !== null).join('') || null
  if (values.includes(null)) return null
  const [first = null, second = null] = values
  switch (part.name) {
    case 'round': {
      const arg = part.args[0]!
      const from = scale(arg)
      const to = scale(part) ?? 0
      if (from !== null && from <= to) return units(arg, first, to)
      return from === null ? away(Number(first) * 10 ** to) : away(Number(first) / 10 ** (from - to))
    }
    case 'min':
      return all.reduce((least, value) => (value! < least! ? value : least))
    case 'max':
      return all.reduce((most, value) => (value! > most! ? value : most))
    case 'length':
      return Array.from(String(first)).length
    case 'lower':
      return small(String(first))
    case 'upper':
      return capital(String(first))
    case 'contains':
      return small(String(first)).includes(small(String(second))) ? 1 : 0
    case 'days':
      return part.args[0]?.type.kind === 'datetime' ? Math.trunc((Number(second) - Number(first)) / 86_400_000) + 0 : day(String(second)) - day(String(first))
    case 'year':
      return Number(String(first).split('-')[0])
    case 'month':
      return Number(String(first).split('-')[1])
    case 'weekday':
      return ((new Date(`${String(first)}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
    case 'date':
      return first
    case 'today':
      return around.today
    case 'agedays': {
      if (part.args[0]?.type.kind === 'date') return day(around.today) - day(String(first))
      const gone = (around.dayStart - Number(first)) / 86_400_000
      return (gone > 0 ? Math.ceil(gone) : Math.trunc(gone)) + 0
    }
    case 'utcdate':
      return new Date(Number(first)).toISOString().slice(0, 10)
  }
}
