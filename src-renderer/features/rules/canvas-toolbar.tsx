import type { RefObject } from 'react'
import type { CanvasHandle } from '#renderer/canvas/use-handle.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import type { CanvasCommands } from './canvas-acts.ts'
import { onCanvas, useModel, useModelStore } from './model-store.ts'

interface CanvasToolbarProps {
  readonly commands: CanvasCommands
  readonly canvas: RefObject<CanvasHandle | null>
  readonly onPicture: (kind: 'svg' | 'png') => void
}

/** The commands of the canvas as buttons, each with its key as tooltip. */
export function CanvasToolbar({ commands, canvas, onPicture }: CanvasToolbarProps) {
  const readOnly = useModel((state) => state.readOnly)
  const some = useModel((state) => onCanvas(state.selected).length > 0)
  const several = useModel((state) => state.selected.length > 1)
  const empty = useModel((state) => state.drawing.tiles.length === 0)
  const off = readOnly || !some
  return (
    <>
      <Menu
        label="Add"
        position="bottom-start"
        target={<Button variant="ghost" icon="plus" hasPopup="menu" disabled={readOnly}>Add</Button>}
        entries={readOnly ? [] : [
          { label: 'Condition (C)', icon: 'condition', onClick: () => commands.addCondition() },
          { label: 'Condition inside the selected one (Shift C)', icon: 'condition', disabled: !some, onClick: () => commands.addInside() },
          { label: 'Action (A)', icon: 'action', onClick: commands.addAction },
          'line',
          { label: 'Connect condition and action (K)', icon: 'link', disabled: !some, onClick: commands.connectSelected },
          { label: 'Move out of the tile (M)', icon: 'condition', disabled: !some, onClick: commands.moveOut },
          { label: 'Move into the tile selected last (Shift M)', icon: 'condition', disabled: !several, onClick: commands.moveInto },
          { label: 'Duplicate (Ctrl D)', icon: 'copy', disabled: !some, onClick: commands.duplicate },
        ]}
      />
      <span className="sep" />
      <IconButton icon="cut" label="Cut" title="Cut (Ctrl X)" disabled={off} onClick={commands.cut} />
      <IconButton icon="copy" label="Copy" title="Copy (Ctrl C)" disabled={!some} onClick={commands.copy} />
      <IconButton icon="paste" label="Paste" title="Paste (Ctrl V)" disabled={readOnly} onClick={commands.paste} />
      <span className="sep" />
      <UndoButtons />
      <IconButton icon="trash" label="Delete" title="Delete (Del)" disabled={off} onClick={commands.remove} />
      <span className="sep" />
      <Menu
        label="Picture"
        position="bottom-start"
        target={<IconButton icon="camera" label="Picture" title="Picture (Ctrl Shift S)" hasPopup="menu" disabled={empty} />}
        entries={[{ label: 'Save as PNG', icon: 'download', onClick: () => onPicture('png') }, { label: 'Save as SVG', icon: 'download', onClick: () => onPicture('svg') }]}
      />
      <IconButton icon="layout" label="Automatic layout" title="Automatic layout (L)" disabled={readOnly || empty} onClick={commands.layOut} />
      <IconButton icon="fit" label="Show everything" title="Show everything (F)" disabled={empty} onClick={() => canvas.current?.fit()} />
    </>
  )
}

/** Steps back and forth through what was changed in any of the views. */
export function UndoButtons() {
  const { acts } = useModelStore()
  const readOnly = useModel((state) => state.readOnly)
  const canUndo = useModel((state) => state.canUndo)
  const canRedo = useModel((state) => state.canRedo)
  return (
    <>
      <IconButton icon="undo" label="Undo" title="Undo (Ctrl Z)" disabled={readOnly || !canUndo} onClick={acts.undo} />
      <IconButton icon="redo" label="Redo" title="Redo (Ctrl Y)" disabled={readOnly || !canRedo} onClick={acts.redo} />
    </>
  )
}
