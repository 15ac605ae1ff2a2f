import { useReactFlow } from '@xyflow/react'
import { type PointerEvent as ReactPointerEvent, useContext, useMemo } from 'react'
import { CanvasContext, type CanvasStore } from './canvas-state.ts'
import { holderOf } from './near-tile.ts'
import type { ChildView, Point } from './tile-view.ts'

/** How far the pointer goes before a press becomes a drag, in pixels. */
const SLACK = 4
/** From the corner of a tile to its first condition, at 100 %. */
const INSIDE: Point = { x: 7, y: 48 }

const idAt = (x: number, y: number): string | null => document.elementFromPoint(x, y)?.closest('[data-tile]')?.getAttribute('data-tile') ?? null

/** Whether `id` is the child itself or stands inside it. */
const within = (child: ChildView, id: string): boolean => child.id === id || (child.kind === 'branch' && child.children.some((inner) => within(inner, id)))

/** The tile or condition under the pointer that the child can go to; null over empty canvas, undefined where it cannot be let go. */
function targetAt(store: CanvasStore, root: Element | null, child: ChildView, { x, y }: Point): string | null | undefined {
  const under = document.elementFromPoint(x, y)
  if (under === null || root === null || !root.contains(under)) return undefined
  const id = idAt(x, y)
  if (id === null) return under.closest('.react-flow__pane, .react-flow__edges, .react-flow__background') === null ? undefined : null
  if (within(child, id)) return undefined
  return holderOf(store.getState().drawing.tiles, id)?.kind === 'condition' ? id : undefined
}

/**
 * Drags a condition out of its tile. Answers what begins it; a press without moving stays a click. Escape puts the condition back.
 * The pointer is followed by the window, so that nothing of the tile is drawn again meanwhile.
 */
export function useCarry(child: ChildView): (event: ReactPointerEvent<HTMLElement>) => void {
  const store = useContext(CanvasContext)
  const { screenToFlowPosition } = useReactFlow()
  return useMemo(() => (event) => {
    if (store === null || store.getState().readOnly || event.button !== 0 || event.pointerType === 'touch' || (event.target instanceof Element && event.target.closest('button') !== null)) return
    // a condition in a branch is what is dragged, and not the branch around it
    event.stopPropagation()
    const element = event.currentTarget
    const root = element.closest('.react-flow')
    const box = element.getBoundingClientRect()
    const from = { x: event.clientX, y: event.clientY }
    const grip = { x: from.x - box.left, y: from.y - box.top }
    let carrying = false
    const end = (): void => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', press, true)
      if (carrying) store.setState({ carried: null, dropOn: null })
    }
    const move = (at: PointerEvent): void => {
      if (!carrying && Math.hypot(at.clientX - from.x, at.clientY - from.y) < SLACK) return
      carrying = true
      const dropOn = targetAt(store, root, child, { x: at.clientX, y: at.clientY }) ?? null
      store.setState({ carried: { id: child.id, title: child.title, x: at.clientX - grip.x, y: at.clientY - grip.y }, dropOn })
    }
    const up = (at: PointerEvent): void => {
      const was = carrying
      const target = was ? targetAt(store, root, child, { x: at.clientX, y: at.clientY }) : undefined
      end()
      if (!was) return
      // the click that follows a drag selects nothing
      const swallow = (click: MouseEvent): void => click.stopPropagation()
      window.addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => window.removeEventListener('click', swallow, true))
      if (target === undefined) return
      const corner = screenToFlowPosition({ x: at.clientX - grip.x, y: at.clientY - grip.y }, { snapToGrid: false })
      store.getState().acts.onMoveChild(child.id, { x: corner.x - INSIDE.x, y: corner.y - INSIDE.y }, target)
    }
    const press = (key: KeyboardEvent): void => {
      if (key.key !== 'Escape' || !carrying) return
      key.preventDefault()
      key.stopPropagation()
      end()
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', press, true)
  }, [store, child, screenToFlowPosition])
}
