import { oc } from '@orpc/contract'
import { z } from 'zod'

/** What the acting user must be allowed to do. */
export const PERMISSIONS = ['read', 'sell', 'market', 'admin'] as const
export type Permission = (typeof PERMISSIONS)[number]

export interface ProcedureMeta {
  /** Needed permission; absent only before a builder names it, which the contract test forbids. */
  readonly permission?: Permission
}

/** Errors that every procedure may answer with; each message is a sentence for the user that says what to do. */
const commonErrors = {
  BAD_INPUT: { status: 422, data: z.object({ field: z.string().optional() }).optional() },
  NOT_FOUND: { status: 404 },
  CONFLICT: { status: 409 },
  FORBIDDEN: { status: 403 },
} as const

const base = oc.$meta<ProcedureMeta>({}).errors(commonErrors)

/** Starts a procedure that needs the given permission. */
export const procedure = (permission: Permission) => base.meta({ permission })

export const recordId = z.number().int().positive()
/** UTC milliseconds. */
export const instant = z.number().int()
export const entitySchema = z.enum(['lead', 'opportunity'])
/** A cell's value: datetimes are UTC milliseconds, decimals plain numbers, dates `YYYY-MM-DD`, booleans true or false. */
export const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()])
export type Cell = z.infer<typeof cellSchema>
export const jobStarted = z.object({ jobId: z.number().int() })
