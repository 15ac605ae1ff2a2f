import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { SextantClient } from '#shared/contract/index'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { Menu, type MenuEntry } from '#renderer/ui/menu.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { DeleteModel } from './delete-model.tsx'
import { useModelDraft } from './model-draft.ts'
import { ModelSelector } from './model-selector.tsx'
import { ENTITY_WORDS, modelTags, stateTag } from './model-words.ts'
import { setModelTab } from './model-tab.ts'
import { PublishButton } from './publish-button.tsx'
import { RetrainNow } from './retrain-now.tsx'
import { useModelFiles } from './use-model-files.ts'
import { useRevert } from './use-revert.ts'
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
  const training = model.latest?.state === 'training'
  const train = useMutation(api.predictive.train.mutationOptions())
  const busy = training ? 'A version is being trained' : undefined
  const revert = useRevert(model)
  const waits = version?.state === 'trained' && version.report?.verdict !== 'no_signal'
  const files = useModelFiles(model, version)
  const changes: readonly (MenuEntry | 'line')[] = [
    ...(files.entries.length > 0 ? ['line' as const] : []),
    { label: revertLabel(model), icon: 'undo', disabled: !model.canRevert || training, onClick: revert.start },
    'line',
    { label: 'Delete the model', icon: 'trash', danger: true, onClick: () => setAsking(true) },
  ]
  const more = [...files.entries, ...(admin ? changes : [])]
  const isEdited = useModelDraft(model).changes.length > 0
  const { page, models, question } = ENTITY_WORDS[model.entity]
  const resume = (): void => { editModel(model, 'data'); navigate('/models/new') }
  const edits: readonly MenuEntry[] = [
    { label: 'Training data', icon: 'data', onClick: () => setModelTab('data') },
    { label: 'Attributes', icon: 'list', onClick: () => setModelTab('attributes') },
  ]
  return (
    <>
      <PageHeader
        crumb={{ label: page, href: models }}
        title={model.name}
        tag={<><ModelSelector model={model} />{modelTags(model).map((tag) => <Tag key={tag.word} tone={tag.tone}>{tag.word}</Tag>)}</>}
        sentence={question}
        actions={
          <>
            {reported.length > 1 && version && <Menu label="Versions" target={<Button iconRight="down">{`Version ${version.number}`}</Button>} entries={reported.map((found) => ({ label: `Version ${found.number}, ${stateTag(found.state).word.toLowerCase()}`, checked: found.id === version.id, onClick: () => onVersion(found.id) }))} />}
            {admin && version === undefined && <Button onClick={resume} disabled={training} title={busy}>Edit</Button>}
            {admin && version && <Menu label="Edit" target={<Button iconRight="down" hasPopup="menu">Edit</Button>} entries={edits} />}
            {admin && (model.published ? <RetrainNow model={model} primary={!waits && !isEdited} /> : <Button variant={waits || isEdited ? 'default' : 'primary'} icon="refresh" busy={train.isPending} disabled={training} title={busy} onClick={() => train.mutate({ modelId: model.id })}>Train again</Button>)}
            {admin && version && <PublishButton model={model} version={version} />}
            {more.length > 0 && <Menu label="More" target={<IconButton icon="more" label="More" />} entries={more} />}
          </>
        }
      />
      {train.error && <div className="tab-pad"><Notice tone="bad" title="Training did not start.">{sentenceOf(train.error)} The model is as it was.</Notice></div>}
      {revert.error !== null && <div className="tab-pad"><Notice tone="bad" title="Nothing was reverted.">{revert.error}</Notice></div>}
      {files.error !== null && <div className="tab-pad"><Notice tone="bad" title="Nothing was downloaded.">{files.error}</Notice></div>}
      {asking && <DeleteModel model={model} onClose={() => setAsking(false)} />}
    </>
  )
}

/** What reverting would do; where it cannot be done, why. */
function revertLabel({ published, canRevert, latest }: Pick<Model, 'published' | 'canRevert' | 'latest'>): string {
  if (published === null) return 'Revert: no version is published'
  if (latest?.state === 'training') return 'Revert: a version is being trained'
  return canRevert ? `Revert to version ${published.version}` : `Revert: nothing waits after version ${published.version}`
}
