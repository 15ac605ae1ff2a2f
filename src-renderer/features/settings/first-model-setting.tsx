import { useMutation, useQuery } from '@tanstack/react-query'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Toggle } from '#renderer/ui/toggle.tsx'

/** Whether the first model of a kind of record is trained by itself. */
export function FirstModelSetting({ admin }: { readonly admin: boolean }) {
  const options = useQuery(api.predictive.options.queryOptions())
  const save = useMutation(api.predictive.saveOptions.mutationOptions())
  const failed = options.error ?? save.error
  return (
    <>
      {options.data && <Toggle label="Train a first model by itself" checked={options.data.buildFirst} disabled={!admin || save.isPending} onChange={(buildFirst) => save.mutate({ buildFirst })} />}
      <p className="muted">When an import brings enough closed leads or opportunities and there is no model for them, one is trained with the defaults. It scores nothing before someone publishes it.</p>
      {failed && <p className="field-error" role="alert">{sentenceOf(failed)}</p>}
    </>
  )
}
