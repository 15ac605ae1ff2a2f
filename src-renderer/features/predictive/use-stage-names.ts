import { useQuery } from '@tanstack/react-query'
import { api } from '#renderer/rpc/client.ts'

/** Names of the stages of a process in their order; null without a process, or until they are read. */
export function useStageNames(processId: number | null): readonly string[] | null {
  const processes = useQuery(api.process.list.queryOptions({ enabled: processId !== null }))
  return (processId === null ? undefined : processes.data?.find(({ id }) => id === processId)?.stages.map(({ name }) => name)) ?? null
}
