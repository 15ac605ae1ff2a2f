import { type RefObject, useEffect, useRef } from 'react'

/**
 * For what takes the place of something with a button that was just pressed: the button goes, and with it the focus.
 * Gives the focus to the element when it appears, unless something has it.
 */
export function useTakeFocus<T extends HTMLElement>(): RefObject<T | null> {
  const ref = useRef<T>(null)
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) ref.current?.focus({ preventScroll: true })
  }, [])
  return ref
}
