import { useStore } from '@xyflow/react'
import type { Ref } from 'react'
import { IconButton } from '#renderer/ui/button.tsx'
import { percent } from '#renderer/ui/format/numbers.ts'
import { useMapChoice } from './map-choice.ts'
import type { CanvasHandle } from './use-handle.ts'

const STEP = 1.25

export function ZoomBar({ handle }: { readonly handle: Ref<CanvasHandle> }) {
  const zoom = useStore((state) => state.transform[2])
  const map = useMapChoice()
  const canvas = (): CanvasHandle | null => (typeof handle === 'object' && handle !== null ? handle.current : null)
  return (
    <div className="canvas-zoom" role="group" aria-label="Zoom and minimap">
      <IconButton icon="minus" label="Zoom out" title="Zoom out (−)" onClick={() => canvas()?.zoomBy(1 / STEP)} />
      <button type="button" className="canvas-percent" title="Back to 100 %" onClick={() => canvas()?.reset()}>{percent(zoom)}</button>
      <IconButton icon="plus" label="Zoom in" title="Zoom in (+)" onClick={() => canvas()?.zoomBy(STEP)} />
      <button type="button" className="canvas-percent canvas-map-toggle" aria-pressed={map.shown} title={map.shown ? 'Hide the minimap' : 'Show the minimap'} onClick={map.toggle}>Map</button>
    </div>
  )
}
