import { useEffect, useSyncExternalStore } from 'react'
import type { Hint } from './hint-strip.tsx'

interface KeyHelp {
  readonly page: string
  readonly hints: readonly Hint[]
}

const NOTHING: KeyHelp = { page: '', hints: [] }

/** Holds the keys of the page that is open, for the list that `?` shows. */
class KeyHelpStore {
  private current = NOTHING
  private readonly listeners = new Set<() => void>()

  readonly get = (): KeyHelp => this.current

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  set(help: KeyHelp): void {
    this.current = help
    for (const listener of this.listeners) listener()
  }
}

const help = new KeyHelpStore()

export function useKeyHelp(): KeyHelp {
  return useSyncExternalStore(help.subscribe, help.get)
}

/** Registers a page's keys while it is open. Give it a constant list. */
export function usePageKeys(page: string, hints: readonly Hint[]): void {
  useEffect(() => {
    help.set({ page, hints })
    return () => help.set(NOTHING)
  }, [page, hints])
}

/** Whether the key belongs to a field, a dialog or a menu, so that single letters must do nothing else. */
function inField(event: KeyboardEvent): boolean {
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
