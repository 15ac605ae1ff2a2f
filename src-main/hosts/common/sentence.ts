import { Problem } from '#main/db/errors'
import { systemProblem } from '#main/db/system-errors'

/** What to tell a person about an error at the start: the problem's own sentence, or that it is a fault of the program. */
export function startSentence(error: unknown): { readonly text: string; readonly exitCode: 1 | 3 } {
  const problem = error instanceof Problem ? error : systemProblem(error)
  if (problem !== undefined) return { text: problem.message, exitCode: 1 }
  return { text: `Sextant could not start because of a fault in it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, exitCode: 3 }
}
