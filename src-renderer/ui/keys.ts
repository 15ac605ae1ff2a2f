import { useEffect } from 'react'
import { create } from 'zustand'
import type { Hint } from './hint-strip.tsx'

interface KeyHelpStore {
  readonly page: string
  readonly hints: readonly Hint[]
}

/** The keys of the page that is open, for the list that `?` shows. */
export const useKeyHelp = create<KeyHelpStore>(() => ({ page: '', hints: [] }))

/** Registers a page's keys while it is open. Give it a constant list. */
export function usePageKeys(page: string, hints: readonly Hint[]): void {
  useEffect(() => {
    useKeyHelp.setState({ page, hints })
    return () => useKeyHelp.setState({ page: '', hints: [] })
  }, [page, hints])
}

/** Whether the key belongs to a field, a dialog or a menu, so that single letters must do nothing else. */
export function inField(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]') !== null
}

/** Acts on single keys anywhere on the page, except in fields. Give it a stable map. */
export function useKeys(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || inField(event)) return
      keys[event.key]?.(event)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [keys])
}
