import { createORPCClient, DynamicLink, ORPCError } from '@orpc/client'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { SextantClient } from '#shared/contract/index'
import { connection } from './connection.ts'

/** Calls the core, over whichever wire there is. */
export const client: SextantClient = createORPCClient(new DynamicLink(async () => (await connection.wire()).link))

/** Query and mutation options for TanStack Query, by procedure. */
export const api = createTanstackQueryUtils(client)

/** The sentence to show for an error: a declared one speaks for itself, anything else is a fault that the log has. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ORPCError) return error.status >= 500 ? 'Something went wrong inside Sextant; the log has the details. Nothing was changed.' : error.message
  if (error instanceof Error && error.name === 'AbortError') return 'The connection was lost before the answer came.'
  return error instanceof Error ? error.message : 'Something went wrong'
}

/** The field that a BAD_INPUT error is about. */
export function fieldOf(error: unknown): string | undefined {
  if (!(error instanceof ORPCError)) return undefined
  const data: unknown = error.data
  return typeof data === 'object' && data !== null && 'field' in data && typeof data.field === 'string' ? data.field : undefined
}
