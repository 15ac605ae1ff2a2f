export interface ImportResult {
  readonly importId: number
  readonly table: string
  readonly read: number
  readonly inserted: number
  readonly updated: number
  readonly rejected: number
  readonly rejectsFile: string | null
  readonly notes: readonly string[]
  readonly createdColumns: readonly string[]
  readonly createdTable: string | null
  readonly seconds: number
}

export interface CheckProblem {
  readonly column: string
  readonly kind: string
  readonly count: number
  readonly firstRow: number
  readonly value: string
  readonly expected: string
  readonly sentence: string
}
