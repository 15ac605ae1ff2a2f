import { create } from 'zustand'
import type { Cell } from '#shared/contract/index'

interface PanelStore {
  /** The reason whose evidence is open, by record and index. */
  readonly evidence: { readonly recordId: number; readonly index: number } | null
  /** Every reason instead of the summary. */
  readonly details: boolean
  /** Edits not yet saved, by `table:id`, so that moving on in the list loses nothing. */
  readonly drafts: Readonly<Record<string, Readonly<Record<string, Cell>>>>
}

export const usePanel = create<PanelStore>(() => ({ evidence: null, details: false, drafts: {} }))

export const showEvidence = (recordId: number, index: number): void => usePanel.setState({ evidence: { recordId, index } })
export const hideEvidence = (): void => usePanel.setState({ evidence: null })
export const showDetails = (details: boolean): void => usePanel.setState({ details, evidence: null })

const NO_EDITS: Readonly<Record<string, Cell>> = {}

export function useDraft(key: string): Readonly<Record<string, Cell>> {
  return usePanel((store) => store.drafts[key]) ?? NO_EDITS
}

export function setDraft(key: string, edits: Readonly<Record<string, Cell>>): void {
  usePanel.setState(({ drafts }) => {
    const { [key]: _, ...others } = drafts
    return { drafts: Object.keys(edits).length === 0 ? others : { ...others, [key]: edits } }
  })
}

/** Takes what was saved out of the edits; what was typed while the save was under way stays to be saved. */
export function clearSaved(key: string, saved: Readonly<Record<string, Cell>>): void {
  const edits = usePanel.getState().drafts[key] ?? NO_EDITS
  setDraft(key, Object.fromEntries(Object.entries(edits).filter(([column, value]) => !(column in saved) || value !== saved[column])))
}
