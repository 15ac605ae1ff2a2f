import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ChangeEvent, useRef } from 'react'
import { useLocation } from 'wouter'
import { api, client, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'

/** Reads a model from its text form; a model of the same name gets it as its draft. */
export function ImportText({ reason }: { readonly reason: string | undefined }) {
  const input = useRef<HTMLInputElement>(null)
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const put = useMutation({
    mutationFn: async (file: File) => client.rules.putText({ text: await file.text() }),
    onSuccess: async ({ modelId }) => {
      await queries.invalidateQueries({ queryKey: api.rules.key() })
      navigate(`/rules/${modelId}`)
    },
  })
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (file !== undefined) put.mutate(file)
  }
  return (
    <>
      <input ref={input} type="file" accept=".rules,.txt,text/plain" aria-label="File with a scoring model as text" tabIndex={-1} className="visually-hidden" onChange={choose} />
      <Button icon="upload" busy={put.isPending} reason={reason} onClick={() => input.current?.click()}>Import text</Button>
      {put.error && <span className="field-error rules-import-error" role="alert">{sentenceOf(put.error)}</span>}
    </>
  )
}
