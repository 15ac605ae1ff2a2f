import { isDefinedError, ORPCError } from '@orpc/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PERMISSIONS, type Permission } from '#shared/contract/base'
import { cases } from './cases.ts'
import { callProcedure, procedures } from './procedures.ts'
import { openWire, wireNames, type Connection, type Wire } from './wires.ts'
import { createWorld, type World } from './world.ts'

/** The error of a call that must be refused. */
async function refusalOf(call: Promise<unknown>): Promise<ORPCError<string, unknown>> {
  const outcome = await call.then(
    () => new Error('was answered'),
    (error: unknown) => error,
  )
  if (outcome instanceof ORPCError) return outcome
  throw outcome
}

async function firstEvent(stream: unknown, wanted: (event: unknown) => boolean): Promise<unknown> {
  for await (const event of stream as AsyncIterable<unknown>) if (wanted(event)) return event
  throw new Error('The stream ended without the event')
}

describe('the contract', () => {
  it('has a case for each procedure and none besides', () => {
    expect(Object.keys(cases).sort()).toEqual(procedures.map((procedure) => procedure.path).sort())
  })

  it.each(procedures)('$path names the permission it needs', ({ permission }) => {
    expect(PERMISSIONS).toContain(permission)
  })
})

describe.each(wireNames)('over %s', (name) => {
  let world: World
  let wire: Wire
  let connection: Connection

  beforeAll(async () => {
    world = await createWorld()
    wire = await openWire(name, world.core)
    connection = await wire.connect()
  })
  afterAll(async () => {
    connection.drop()
    await wire.close()
    await world.close()
  })

  it.each(procedures)('$path', async ({ path }) => {
    const { input, answer, refusal, until } = cases[path]
    const call = callProcedure(connection.client, path, await input?.(world))
    if (refusal !== undefined) {
      const error = await refusalOf(call)
      expect(isDefinedError(error)).toBe(true)
      expect(error.code).toBe(refusal.code)
      expect(error.message).toMatch(refusal.sentence)
      return
    }
    const result = await call
    await answer?.(until === undefined ? result : await firstEvent(result, until), world)
  })

  it.each(procedures.filter(({ hasInput }) => hasInput))('$path refuses a payload of the wrong shape', async ({ path }) => {
    const error = await refusalOf(callProcedure(connection.client, path, 42))
    expect(error.code).toBe('BAD_REQUEST')
  })

  it('answers a declared error with its sentence', async () => {
    const error = await refusalOf(connection.client.dataset.record({ table: 'lead', id: 123_456 }))
    expect(isDefinedError(error)).toBe(true)
    expect(error).toMatchObject({ code: 'NOT_FOUND', status: 404 })
    expect(error.message).toMatch(/[.!]$/)
  })

  describe('without the permission', () => {
    const refused = async (lacking: readonly Permission[]): Promise<void> => {
      for (const { path, permission } of procedures) {
        if (permission === undefined || !lacking.includes(permission)) continue
        const error = await refusalOf(callProcedure(connection.client, path, refusedInputs[path]))
        expect({ path, code: error.code }).toEqual({ path, code: 'FORBIDDEN' })
        expect(isDefinedError(error)).toBe(true)
      }
    }
    const refusedInputs: Partial<Record<string, unknown>> = {}

    beforeAll(async () => {
      for (const { path } of procedures) refusedInputs[path] = path === 'workspace.changes' ? undefined : await cases[path].input?.(world)
    })
    afterAll(() => world.setUser({ role: 'admin', active: 1 }))

    it('a marketer gets no admin procedure', async () => {
      world.setUser({ role: 'marketer' })
      await refused(['admin'])
    })

    it('a seller gets no admin procedure and none of marketers', async () => {
      world.setUser({ role: 'seller' })
      await refused(['admin', 'market'])
    })

    it('an inactive user gets nothing', async () => {
      world.setUser({ active: 0 })
      await refused(PERMISSIONS)
    })
  })
})
