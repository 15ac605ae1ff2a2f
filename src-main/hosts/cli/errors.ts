import { ORPCError, ValidationError } from '@orpc/server'
import { Problem } from '#main/db/errors'
import { systemProblem } from '#main/db/system-errors'
import { Fault, Interrupted, UsageError } from './command.ts'

export interface Failure {
  readonly code: string
  readonly message: string
  /** 1 the input was wrong, 2 the command line was, 3 a fault of ours, 130 Ctrl+C. */
  readonly exitCode: 1 | 2 | 3 | 130
}

/** Sorts an error into what the user can put right and what is a fault. */
export function describeError(error: unknown): Failure {
  if (error instanceof UsageError) return { code: 'USAGE', message: error.message, exitCode: 2 }
  if (error instanceof Interrupted) return { code: 'CANCELLED', message: error.message, exitCode: 130 }
  if (error instanceof Problem) return { code: error.code, message: error.message, exitCode: 1 }
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) return { code: 'BAD_INPUT', message: issuesSentence(error.cause), exitCode: 1 }
  if (error instanceof ORPCError && error.status < 500) return { code: error.code, message: error.message, exitCode: 1 }
  const refused = systemProblem(error)
  if (refused !== undefined) return { code: refused.code, message: refused.message, exitCode: 1 }
  if (error instanceof Fault) return { code: 'FAULT', message: error.message, exitCode: 3 }
  return { code: 'FAULT', message: error instanceof Error ? (error.stack ?? error.message) : String(error), exitCode: 3 }
}

function issuesSentence(error: ValidationError): string {
  return error.issues
    .map((issue) => {
      const path = (issue.path ?? []).map((part) => (typeof part === 'object' ? String(part.key) : String(part))).join('.')
      return path === '' ? issue.message : `${path}: ${issue.message}`
    })
    .join('; ')
}
