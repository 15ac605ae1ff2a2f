import { type RefObject, useEffect } from 'react'
import type { CanvasHandle } from '#renderer/canvas/use-handle.ts'
import { type ModelView, useModelStore } from './model-store.ts'

const VIEW_KEYS: Readonly<Record<string, ModelView>> = { Digit1: 'canvas', Digit2: 'builder', Digit3: 'text' }

/** Keys that work wherever the focus is on the page: the three views, undo and redo. The text view has an undo of its own. */
export function useModelKeys(canvas: RefObject<CanvasHandle | null>): void {
  const { acts } = useModelStore()
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : null
      if (event.defaultPrevented || event.isComposing || target?.closest('[role="dialog"][aria-modal="true"]')) return
      const view = event.altKey && !event.ctrlKey ? VIEW_KEYS[event.code] : undefined
      if (view !== undefined) {
        event.preventDefault()
        acts.show({ view })
        if (view === 'canvas') requestAnimationFrame(() => canvas.current?.focus())
        return
      }
      if (event.key === 'Escape' && target === document.body) {
        // what had the focus is gone
        canvas.current?.focus()
        return
      }
      if (!(event.ctrlKey || event.metaKey) || event.altKey || target?.isContentEditable) return
      const key = event.key.toLowerCase()
      const redo = key === 'y' || (key === 'z' && event.shiftKey)
      if (!redo && key !== 'z') return
      event.preventDefault()
      if (redo) acts.redo()
      else acts.undo()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [acts, canvas])
}
