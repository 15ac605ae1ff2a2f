import { useState } from 'react'
import { client, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import type { Autosave } from './autosave.ts'
import { useModel, useModelStore } from './model-store.ts'

/** A save that was refused: which of both drafts to keep, or to try again. Nothing is lost before someone says so. */
export function SaveNotice({ modelId, autosave }: { readonly modelId: number; readonly autosave: Autosave }) {
  const store = useModelStore()
  const save = useModel((state) => state.save)
  const [failed, setFailed] = useState<string | null>(null)
  if (save.kind !== 'conflict' && save.kind !== 'failed') return null
  const newest = async (keep: 'mine' | 'theirs'): Promise<void> => {
    try {
      const { draft } = await client.rules.get({ modelId })
      if (draft === null) return
      autosave.rebase(draft.revision)
      if (keep === 'mine') {
        autosave.change(store.getState().draft)
        await autosave.flush()
      } else {
        store.acts.adopt({ tree: draft.tree, layout: draft.layout }, draft.revision, draft.savedAt)
        autosave.drop()
      }
      setFailed(null)
    } catch (error) {
      setFailed(sentenceOf(error))
    }
  }
  const conflict = save.kind === 'conflict'
  return (
    <div className="model-notice">
      <Notice
        tone={conflict ? 'care' : 'bad'}
        title={conflict ? 'Someone else changed this draft.' : 'The draft could not be saved.'}
        actions={conflict ? <><Button small onClick={() => void newest('theirs')}>Show theirs</Button><Button small onClick={() => void newest('mine')}>Keep mine</Button></> : <Button small onClick={() => { autosave.change(store.getState().draft); void autosave.flush() }}>Try again</Button>}
      >
        {conflict ? 'What you see here is yours and is not saved yet. Keep mine replaces what the other saved; Show theirs drops yours.' : `${save.sentence} Everything is still here.`} {failed}
      </Notice>
    </div>
  )
}
