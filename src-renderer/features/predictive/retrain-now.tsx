import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { GradesDialog } from './grades-dialog.tsx'
import type { Model } from './model-header.tsx'

/** Trains a candidate for the place of the published version. */
export function RetrainNow({ model, primary }: { readonly model: Model; readonly primary: boolean }) {
  const [asking, setAsking] = useState(false)
  const training = model.latest?.state === 'training'
  const retrain = useMutation(api.predictive.retrain.mutationOptions({ onSuccess: () => setAsking(false) }))
  const ask = (): void => {
    retrain.reset()
    setAsking(true)
  }
  return (
    <>
      <Button variant={primary ? 'primary' : 'default'} icon="refresh" disabled={training} title={training ? 'It is being trained' : undefined} onClick={ask}>Retrain now</Button>
      {asking && (
        <GradesDialog opened title={`Retrain ${model.name}?`} action="Retrain" proposed="keep" busy={retrain.isPending} error={retrain.error ? sentenceOf(retrain.error) : null} onCancel={() => setAsking(false)} onConfirm={(grades) => retrain.mutate({ modelId: model.id, grades })}>
          <p>A candidate learns from today’s closed records and is compared with version {model.published?.version} on the newest ones. If it does well enough it takes over and scores may move a little; if not, it is kept beside it.</p>
        </GradesDialog>
      )}
    </>
  )
}
