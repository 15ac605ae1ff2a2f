import type { ReactNode } from 'react'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import type { ModelDraft } from './model-draft.ts'
import type { Model } from './model-header.tsx'
import { OverlapDialog } from './overlap-dialog.tsx'
import { useDraftTraining } from './use-draft-training.ts'

interface DraftBarProps {
  readonly model: Model
  readonly draft: ModelDraft
  /** Why these settings cannot be learned with. */
  readonly problem: string | undefined
  readonly children: ReactNode
}

/** What is edited, what was changed, and the buttons that take it back or learn from it. */
export function DraftBar({ model, draft, problem, children }: DraftBarProps) {
  const admin = useMay('admin')
  const training = useDraftTraining(model, draft)
  const { changes } = draft
  const reason = !admin ? 'Needs an administrator' : model.latest?.state === 'training' ? 'A version is being trained' : changes.length === 0 ? 'Nothing was changed' : problem
  return (
    <>
      <div className="row draft-bar">
        <div className="grow">
          <p>{children}</p>
          {changes.length > 0 && <p className="t1 muted" role="status">Changed, not trained yet: {changes.join(', ')}. {model.published ? `Version ${model.published.version} goes on scoring until a new one is published.` : 'Nothing is scored before a version is published.'}</p>}
        </div>
        {changes.length > 0 && <Button onClick={draft.undo}>Undo changes</Button>}
        <Button variant="primary" busy={training.busy} reason={reason} onClick={training.start}>Save and train</Button>
      </div>
      {training.error !== null && <Notice tone="bad" title="No version was trained.">{training.error} The settings are as they were.</Notice>}
      <OverlapDialog entity={model.entity} overlap={training.overlap} action="Yes, train it" onBack={training.goBack} onCreate={training.confirm} />
    </>
  )
}
