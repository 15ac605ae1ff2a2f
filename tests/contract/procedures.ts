import type { AnyContractProcedure } from '@orpc/contract'
import { contract, type Contract } from '#shared/contract/index'
import type { Permission } from '#shared/contract/base'

type Areas = { [Area in keyof Contract]: `${Area}.${keyof Contract[Area] & string}` }
/** `area.name` of every procedure. */
export type ProcedurePath = Areas[keyof Contract]

export interface Procedure {
  readonly path: ProcedurePath
  readonly permission: Permission | undefined
  readonly hasInput: boolean
}

/** Every procedure that the contract has, found by walking it. */
export const procedures: readonly Procedure[] = Object.entries(contract).flatMap(([area, members]) =>
  Object.entries<AnyContractProcedure>(members).map(([name, procedure]) => ({
    path: `${area}.${name}` as ProcedurePath,
    permission: (procedure['~orpc'].meta as { permission?: Permission }).permission,
    hasInput: procedure['~orpc'].inputSchema !== undefined,
  })),
)

type Call = (input?: unknown, options?: { signal: AbortSignal }) => Promise<unknown>

/** Calls a procedure by its path, with whatever input. */
export function callProcedure(client: object, path: ProcedurePath, input?: unknown, signal?: AbortSignal): Promise<unknown> {
  const [area = '', name = ''] = path.split('.')
  const areas = client as Record<string, Record<string, Call>>
  const call = areas[area]?.[name]
  if (call === undefined) throw new Error(`The client has no ${path}`)
  return signal === undefined ? call(input) : call(input, { signal })
}
