import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { api, client, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { FileButton } from '#renderer/ui/file-input.tsx'

/** Makes a model from a file that another workspace exported, and opens it; it is not published. */
export function ImportModel() {
  const admin = useMay('admin')
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const read = useMutation({
    mutationFn: async (file: File) => client.predictive.importFile({ text: await file.text() }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: api.predictive.list.key({ type: 'query' }) })
      navigate(`/models/${id}`)
    },
  })
  return (
    <FileButton label="Model file" accept=".json,application/json" busy={read.isPending} reason={admin ? undefined : 'Needs an administrator'} error={read.error === null ? undefined : sentenceOf(read.error)} onFile={read.mutate}>Import model file</FileButton>
  )
}
