/** All problems of one kind in one column. */
export interface ProblemGroup {
  readonly column: string
  readonly kind: ProblemKind
  readonly count: number
  readonly firstRow: number
  /** The value of the first row. */
  readonly value: string
  readonly expected: string
  readonly sentence: string
}

export type ProblemKind = 'type' | 'missing' | 'fields' | 'lookup'

export interface CellProblem {
  /** 1-based row of data, the heading not counted. */
  readonly row: number
  readonly column: string
  readonly kind: ProblemKind
  readonly value: string
  readonly expected: string
}

/** Counts problems by column and kind, keeping the first of each. */
export class ProblemGroups {
  readonly #groups = new Map<string, { first: CellProblem; count: number }>()

  add(problem: CellProblem): void {
    const name = `${problem.kind} ${problem.column}`
    const group = this.#groups.get(name)
    if (group === undefined) this.#groups.set(name, { first: problem, count: 1 })
    else group.count += 1
  }

  /** The most frequent first, at most `limit`. */
  list(limit: number): ProblemGroup[] {
    return [...this.#groups.values()]
      .sort((one, other) => other.count - one.count || one.first.row - other.first.row)
      .slice(0, limit)
      .map(({ first, count }) => ({ column: first.column, kind: first.kind, count, firstRow: first.row, value: first.value, expected: first.expected, sentence: sentenceOf(first, count) }))
  }
}

function sentenceOf({ column, kind, row, value, expected }: CellProblem, count: number): string {
  const many = count === 1 ? '1 value' : `${count.toLocaleString('en-US')} values`
  switch (kind) {
    case 'type':
      return `${column}: ${many} cannot be read. Row ${row} has “${value}”; expected ${expected}.`
    case 'missing':
      return `${column}: ${many} missing, first in row ${row}; expected ${expected}.`
    case 'fields':
      return `${count === 1 ? '1 row has' : `${count.toLocaleString('en-US')} rows have`} the wrong number of fields. Row ${row} has ${value}; expected ${expected}.`
    case 'lookup':
      return `${column}: ${many} found no record. Row ${row} has “${value}”; expected ${expected}.`
  }
}
