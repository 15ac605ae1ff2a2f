import { sql } from 'kysely'
import type { FormulaFunction } from '#shared/domain/catalog/formula/functions'
import type { FormulaReference, FormulaType, TypedFormula } from '#shared/domain/catalog/formula/tree'
import { assertNever } from '#shared/lib/assert'
import type { Sql } from '../queries/filters-sql.ts'

/** Whole numbers beyond this are not exact in every host; such a result is empty. */
const MOST_WHOLE = Number.MAX_SAFE_INTEGER
/** Larger fractions would soon be infinite. */
const MOST_REAL = 1e300
const MILLISECONDS_OF_DAY = 86_400_000

/** Where a formula finds what it is made of. */
export interface FormulaSources {
  /** A column's value in stored form. */
  at(reference: FormulaReference): Sql
  /** The day it is in the workspace's zone, YYYY-MM-DD. */
  readonly today: Sql
  /** When that day began, UTC milliseconds. */
  readonly dayStart: Sql
}

/**
 * The formula as an expression of SQLite that holds no parameters of its own, so that it can define a generated column. It yields the
 * stored form of its type (a decimal as a whole number ÷ 10^scale), or NULL where an operand is empty, a divisor is zero or
 * the result is out of range, and never raises an error.
 */
export function formulaSql(formula: TypedFormula, from: FormulaSources): Sql {
  const value = partSql(formula, from)
  const { type } = formula
  if (type.kind === 'text') return sql`nullif(${value}, ${sql.lit('')})`
  if (type.kind !== 'number') return value
  // a virtual column is computed whenever it is read; one that is a number must always be one that its type can hold
  if (type.scale !== null) return sql`CASE WHEN ${value} BETWEEN ${sql.lit(-MOST_WHOLE)} AND ${sql.lit(MOST_WHOLE)} THEN CAST(${value} AS INTEGER) END`
  return sql`CASE WHEN abs(${value}) <= ${sql.lit(MOST_REAL)} THEN ${value} END`
}

function partSql(part: TypedFormula, from: FormulaSources): Sql {
  switch (part.kind) {
    case 'number':
      return sql.lit(Number(part.digits))
    case 'text':
      return sql.lit(part.value)
    case 'boolean':
      return sql.lit(part.value ? 1 : 0)
    case 'column':
      return part.type.kind === 'text' ? sql`nullif(${from.at(part)}, ${sql.lit('')})` : from.at(part)
    case 'not':
      return sql`(NOT ${partSql(part.of, from)})`
    case 'minus':
      return sql`(- ${partSql(part.of, from)})`
    case 'sign':
      return signSql(part, from)
    case 'call':
      return callSql(part, part.name, from)
    default:
      return assertNever(part)
  }
}

const scaleOf = (type: FormulaType): number | null => (type.kind === 'number' ? type.scale : null)

/** A number in the form of another type; what is no number stays as it is. */
function inForm(part: TypedFormula, to: FormulaType, from: FormulaSources): Sql {
  const value = partSql(part, from)
  if (part.type.kind !== 'number' || to.kind !== 'number' || part.type.scale === to.scale || part.type.scale === null) return value
  if (to.scale === null) return part.type.scale === 0 ? sql`CAST(${value} AS REAL)` : sql`(${value} / ${realLit(10 ** part.type.scale)})`
  return sql`(${value} * ${sql.lit(10 ** (to.scale - part.type.scale))})`
}

/** A whole number that SQLite reads as a binary fraction. */
const realLit = (value: number): Sql => sql`CAST(${sql.lit(value)} AS REAL)`
const REAL: FormulaType = { kind: 'number', scale: null }

/** Both operands in a form in which they can be added or compared. */
function wide(left: FormulaType, right: FormulaType): FormulaType {
  const [one, other] = [scaleOf(left), scaleOf(right)]
  if (left.kind !== 'number' || right.kind !== 'number') return left
  return { kind: 'number', scale: one === null || other === null ? null : Math.max(one, other) }
}

