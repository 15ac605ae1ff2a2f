import { useReactFlow } from '@xyflow/react'
import { type DragEvent, useMemo } from 'react'
import type { CanvasStore } from './canvas-state.ts'
import { holderOf } from './near-tile.ts'

/** The type under which a tool travels; its presence can be seen while dragging, its value only at the drop. */
export const TOOL_TYPE = 'application/x-sextant-tool'

/** Takes tools that are dropped on the canvas or onto a tile, and marks the tile under the pointer. */
export function useDrops(store: CanvasStore) {
  const { screenToFlowPosition } = useReactFlow()
  return useMemo(() => {
    const under = (event: DragEvent): string | null => {
      const id = event.target instanceof Element ? (event.target.closest('[data-tile]')?.getAttribute('data-tile') ?? null) : null
      return id === null || holderOf(store.getState().drawing.tiles, id) === undefined ? null : id
    }
    const mark = (dropOn: string | null): void => {
      if (store.getState().dropOn !== dropOn) store.setState({ dropOn })
    }
    return {
      onDragOver: (event: DragEvent) => {
        if (store.getState().readOnly || !event.dataTransfer.types.includes(TOOL_TYPE)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        mark(under(event))
      },
      onDragLeave: (event: DragEvent) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) mark(null)
      },
      onDrop: (event: DragEvent) => {
        mark(null)
        const tool = event.dataTransfer.getData(TOOL_TYPE)
        if (store.getState().readOnly || tool === '') return
        event.preventDefault()
        store.getState().acts.onDrop(tool, screenToFlowPosition({ x: event.clientX, y: event.clientY }), under(event))
      },
    }
  }, [store, screenToFlowPosition])
}
