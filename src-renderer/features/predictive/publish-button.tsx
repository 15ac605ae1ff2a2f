import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { GradesDialog } from './grades-dialog.tsx'
import type { Model, Version } from './model-header.tsx'
import { ENTITY_WORDS } from './model-words.ts'
import { publishWords } from './publish-words.ts'

interface PublishButtonProps {
  readonly model: Model
  readonly version: Version
  readonly small?: boolean
}

/** Publishes a trained version or restores an older one; dim where there is nothing to publish. */
export function PublishButton({ model, version, small = false }: PublishButtonProps) {
  const [asking, setAsking] = useState(false)
  const { many } = ENTITY_WORDS[model.entity]
  const publish = useMutation(api.predictive.publish.mutationOptions({
    onSuccess: (answer) => {
      setAsking(false)
      toast(`Version ${answer.version} is published; the ${many} are being scored`)
    },
  }))
  const words = publishWords(model, version)
  const ask = (): void => {
    publish.reset()
    setAsking(true)
  }
  return (
    <>
      <Button small={small} variant={small ? 'default' : 'primary'} disabled={words.off !== null} title={words.off ?? undefined} onClick={ask}>{small ? words.verb : words.verb === 'Publish' && words.off !== null ? 'Publish' : `${words.verb} version ${version.number}`}</Button>
      {asking && (
        <GradesDialog opened title={`${words.verb} version ${version.number}?`} action={words.verb} proposed={model.published ? 'keep' : 'reset'} busy={publish.isPending} error={publish.error ? `${sentenceOf(publish.error)} The model is as it was.` : null} onCancel={() => setAsking(false)} onConfirm={(grades) => publish.mutate({ modelId: model.id, versionId: version.id, grades })}>
          <p>{words.sentence} All {many} are scored again.</p>
        </GradesDialog>
      )}
    </>
  )
}
