import type { CheckProblem } from './check-result.ts'

/** What can be done about a problem without leaving the list. */
export interface ProblemActions {
  /** The value that can be read as missing; null where that would not help. */
  readonly blank: string | null
  readonly ignoreColumn: boolean
}

/** Blanking helps where a value is in the way; a column can be left out unless rows are found by it. */
export function actionsFor(problem: CheckProblem, key: string | undefined, target: string | undefined): ProblemActions {
  const isKey = key !== undefined && target === key
  return { blank: problem.value.trim() === '' || isKey ? null : problem.value.trim(), ignoreColumn: target !== undefined && !isKey }
}

/** Problems of the same column together, in the order of their first row. */
export function byColumn(problems: readonly CheckProblem[]): ReadonlyMap<string, readonly CheckProblem[]> {
  const groups = new Map<string, CheckProblem[]>()
  for (const problem of [...problems].sort((one, other) => one.firstRow - other.firstRow)) {
    groups.set(problem.column, [...(groups.get(problem.column) ?? []), problem])
  }
  return groups
}
