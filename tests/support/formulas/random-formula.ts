import type { FormulaScope } from '#shared/domain/catalog/formula/parse'
import type { CatalogColumn, CatalogTable, ColumnType } from '#shared/domain/catalog/types'
import type { Value } from './naive.ts'

type Draw = () => number
type Kind = 'number' | 'text' | 'boolean' | 'date' | 'datetime'

const column = (name: string, label: string, type: ColumnType, scale = 0): CatalogColumn => ({
  table: 'thing', name, label, type, scale, knownWhen: 'history', personal: false, builtIn: false, readOnly: false, lookupTable: type === 'lookup' ? 'thing' : null, options: [], position: 0,
})

/** A table with two columns of each type. */
export const THINGS: CatalogTable = {
  name: 'thing', label: 'Thing', labelPlural: 'Things', builtIn: false,
  columns: [
    column('count_a', 'Count', 'integer'), column('count_b', 'Other count', 'integer'), column('money', 'Money', 'decimal', 2), column('share', 'Share', 'decimal', 4), column('ratio', 'Ratio', 'number'), column('rate', 'Rate', 'number'),
    column('word', 'Word', 'text'), column('choice', 'Choice [short]', 'option'), column('flag', 'Flag', 'boolean'), column('sign', 'Sign', 'boolean'),
    column('day_a', 'Day', 'date'), column('day_b', 'Other day', 'date'), column('at_a', 'Moment', 'datetime'), column('at_b', 'Other moment', 'datetime'), column('parent', 'Parent', 'lookup'),
  ],
}

export const SCOPE: FormulaScope = { table: THINGS, tables: [THINGS] }

export type FormulaNames = Readonly<Record<Kind, readonly string[]>>

const NAMES: FormulaNames = {
  number: ['Count', '[Other count]', 'Money', '[share]', 'Ratio', '`Rate`'], text: ['Word', '[Choice [short]]]'], boolean: ['Flag', '[sign]'], date: ['Day', '[Other day]'], datetime: ['Moment', '[other moment]'],
}
const pick = <T>(draw: Draw, choices: readonly T[]): T => choices[Math.floor(draw() * choices.length)]!

/** A formula as text that yields the kind, over the columns that are named; every sign and function is drawn. */
export function randomFormula(draw: Draw, kind: Kind, depth: number, names: FormulaNames = NAMES): string {
  if (depth === 0 || draw() < 0.15) return leaf(draw, kind, names)
  const of = (inner: Kind): string => randomFormula(draw, inner, depth - 1, names)
  const any = (): string => of(pick(draw, ['number', 'text', 'boolean', 'date', 'datetime']))
  const shared = [() => `if(${of('boolean')}, ${of(kind)}, ${of(kind)})`, () => `if(${of('boolean')}, ${of(kind)})`, () => `coalesce(${of(kind)}, ${of(kind)}, ${of(kind)})`, () => `(${of(kind)})`]
  switch (kind) {
    case 'number':
      return pick(draw, [
        ...shared, ...['+', '-', '*', '/'].map((sign) => () => `${inner(of('number'))} ${sign} ${inner(of('number'))}`), () => `-${inner(of('number'))}`, () => `round(${of('number')})`, () => `round(${of('number')}, ${Math.floor(draw() * 5)})`,
        () => `min(${of('number')}, ${of('number')})`, () => `max(${of('number')}, ${of('number')}, 3.5)`, () => `length(${of('text')})`, () => `days(${of('date')}, ${of('date')})`, () => `days(${of('datetime')}, ${of('datetime')})`,
        () => `year(${of('date')})`, () => `month(${of('date')})`, () => `weekday(${of('date')})`, () => `agedays(${of('date')})`, () => `agedays(${of('datetime')})`,
      ])()
    case 'text':
      return pick(draw, [...shared, () => `lower(${of('text')})`, () => `upper(${of('text')})`, () => `concat(${of('text')}, ${of('text')})`])()
    case 'boolean':
      return pick(draw, [
        ...shared, ...['=', '<>', '!=', '<', '<=', '>', '>='].map((sign) => () => `${inner(of('number'))} ${sign} ${inner(of('number'))}`), ...['=', '<>'].map((sign) => () => `${inner(of('text'))} ${sign} ${inner(of('text'))}`),
        () => `${inner(of('date'))} <= ${inner(of('date'))}`, () => `${inner(of('datetime'))} > ${inner(of('datetime'))}`, () => `${inner(of('boolean'))} and ${inner(of('boolean'))}`, () => `${inner(of('boolean'))} OR ${inner(of('boolean'))}`, () => `not ${inner(of('boolean'))}`,
        () => `contains(${of('text')}, ${of('text')})`, () => `empty(${any()})`,
      ])()
    case 'date':
      return pick(draw, [...shared, () => `min(${of('date')}, ${of('date')})`, () => `utcdate(${of('datetime')})`])()
    case 'datetime':
      return pick(draw, [...shared, () => `max(${of('datetime')}, ${of('datetime')})`])()
  }
}

const inner = (text: string): string => `(${text})`

function leaf(draw: Draw, kind: Kind, names: FormulaNames): string {
  if (draw() < 0.7) return pick(draw, names[kind])
  switch (kind) {
    case 'number':
      return pick(draw, ['0', '1', '2.5', '0.01', '12', '100.125'])
    case 'text':
      return pick(draw, ['"a"', "'Ab'", '"it""s"', '"Österreich"', "'100 %'"])
    case 'boolean':
      return pick(draw, ['yes', 'No', 'true', 'false'])
    case 'date':
      return pick(draw, ['date("2024-02-29")', "date('1999-12-31')", 'today()'])
    case 'datetime':
      return pick(draw, names.datetime)
  }
}

/** A record with about a third of its values missing, and ties between the others. */
export function randomRecord(draw: Draw): Record<string, Value> {
  const maybe = <T extends Value>(choices: readonly T[]): Value => (draw() < 0.3 ? null : pick(draw, choices))
  const moment = Date.UTC(2024, 1, 28, 23, 30)
  return {
    count_a: maybe([0, 1, 2, -3, 7, 100]), count_b: maybe([0, 1, 2, 5]), money: maybe([0, 100, 250, -125, 99_999]), share: maybe([0, 10_000, 25_000, 5, -1]), ratio: maybe([0, 1.5, 2, -0.25, 0.1]), rate: maybe([0, 0.5, 3]),
    word: maybe(['', 'a', 'A', 'ab', 'Österreich', "it's", '😀x']), choice: maybe(['a', 'B', 'österreich', '100 %']), flag: maybe([0, 1]), sign: maybe([0, 1]),
    day_a: maybe(['2024-02-29', '2023-12-31', '2026-11-21']), day_b: maybe(['2024-02-29', '2024-03-01', '1969-07-20']), at_a: maybe([0, moment, moment + 3_600_000, -1]), at_b: maybe([moment, moment + 90_000_000, 1]), parent: null,
  }
}
