import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { api, client, sentenceOf } from '#renderer/rpc/client.ts'
import { FileButton } from '#renderer/ui/file-input.tsx'

/** Reads a model from its text form; a model of the same name gets it as its draft. */
export function ImportText({ reason }: { readonly reason: string | undefined }) {
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const put = useMutation({
    mutationFn: async (file: File) => client.rules.putText({ text: await file.text() }),
    onSuccess: async ({ modelId }) => {
      await queries.invalidateQueries({ queryKey: api.rules.key() })
      navigate(`/rules/${modelId}`)
    },
  })
  return (
    <FileButton label="File with a scoring model as text" accept=".rules,.txt,text/plain" busy={put.isPending} reason={reason} error={put.error === null ? undefined : sentenceOf(put.error)} onFile={put.mutate}>Import text</FileButton>
  )
}
