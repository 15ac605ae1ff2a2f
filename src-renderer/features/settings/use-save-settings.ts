import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '#renderer/rpc/client.ts'

/** Saves part of the settings; every page reads the workspace again, because days and names may have changed. */
export function useSaveSettings() {
  const queries = useQueryClient()
  return useMutation(api.workspace.saveSettings.mutationOptions({
    onSuccess: async (saved) => {
      queries.setQueryData(api.workspace.settings.queryKey(), saved)
      await queries.invalidateQueries({ queryKey: api.workspace.info.key() })
    },
  }))
}
