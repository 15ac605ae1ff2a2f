import { setDiagnostics } from '@codemirror/lint'
import type { EditorState, TransactionSpec } from '@codemirror/state'

export interface CodeProblem {
  readonly from: number
  readonly to: number
  readonly sentence: string
  readonly severity: 'error' | 'warning'
}

/** Underlines the problems and marks their lines; offsets beyond the text, from a text that was longer, end with it. */
export function markProblems(state: EditorState, problems: readonly CodeProblem[]): TransactionSpec {
  const end = state.doc.length
  return setDiagnostics(state, problems.map((problem) => {
    const from = Math.min(problem.from, end)
    return { from, to: Math.max(from, Math.min(problem.to, end)), severity: problem.severity, message: problem.sentence }
  }))
}
