import { ORPCError } from '@orpc/client'
import { useEffect, useState } from 'react'
import type { RuleVersion } from '#shared/contract/rules'
import type { RuleContext } from '#shared/domain/rules/context'
import { client, sentenceOf } from '#renderer/rpc/client.ts'
import { Autosave } from './autosave.ts'
import { createModelStore, type ModelStore } from './model-store.ts'

const REST = 600

/** Opens a version: its store, and the autosave that keeps the core up to date with it. */
function open(modelId: number, version: RuleVersion, known: RuleContext, readOnly: boolean): { readonly store: ModelStore; readonly autosave: Autosave } {
  const autosave: Autosave = new Autosave({
    rest: REST,
    save: ({ tree, layout }, basedOn) => client.rules.saveDraft({ modelId, tree, layout, basedOn }),
    isConflict: (error) => error instanceof ORPCError && error.code === 'CONFLICT',
    sentenceOf,
    onState: (save, saved) => store.acts.show(saved === null ? { save } : { save, revision: saved.revision, savedAt: saved.savedAt }),
  }, version.revision)
  const store: ModelStore = createModelStore({ draft: { tree: version.tree, layout: version.layout }, known, readOnly, revision: version.revision, savedAt: version.savedAt, onChange: (draft) => autosave.change(draft) })
  return { store, autosave }
}

export function useOpened(modelId: number, version: RuleVersion, known: RuleContext, readOnly: boolean): { readonly store: ModelStore; readonly autosave: Autosave } {
  const [opened] = useState(() => open(modelId, version, known, readOnly))
  const { store, autosave } = opened
  useEffect(() => {
    const flush = (): void => void autosave.flush()
    window.addEventListener('beforeunload', flush)
    return () => {
      window.removeEventListener('beforeunload', flush)
      flush()
    }
  }, [autosave])
  useEffect(() => {
    // another window or the command line saved: taken over as long as nothing here would be lost
    const { revision, save, readOnly: reads } = store.getState()
    if (version.revision <= revision || (save.kind !== 'saved' && !reads)) return
    autosave.rebase(version.revision)
    store.acts.adopt({ tree: version.tree, layout: version.layout }, version.revision, version.savedAt)
  }, [store, autosave, version])
  return opened
}
