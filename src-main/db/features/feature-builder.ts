import type { Feature } from '#shared/domain/predictive/feature-table'
import type { AttributeSpec } from './attribute-spec.ts'

/** Fills one attribute row by row, in any order; rows never set stay missing. */
export class FeatureBuilder {
  readonly spec: AttributeSpec
  /** Values of a numeric attribute, NaN for missing, else empty. */
  readonly numbers: Float64Array
  /** Codes of a category attribute, -1 for missing, else empty. */
  readonly codes: Int32Array
  readonly #codeOf = new Map<string, number>()

  constructor(spec: AttributeSpec, rows: number) {
    this.spec = spec
    this.numbers = spec.kind === 'numeric' ? new Float64Array(rows).fill(Number.NaN) : new Float64Array(0)
    this.codes = spec.kind === 'category' ? new Int32Array(rows).fill(-1) : new Int32Array(0)
  }

  setCategory(row: number, name: string): void {
    let code = this.#codeOf.get(name)
    if (code === undefined) {
      code = this.#codeOf.size
      this.#codeOf.set(name, code)
    }
    this.codes[row] = code
  }

  /** The finished attribute. */
  feature(): Feature {
    const { name, label, origin, kind, source } = this.spec
    if (kind === 'numeric') {
      const unit = source.type === 'interactions' ? 'count' : source.type === 'days_between' ? 'days' : null
      return { kind, name, label, origin, values: this.numbers, ...(unit === null ? {} : { unit }) }
    }
    return { kind, name, label, origin, codes: this.codes, categories: [...this.#codeOf.keys()], ...(source.type === 'date_part' ? { unit: source.part } : source.type === 'word' ? { unit: 'word' } : {}) }
  }
}
