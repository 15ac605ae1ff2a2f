import type { CatalogColumn } from '../types.ts'
import type { FormulaFunction } from './functions.ts'

/** Binary signs, from the weakest to the strongest. */
export const FORMULA_SIGNS = ['or', 'and', '=', '<>', '<', '<=', '>', '>=', '+', '-', '*', '/'] as const
export type FormulaSign = (typeof FORMULA_SIGNS)[number]

/** A column that a formula names, with the lookups that lead from the record to the one that has it; none for the record itself. */
export interface FormulaReference {
  readonly path: readonly CatalogColumn[]
  readonly column: CatalogColumn
}

interface Part {
  /** Where it stands in the text, in UTF-16 units. */
  readonly from: number
  readonly to: number
}

/** A formula as it was read, before its types are known. */
export type FormulaNode = Part &
  (
    /** `digits` without a point; the number is digits ÷ 10^scale. */
    | { readonly kind: 'number'; readonly digits: string; readonly scale: number }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | (FormulaReference & { readonly kind: 'column' })
    | { readonly kind: 'not' | 'minus'; readonly of: FormulaNode }
    | { readonly kind: 'sign'; readonly sign: FormulaSign; readonly left: FormulaNode; readonly right: FormulaNode }
    | { readonly kind: 'call'; readonly name: FormulaFunction; readonly args: readonly FormulaNode[] }
  )

/** What a part of a formula yields. A number of a scale is a whole number ÷ 10^scale and exact; without one it is a binary fraction. */
export type FormulaType = { readonly kind: 'number'; readonly scale: number | null } | { readonly kind: 'text' | 'boolean' | 'date' | 'datetime' | 'lookup' }

/** A formula with the type of each part. */
export type TypedFormula = { readonly type: FormulaType } & (
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | (FormulaReference & { readonly kind: 'column' })
  | { readonly kind: 'not' | 'minus'; readonly of: TypedFormula }
  | { readonly kind: 'sign'; readonly sign: FormulaSign; readonly left: TypedFormula; readonly right: TypedFormula }
  | { readonly kind: 'call'; readonly name: FormulaFunction; readonly args: readonly TypedFormula[] }
)

/** What a formula names, each once. */
export function referencesOf(formula: TypedFormula): FormulaReference[] {
  const found = new Map<string, FormulaReference>()
  for (const part of partsOf(formula)) if (part.kind === 'column') found.set(referenceKey(part), { path: part.path, column: part.column })
  return [...found.values()]
}

/** Tells references of one formula apart. */
export function referenceKey({ path, column }: FormulaReference): string {
  return [...path, column].map(({ name }) => name).join('.')
}

/** Whether the value changes with the day. */
export function readsClock(formula: TypedFormula): boolean {
  return partsOf(formula).some((part) => part.kind === 'call' && (part.name === 'today' || part.name === 'agedays'))
}

/**
 * Whether the values are kept in the table: those that follow relationships or read the clock. What is made of the record's own
 * columns alone is computed whenever it is read.
 */
export function isKept(formula: TypedFormula): boolean {
  return readsClock(formula) || referencesOf(formula).some(({ path }) => path.length > 0)
}

function partsOf(part: TypedFormula): TypedFormula[] {
  switch (part.kind) {
    case 'not':
    case 'minus':
      return [part, ...partsOf(part.of)]
    case 'sign':
      return [part, ...partsOf(part.left), ...partsOf(part.right)]
    case 'call':
      return [part, ...part.args.flatMap(partsOf)]
    case 'column':
    case 'number':
    case 'text':
    case 'boolean':
      return [part]
  }
}
