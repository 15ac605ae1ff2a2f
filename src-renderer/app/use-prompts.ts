import { create } from 'zustand'

interface Prompts {
  /** The layer that is open over the page. */
  readonly open: 'find' | 'keys' | null
}

export const usePrompts = create<Prompts>(() => ({ open: null }))

export const showFind = (): void => usePrompts.setState({ open: 'find' })
export const showKeys = (): void => usePrompts.setState({ open: 'keys' })
export const hidePrompt = (): void => usePrompts.setState({ open: null })
