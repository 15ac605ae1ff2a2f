import type { JobKind, JobProgress } from '#shared/domain/jobs/types'
import { Cancelled, Problem, type ProblemCode } from '#main/db/errors'
import { systemProblem } from '#main/db/system-errors'
import type { WorkerUrls } from '#main/ports/host'
import type { CallContext, ChangeTopic } from './context.ts'

/** An error as it crosses threads; classes do not survive the copy. */
export type PackedError =
  | { readonly kind: 'problem'; readonly code: ProblemCode; readonly message: string; readonly field: string | undefined }
  | { readonly kind: 'cancelled'; readonly message: string }
  | { readonly kind: 'bug'; readonly message: string; readonly stack: string }

export function packError(error: unknown): PackedError {
  if (error instanceof Problem) return { kind: 'problem', code: error.code, message: error.message, field: error.field }
  if (error instanceof Cancelled || (error instanceof Error && error.name === 'Cancelled')) return { kind: 'cancelled', message: error.message }
  const refused = systemProblem(error)
  if (refused !== undefined) return { kind: 'problem', code: refused.code, message: refused.message, field: undefined }
  if (error instanceof Error) return { kind: 'bug', message: error.message, stack: error.stack ?? '' }
  return { kind: 'bug', message: String(error), stack: '' }
}

export function unpackError(packed: PackedError): Error {
  switch (packed.kind) {
    case 'problem':
      return new Problem(packed.code, packed.message, packed.field)
    case 'cancelled':
      return new Cancelled(packed.message)
    case 'bug': {
      const error = new Error(packed.message)
      error.stack = packed.stack
      return error
    }
  }
}

export interface ThreadStart {
  readonly workspaceFile: string
  /** For the threads of a full rescoring: holds little of the file in memory, and answers their reads only. */
  readonly lean?: boolean
}

export interface CallMessage {
  readonly id: number
  readonly name: string
  readonly input: unknown
  readonly context: CallContext
}

export type CallReply =
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown; readonly topics: readonly ChangeTopic[] }
  | { readonly type: 'error'; readonly id: number; readonly error: PackedError }
  | { readonly type: 'slow'; readonly sql: string; readonly milliseconds: number }

export interface JobStart {
  readonly jobId: number
  readonly kind: JobKind
  readonly input: unknown
  readonly attempt: number
  readonly call: CallContext
  readonly workspaceFile: string
  readonly dataFolder: string
  readonly workers: { readonly [Name in keyof WorkerUrls]: string }
  readonly cores: number
  /** One Int32; 1 asks the job to stop. */
  readonly cancel: SharedArrayBuffer
}

export type FromJob =
  | { readonly type: 'progress'; readonly progress: Omit<JobProgress, 'rate' | 'secondsLeft'> }
  | { readonly type: 'changed'; readonly topic: ChangeTopic }
  | { readonly type: 'acquire'; readonly id: number }
  | { readonly type: 'release'; readonly id: number }
  | { readonly type: 'done'; readonly result: Readonly<Record<string, unknown>> }
  | { readonly type: 'failed'; readonly error: PackedError }

export interface ToJob {
  readonly type: 'granted'
  readonly id: number
}
