import { useCallback, useEffect, useRef, useState } from 'react'

export interface FullScreen {
  readonly full: boolean
  readonly toggle: () => void
}

/**
 * The design alone in the window, without rail, header and tabs, and the window on the whole screen where the system lets it.
 * The whole document goes full, not the design: menus, lists and dialogs lie beside it and would be hidden. `say` is told both ways.
 */
export function useFullScreen(say: (words: string) => void): FullScreen {
  const [full, setFull] = useState(false)
  const now = useRef(false)
  const change = useCallback((next: boolean): void => {
    if (now.current === next) return
    now.current = next
    setFull(next)
    say(next ? 'Full screen. Shift F leaves it.' : 'Full screen left')
  }, [say])
  useEffect(() => {
    document.documentElement.toggleAttribute('data-full', full)
    return () => document.documentElement.removeAttribute('data-full')
  }, [full])
  useEffect(() => {
    // the system has a key of its own, Esc, to leave it
    const left = (): void => { if (document.fullscreenElement === null) change(false) }
    document.addEventListener('fullscreenchange', left)
    return () => {
      document.removeEventListener('fullscreenchange', left)
      if (document.fullscreenElement !== null) void document.exitFullscreen()
    }
  }, [change])
  const toggle = useCallback((): void => {
    const next = !now.current
    change(next)
    // where the screen is refused, the design still fills the window
    if (next) document.documentElement.requestFullscreen().catch(() => undefined)
    else if (document.fullscreenElement !== null) void document.exitFullscreen()
  }, [change])
  return { full, toggle }
}
