import { type RefObject, useMemo } from 'react'
import { Canvas } from '#renderer/canvas/flow.tsx'
import { holderOf } from '#renderer/canvas/near-tile.ts'
import type { CanvasHandle } from '#renderer/canvas/use-handle.ts'
import { Button } from '#renderer/ui/button.tsx'
import { usePageKeys } from '#renderer/ui/keys.ts'
import type { CanvasCommands } from './canvas-acts.ts'
import { CANVAS_HINTS, canvasKeys } from './canvas-keys.ts'
import { CanvasToolbox } from './canvas-toolbox.tsx'
import { useModel, useModelStore } from './model-store.ts'

interface CanvasViewProps {
  readonly canvas: RefObject<CanvasHandle | null>
  readonly commands: CanvasCommands
  readonly stale: boolean
}

/** The model as tiles and lines. */
export function CanvasView({ canvas, commands, stale }: CanvasViewProps) {
  const store = useModelStore()
  const drawing = useModel((state) => state.drawing)
  const selected = useModel((state) => state.selected)
  const readOnly = useModel((state) => state.readOnly)
  const name = useModel((state) => state.draft.tree.name)
  const onKeyDown = useMemo(() => canvasKeys(store, commands, () => canvas.current), [store, commands, canvas])
  usePageKeys('Canvas', CANVAS_HINTS)
  return (
    <div className="canvas-frame">
      <Canvas drawing={drawing} selected={selected} active={selected.findLast((id) => holderOf(drawing.tiles, id) !== undefined) ?? null} readOnly={readOnly} stale={stale} label={`${name}, canvas. Arrows move between tiles, C adds a condition, A an action, Enter opens properties.`} acts={commands} onKeyDown={onKeyDown} onCopy={commands.onCopy} onCut={readOnly ? undefined : commands.onCut} onPaste={readOnly ? undefined : commands.onPaste} handle={canvas}>
        {!readOnly && <CanvasToolbox commands={commands} />}
        {drawing.tiles.length === 0 && <EmptyCanvas commands={commands} readOnly={readOnly} />}
      </Canvas>
    </div>
  )
}

function EmptyCanvas({ commands, readOnly }: { readonly commands: CanvasCommands; readonly readOnly: boolean }) {
  return (
    <div className="canvas-empty">
      <h2>Nothing earns points yet.</h2>
      <p>A condition says what somebody is or does, an action how many points that gives. Drag a condition here, or press C.</p>
      {!readOnly && <Button icon="plus" onClick={() => commands.addCondition()}>Add a condition</Button>}
    </div>
  )
}
