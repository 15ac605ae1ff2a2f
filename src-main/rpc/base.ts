import { implement, ORPCError } from '@orpc/server'
import { contract } from '#shared/contract/index'
import type { Permission } from '#shared/contract/base'
import type { Core } from '#main/core/create-core'
import type { UserRole } from '#main/db/queries/settings'
import { Problem, type ProblemCode } from '#main/db/errors'

export interface RpcContext {
  readonly core: Core
}

const statusOf: Record<ProblemCode, number> = { BAD_INPUT: 422, NOT_FOUND: 404, CONFLICT: 409, FORBIDDEN: 403, NOT_ENOUGH_DATA: 422 }

const permissionsOf: Record<UserRole, readonly Permission[]> = {
  admin: ['read', 'sell', 'market', 'admin'],
  marketer: ['read', 'sell', 'market'],
  seller: ['read', 'sell'],
}

/** What the acting user may do; an unknown user may do nothing. */
export async function permissions(core: Core): Promise<readonly Permission[]> {
  const user = await core.store.read('settings.user', null)
  return user === undefined ? [] : permissionsOf[user.role]
}

/** Starts every route: checks the permission that the contract names, then turns problems into declared errors and logs bugs once. */
export const api = implement(contract)
  .$context<RpcContext>()
  .use(async ({ context, next, procedure, path }) => {
    const needed = procedure['~orpc'].meta.permission
    if (needed === undefined || !(await permissions(context.core)).includes(needed)) {
      throw new ORPCError('FORBIDDEN', { status: 403, message: 'You are not allowed to do this. Ask an admin of this workspace.' })
    }
    try {
      return await next()
    } catch (error) {
      if (error instanceof Problem) {
        const data: { field?: string } = error.field === undefined ? {} : { field: error.field }
        throw new ORPCError(error.code, { status: statusOf[error.code], message: error.message, data })
      }
      if (error instanceof ORPCError) throw error
      context.core.host.log.write('error', `Procedure ${path.join('.')} failed`, { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      throw error
    }
  })
