import type { KeyboardEvent } from 'react'
import { type Direction, neighbour } from '#renderer/canvas/near-tile.ts'
import { GRID } from '#renderer/canvas/tile-size.ts'
import { idsInside } from '#renderer/canvas/tile-view.ts'
import type { CanvasHandle } from '#renderer/canvas/use-handle.ts'
import type { Hint } from '#renderer/ui/hint-strip.tsx'
import type { CanvasCommands } from './canvas-acts.ts'
import type { ModelStore } from './model-store.ts'

/** What `?` lists for this page. */
export const CANVAS_HINTS: readonly Hint[] = [
  { keys: ['C'], does: 'add a condition' },
  { keys: ['Shift', 'C'], does: 'add a condition inside the selected one' },
  { keys: ['A'], does: 'add an action, connected to the selected condition' },
  { keys: ['K'], does: 'connect the selected condition and action' },
  { keys: ['←', '↑', '↓', '→'], does: 'move between tiles' },
  { keys: ['Shift', '↓'], does: 'select one more' },
  { keys: ['Ctrl', '↓'], does: 'move the tile' },
  { keys: ['M'], does: 'move out: the selected condition becomes a tile of its own' },
  { keys: ['Shift', 'M'], does: 'move the conditions selected first into the tile selected last' },
  { keys: ['Enter'], does: 'open the properties; Esc goes back' },
  { keys: ['Space'], does: 'expand or collapse' },
  { keys: ['O'], does: 'and or or' },
  { keys: ['Del'], does: 'delete' },
  { keys: ['Ctrl', 'D'], does: 'duplicate' },
  { keys: ['Ctrl', 'X', 'C', 'V'], does: 'cut, copy, paste' },
  { keys: ['Ctrl', 'A'], does: 'select all' },
  { keys: ['Ctrl', 'Z'], does: 'undo; Ctrl Y redoes' },
  { keys: ['L'], does: 'lay out' },
  { keys: ['F'], does: 'show everything' },
  { keys: ['Shift', 'F'], does: 'full screen, and out of it' },
  { keys: ['Alt', '1', '2', '3'], does: 'Canvas, Builder, Text' },
  { keys: ['Ctrl', 'Shift', 'S'], does: 'save a picture' },
]

const ARROWS: Readonly<Record<string, Direction>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' }
const STEPS: Readonly<Record<Direction, { readonly x: number; readonly y: number }>> = { up: { x: 0, y: -GRID }, down: { x: 0, y: GRID }, left: { x: -GRID, y: 0 }, right: { x: GRID, y: 0 } }

const isLetter = (name: string): boolean => /^[a-z]$/u.test(name)

/** The keys of the canvas while it has the focus. */
export function canvasKeys(store: ModelStore, commands: CanvasCommands, canvas: () => CanvasHandle | null): (event: KeyboardEvent) => void {
  const { acts } = store
  const active = (): string | null => store.getState().selected.at(-1) ?? null

  const go = (direction: Direction, extend: boolean): void => {
    const { drawing, selected } = store.getState()
    const from = active()
    const next = from === null ? (drawing.tiles[0]?.id ?? null) : neighbour(drawing, from, direction)
    if (next === null) return
    acts.select(extend ? [...selected.filter((id) => id !== next), next] : [next])
    canvas()?.show(next)
  }

  const plain: Readonly<Record<string, () => void>> = {
    c: () => commands.addCondition(),
    a: () => commands.addAction(),
    k: () => commands.connectSelected(),
    m: () => commands.moveOut(),
    o: () => { const id = active(); if (id !== null) commands.onJoin(id) },
    l: () => commands.layOut(),
    f: () => canvas()?.fit(),
    '+': () => canvas()?.zoomBy(1.25),
    '-': () => canvas()?.zoomBy(0.8),
    delete: () => commands.remove(),
    backspace: () => commands.remove(),
    ' ': () => { const id = active(); if (id !== null) commands.onCollapse(id) },
    enter: () => { const id = active(); if (id !== null) acts.open(id) },
    escape: () => acts.select([]),
  }
  const withControl: Readonly<Record<string, () => void>> = {
    d: () => commands.duplicate(),
    a: () => acts.select(store.getState().drawing.tiles.map((tile) => tile.id)),
  }
  const withShift: Readonly<Record<string, () => void>> = {
    c: () => commands.addInside(),
    m: () => commands.moveInto(),
  }
  const edges: Readonly<Record<string, () => string | undefined>> = {
    Home: () => store.getState().drawing.tiles[0]?.id,
    End: () => { const last = store.getState().drawing.tiles.at(-1); return last && idsInside(last).at(-1) },
  }

  return (event) => {
    if (event.altKey || event.defaultPrevented) return
    const direction = ARROWS[event.key]
    const control = event.ctrlKey || event.metaKey
    if (direction !== undefined) {
      event.preventDefault()
      if (control) commands.nudge(STEPS[direction])
      else go(direction, event.shiftKey)
      return
    }
    const end = edges[event.key]?.()
    const name = event.key.toLowerCase()
    const act = end !== undefined ? () => { acts.select([end]); canvas()?.show(end) } : control ? (event.shiftKey ? undefined : withControl[name]) : (event.shiftKey && isLetter(name) ? withShift[name] : plain[name])
    if (act === undefined) return
    event.preventDefault()
    act()
  }
}
