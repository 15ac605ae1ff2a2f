import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { useModelDraft } from './model-draft.ts'
import type { Model } from './model-header.tsx'
import { setModelTab } from './model-tab.ts'

/** On the tabs where nothing is edited: what was changed on the others and not trained yet. */
export function DraftNotice({ model }: { readonly model: Model }) {
  const { changes, undo } = useModelDraft(model)
  if (changes.length === 0) return null
  const isOnlyAttributes = changes.every((words) => words === 'attributes' || words === 'empty values' || words === 'stages of attributes')
  return (
    <div className="draft-notice">
      <Notice title="Changes that are not trained yet." actions={<><Button small onClick={() => setModelTab(isOnlyAttributes ? 'attributes' : 'data')}>Go on editing</Button><Button small onClick={undo}>Undo changes</Button></>}>Changed: {changes.join(', ')}. Nothing learns with it before Save and train.</Notice>
    </div>
  )
}
