import { useLayoutEffect, useState } from 'react'
import { type CanvasActs, type CanvasStore, createCanvasStore } from './canvas-state.ts'
import type { Drawing } from './tile-view.ts'

interface Owned {
  readonly acts: CanvasActs
  readonly selected: readonly string[]
  readonly active: string | null
  readonly readOnly: boolean
  readonly drawing: Drawing
}

/** The store that tiles and events read from, kept in step with what the owner says. */
export function useCanvasStore({ acts, selected, active, readOnly, drawing }: Owned): CanvasStore {
  const [store] = useState(() => createCanvasStore(acts))
  useLayoutEffect(() => store.setState({ acts, selected: new Set(selected), active, readOnly, drawing }), [store, acts, selected, active, readOnly, drawing])
  return store
}
