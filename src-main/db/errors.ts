export type ProblemCode = 'BAD_INPUT' | 'NOT_FOUND' | 'CONFLICT' | 'FORBIDDEN' | 'NOT_ENOUGH_DATA'

/** Something the user can put right; the message is a whole sentence that says how. It crosses threads by its code. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly field: string | undefined

  constructor(code: ProblemCode, message: string, field?: string) {
    super(message)
    this.code = code
    this.field = field
  }
}

/** The user asked to stop; the job keeps nothing half done. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}
