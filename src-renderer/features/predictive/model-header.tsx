import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { SextantClient } from '#shared/contract/index'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Menu } from '#renderer/ui/menu.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { ENTITY_WORDS, modelTags, stateTag } from './model-words.ts'
import { editModel } from './wizard-store.ts'

export type Model = Awaited<ReturnType<SextantClient['predictive']['get']>>
export type Version = Model['versions'][number]

interface ModelHeaderProps {
  readonly model: Model
  readonly version: Version | undefined
  readonly reported: readonly Version[]
  readonly onVersion: (versionId: number) => void
}

/** Name, state and what can be done with the model. */
export function ModelHeader({ model, version, reported, onVersion }: ModelHeaderProps) {
  const [, navigate] = useLocation()
  const [asking, setAsking] = useState(false)
  const admin = useMay('admin')
  const words = ENTITY_WORDS[model.entity]
  const training = model.latest?.state === 'training'
  const train = useMutation(api.predictive.train.mutationOptions())
  const publish = useMutation(api.predictive.publish.mutationOptions({ onSuccess: (answer) => toast(`Version ${answer.version} is published; the ${words.many} are being scored`) }))
  const remove = useMutation(api.predictive.remove.mutationOptions({ onSuccess: () => navigate('/models') }))
  const publishable = version?.state === 'trained'
  const noSignal = version?.report?.verdict === 'no_signal'
  const failed = train.error ?? publish.error
  const edit = (): void => { editModel(model, 'attributes'); navigate('/models/new') }
  return (
    <>
      <PageHeader
        crumb={{ label: 'Predictive models', href: '#/models' }}
        title={model.name}
        tag={modelTags(model).map((tag) => <Tag key={tag.word} tone={tag.tone}>{tag.word}</Tag>)}
        sentence={words.question}
        actions={
          <>
            {reported.length > 1 && version && <Menu label="Versions" target={<Button iconRight="down">{`Version ${version.number}`}</Button>} entries={reported.map((found) => ({ label: `Version ${found.number}, ${stateTag(found.state).word.toLowerCase()}`, checked: found.id === version.id, onClick: () => onVersion(found.id) }))} />}
            {admin && <Button onClick={edit} disabled={training}>Edit attributes</Button>}
            {admin && <Button variant={publishable && !noSignal ? 'default' : 'primary'} icon="refresh" busy={train.isPending} disabled={training} onClick={() => train.mutate({ modelId: model.id })}>Train again</Button>}
            {admin && publishable && <Button variant="primary" busy={publish.isPending} disabled={noSignal} title={noSignal ? 'It found no usable signal' : undefined} onClick={() => publish.mutate({ modelId: model.id, versionId: version.id })}>{`Publish version ${version.number}`}</Button>}
            {admin && <Menu label="More" target={<IconButton icon="more" label="More" />} entries={[{ label: 'Delete the model', icon: 'trash', danger: true, onClick: () => setAsking(true) }]} />}
          </>
        }
      />
      {failed && <div className="tab-pad"><Notice tone="bad" title={train.error ? 'Training did not start.' : 'The version was not published.'}>{sentenceOf(failed)} The model is as it was.</Notice></div>}
      <ConfirmDialog
        opened={asking}
        title={`Delete ${model.name}?`}
        action="Delete the model"
        destructive
        busy={remove.isPending}
        error={remove.error ? sentenceOf(remove.error) : null}
        facts={[{ what: 'Versions removed', value: count(model.versions.length) }, { what: `${words.many.charAt(0).toUpperCase()}${words.many.slice(1)} that lose their score`, value: count(model.published?.scored ?? 0) }]}
        onCancel={() => setAsking(false)}
        onConfirm={() => remove.mutate({ modelId: model.id })}
      >
        <p>The {words.many} themselves stay. This cannot be undone, but the same data and seed train the same model.</p>
      </ConfirmDialog>
    </>
  )
}
