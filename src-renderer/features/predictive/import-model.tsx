import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ChangeEvent, useRef } from 'react'
import { useLocation } from 'wouter'
import { api, client, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'

/** Makes a model from a file that another workspace exported, and opens it; it is not published. */
export function ImportModel() {
  const input = useRef<HTMLInputElement>(null)
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
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (file !== undefined) read.mutate(file)
  }
  return (
    <>
      {read.error && <span className="field-error import-model-error" role="alert">{sentenceOf(read.error)}</span>}
      <input ref={input} type="file" accept=".json,application/json" aria-label="Model file" tabIndex={-1} className="visually-hidden" onChange={choose} />
      <Button icon="upload" busy={read.isPending} reason={admin ? undefined : 'Needs an administrator'} onClick={() => input.current?.click()}>Import model file</Button>
    </>
  )
}
