import { type RefObject, useEffect } from 'react'

/** A click on a tile takes the focus to the canvas, so that keys go on from there; the ring around the tile waits for the first key. */
export function usePointerFocus(root: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = root.current
    if (element === null) return
    const point = (event: PointerEvent): void => {
      if (!(event.target instanceof Element) || !event.target.closest('.react-flow__renderer')) return
      element.dataset['pointer'] = ''
      element.focus({ preventScroll: true })
    }
    const press = (): void => { delete element.dataset['pointer'] }
    element.addEventListener('pointerdown', point, true)
    window.addEventListener('keydown', press, true)
    return () => {
      element.removeEventListener('pointerdown', point, true)
      window.removeEventListener('keydown', press, true)
    }
  }, [root])
}
