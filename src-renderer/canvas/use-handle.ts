import { useReactFlow } from '@xyflow/react'
import { type Ref, type RefObject, useCallback, useImperativeHandle } from 'react'
import { boundsOf } from './auto-layout.ts'
import { holderOf } from './near-tile.ts'
import type { CanvasStore } from './canvas-state.ts'
import type { Point, Size } from './tile-view.ts'
import { emptyViewport, fitTo, READABLE_ZOOM, reveal } from './viewport.ts'

/** What the owner can ask of the canvas beyond what it shows. */
export interface CanvasHandle {
  readonly fit: () => void
  readonly zoomBy: (factor: number) => void
  readonly reset: () => void
  /** Moves as little as needed to show the tile that is or holds this. */
  readonly show: (id: string) => void
  readonly focus: () => void
  /** A free place near the middle of what is seen. */
  readonly middle: () => Point
}

const paneOf = (root: RefObject<HTMLDivElement | null>): Size => ({ width: root.current?.clientWidth ?? 800, height: root.current?.clientHeight ?? 600 })

/** Answers what to do when the canvas is ready: show the whole drawing. */
export function useCanvasHandle(handle: Ref<CanvasHandle>, root: RefObject<HTMLDivElement | null>, store: CanvasStore): () => void {
  const flow = useReactFlow()
  const fit = useCallback((least?: number) => {
    const { drawing: { tiles, points }, readOnly } = store.getState()
    const bounds = boundsOf(tiles, points)
    void flow.setViewport(bounds === null ? emptyViewport(!readOnly) : fitTo(bounds, paneOf(root), !readOnly, least))
  }, [flow, root, store])
  useImperativeHandle(handle, () => ({
    fit: () => fit(),
    zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor),
    reset: () => void flow.zoomTo(1),
    show: (id) => {
      const { drawing: { tiles, points }, readOnly } = store.getState()
      const tile = holderOf(tiles, id)
      const bounds = tile === undefined ? null : boundsOf([tile], points)
      if (bounds === null) return
      const before = flow.getViewport()
      const next = reveal(bounds, paneOf(root), before, !readOnly)
      if (next !== before) void flow.setViewport(next)
    },
    focus: () => root.current?.focus({ preventScroll: true }),
    middle: () => {
      const { x, y, zoom } = flow.getViewport()
      const { width, height } = paneOf(root)
      return { x: (width * 0.45 - x) / zoom, y: (height * 0.35 - y) / zoom }
    },
  }), [fit, flow, root, store])
  return useCallback(() => fit(READABLE_ZOOM), [fit])
}
