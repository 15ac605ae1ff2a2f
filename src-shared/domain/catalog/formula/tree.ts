import type { CatalogColumn } from '../types.ts'
import type { FormulaFunction } from './functions.ts'

/** Binary signs, from the weakest to the strongest. */
export const FORMULA_SIGNS = ['or', 'and', '=', '<>', '<', '<=', '>', '>=', '+', '-', '*', '/'] as const
export type FormulaSign = (typeof FORMULA_SIGNS)[number]

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
    | { readonly kind: 'column'; readonly column: CatalogColumn }
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
  | { readonly kind: 'column'; readonly column: CatalogColumn }
  | { readonly kind: 'not' | 'minus'; readonly of: TypedFormula }
  | { readonly kind: 'sign'; readonly sign: FormulaSign; readonly left: TypedFormula; readonly right: TypedFormula }
  | { readonly kind: 'call'; readonly name: FormulaFunction; readonly args: readonly TypedFormula[] }
)

/** The columns that a formula names, each once. */
export function columnsOf(formula: TypedFormula): CatalogColumn[] {
  const found = new Map<string, CatalogColumn>()
  const walk = (part: TypedFormula): void => {
    switch (part.kind) {
      case 'column':
        found.set(part.column.name, part.column)
        return
      case 'not':
      case 'minus':
        return walk(part.of)
      case 'sign':
        walk(part.left)
        return walk(part.right)
      case 'call':
        return part.args.forEach(walk)
      case 'number':
      case 'text':
      case 'boolean':
        return
    }
  }
  walk(formula)
  return [...found.values()]
}