function signSql({ sign, left, right, type }: TypedFormula & { readonly kind: 'sign' }, from: FormulaSources): Sql {
  const common = wide(left.type, right.type)
  const both = (form: FormulaType, operator: Sql): Sql => sql`(${inForm(left, form, from)} ${operator} ${inForm(right, form, from)})`
  switch (sign) {
    case 'and':
      return both(common, sql`AND`)
    case 'or':
      return both(common, sql`OR`)
    case '+':
      return both(common, sql`+`)
    case '-':
      return both(common, sql`-`)
    case '*':
      return scaleOf(type) === null ? both(REAL, sql`*`) : sql`(${partSql(left, from)} * ${partSql(right, from)})`
    case '/':
      // SQLite gives NULL for a divisor of zero
      return both(REAL, sql`/`)
    case '=':
    case '<>': {
      const operator = sign === '=' ? sql`=` : sql`<>`
      return left.type.kind === 'text' ? sql`(${partSql(left, from)} ${operator} ${partSql(right, from)} COLLATE NOCASE)` : both(common, operator)
    }
    case '<':
      return both(common, sql`<`)
    case '<=':
      return both(common, sql`<=`)
    case '>':
      return both(common, sql`>`)
    case '>=':
      return both(common, sql`>=`)
    default:
      return assertNever(sign)
  }
}

function callSql({ args, type }: TypedFormula & { readonly kind: 'call' }, name: FormulaFunction, from: FormulaSources): Sql {
  const values = args.map((arg) => partSql(arg, from))
  const [first = sql`NULL`, second = sql`NULL`] = values
  const forms = args.map((arg) => inForm(arg, type, from))
  switch (name) {
    case 'if':
      return sql`CASE WHEN ${first} THEN ${forms[1] ?? sql`NULL`} ELSE ${forms[2] ?? sql`NULL`} END`
    case 'coalesce':
      return sql`coalesce(${sql.join(forms)})`
    case 'empty':
      return sql`(${first} IS NULL)`
    case 'round':
      return roundSql(args[0], scaleOf(type) ?? 0, from)
    case 'min':
      return sql`min(${sql.join(forms)})`
    case 'max':
      return sql`max(${sql.join(forms)})`
    case 'length':
      return sql`length(${first})`
    case 'lower':
      return sql`lower(${first})`
    case 'upper':
      return sql`upper(${first})`
    case 'contains':
      return sql`(instr(lower(${first}), lower(${second})) > 0)`
    case 'concat':
      return sql`nullif(${sql.join(values.map((value) => sql`coalesce(${value}, ${sql.lit('')})`), sql` || `)}, ${sql.lit('')})`
    case 'days':
      return args[0]?.type.kind === 'datetime' ? sql`((${second} - ${first}) / ${sql.lit(MILLISECONDS_OF_DAY)})` : sql`CAST(julianday(${second}) - julianday(${first}) AS INTEGER)`
    case 'year':
      return sql`CAST(substr(${first}, 1, 4) AS INTEGER)`
    case 'month':
      return sql`CAST(substr(${first}, 6, 2) AS INTEGER)`
    case 'weekday':
      // %w counts from Sunday
      return sql`((CAST(strftime(${sql.lit('%w')}, ${first}) AS INTEGER) + 6) % 7 + 1)`
    case 'date':
      return first
    case 'utcdate':
      return sql`date(${first} / ${realLit(1000)}, ${sql.lit('unixepoch')})`
    case 'today':
      return from.today
    case 'agedays':
      // the division cuts off towards zero; before the day's beginning a stretch that has begun counts
      return args[0]?.type.kind === 'datetime'
        ? sql`((${from.dayStart} - ${first} + CASE WHEN ${first} < ${from.dayStart} THEN ${sql.lit(MILLISECONDS_OF_DAY - 1)} ELSE 0 END) / ${sql.lit(MILLISECONDS_OF_DAY)})`
        : sql`CAST(julianday(${from.today}) - julianday(${first}) AS INTEGER)`
    default:
      return assertNever(name)
  }
}

function roundSql(of: TypedFormula | undefined, places: number, from: FormulaSources): Sql {
  if (of === undefined) return sql`NULL`
  const scale = scaleOf(of.type)
  if (scale !== null && scale <= places) return inForm(of, { kind: 'number', scale: places }, from)
  const value = partSql(of, from)
  const moved = scale === null ? sql`${value} * ${realLit(10 ** places)}` : sql`${value} / ${realLit(10 ** (scale - places))}`
  return sql`CAST(round(${moved}) AS INTEGER)`
}
