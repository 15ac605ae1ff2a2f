import { useQuery } from '@tanstack/react-query'
import type { Permission, WorkspaceInfo } from '#shared/contract/index'
import { api } from './client.ts'

/** Name, user, clock and counts of the workspace; undefined until it has answered. */
export function useWorkspace(): WorkspaceInfo | undefined {
  return useQuery(api.workspace.info.queryOptions()).data
}

/** Whether the acting user may do this; the core checks again. */
export function useMay(permission: Permission): boolean {
  return useWorkspace()?.user.permissions.includes(permission) ?? false
}
