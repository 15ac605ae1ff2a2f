import { type RefObject, useMemo } from 'react'
import { recipesFor } from '#shared/domain/rules/recipes'
import { Canvas } from '#renderer/canvas/flow.tsx'
import { holderOf } from '#renderer/canvas/near-tile.ts'
import { Tool } from '#renderer/canvas/toolbox.tsx'
import type { CanvasHandle } from '#renderer/canvas/use-handle.ts'
import { Button } from '#renderer/ui/button.tsx'
import { usePageKeys } from '#renderer/ui/keys.ts'
import { Popover } from '#renderer/ui/popover.tsx'
import type { CanvasCommands } from './canvas-acts.ts'
import { CANVAS_HINTS, canvasKeys } from './canvas-keys.ts'
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
        {!readOnly && <Toolbox commands={commands} />}
        {drawing.tiles.length === 0 && <EmptyCanvas commands={commands} readOnly={readOnly} />}
      </Canvas>
    </div>
  )
}

function Toolbox({ commands }: { readonly commands: CanvasCommands }) {
  const target = useModel((state) => state.draft.tree.target)
  const recipes = useMemo(() => recipesFor(target), [target])
  return (
    <section className="toolbox" aria-label="Toolbox">
      <h2>Toolbox</h2>
      <Tool tool={{ id: 'condition', label: 'Condition', icon: 'condition', hotkey: 'C' }} onUse={() => commands.addCondition()} />
      <Tool tool={{ id: 'action', label: 'Action', icon: 'action', tone: 'plus', hotkey: 'A' }} onUse={() => commands.addAction()} />
      <Popover
        label="Recipes"
        width={320}
        position="right-start"
        target={({ opened, toggle }) => <button type="button" className="tool recipes-open" aria-expanded={opened} aria-haspopup="dialog" onClick={toggle}><span className="grow">Recipes</span><span className="faint">›</span></button>}
      >
        {(close) => (
          <>
            <p className="t1 faint recipes-note">Drag one to the canvas or onto a condition, or press it.</p>
            <ul className="recipes">
              {recipes.map((recipe) => <li key={recipe.key}><Tool tool={{ id: recipe.key, label: recipe.label, icon: 'condition', detail: recipe.description }} onUse={() => { close(); commands.addCondition(recipe.key) }} onDragged={close} /><p className="t1 faint">{recipe.description}</p></li>)}
            </ul>
          </>
        )}
      </Popover>
    </section>
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
