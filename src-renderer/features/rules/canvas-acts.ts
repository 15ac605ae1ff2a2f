import type { ClipboardEvent } from 'react'
import { recipesFor } from '#shared/domain/rules/recipes'
import type { ConditionNode } from '#shared/domain/rules/tree'
import { snapped } from '#renderer/canvas/auto-layout.ts'
import type { CanvasActs } from '#renderer/canvas/canvas-state.ts'
import type { CanvasHandle } from '#renderer/canvas/use-handle.ts'
import { lineFrom } from '#renderer/canvas/flow-nodes.ts'
import { holderOf } from '#renderer/canvas/near-tile.ts'
import { CONDITION_WIDTH, GRID, tileSize } from '#renderer/canvas/tile-size.ts'
import type { Point } from '#renderer/canvas/tile-view.ts'
import { plural } from '#renderer/ui/format/numbers.ts'
import { copyTiles, pasteTiles, readClip } from './canvas-clipboard.ts'
import type { Draft } from './canvas-draft.ts'
import { keepClip, keptClip } from './canvas-kept-clip.ts'
import { addAction, addChild, addCondition, collapse, connect, disconnect, layOut, movePlaces, newChild, toggleJoin } from './canvas-edits.ts'
import { moveInto, moveOut } from './canvas-moves.ts'
import { duplicate, outermost, remove } from './canvas-removal.ts'
import { type ModelStore, onCanvas } from './model-store.ts'

/** What the tools, keys and menus of the canvas do to the opened model. */
export interface CanvasCommands extends CanvasActs {
  readonly addCondition: (recipe?: string) => void
  readonly addInside: (recipe?: string) => void
  readonly addAction: () => void
  readonly connectSelected: () => void
  /** The selected condition leaves its tile and becomes one. */
  readonly moveOut: () => void
  /** The conditions that were selected first go into the tile that was selected last. */
  readonly moveInto: () => void
  readonly onCopy: (event: ClipboardEvent) => void
  readonly onCut: (event: ClipboardEvent) => void
  readonly onPaste: (event: ClipboardEvent) => void
  readonly copy: () => void
  readonly cut: () => void
  readonly paste: () => void
  readonly duplicate: () => void
  readonly remove: () => void
  readonly layOut: () => void
  readonly nudge: (by: Point) => void
}

/** How many tiles of a kind a command is about, in words. */
const several = (ids: readonly string[]): string => plural(ids.length, 'tile')

export function canvasCommands(store: ModelStore, canvas: () => CanvasHandle | null): CanvasCommands {
  const { acts } = store
  const now = () => {
    const { draft, known, selected: parts, drawing } = store.getState()
    const selected = onCanvas(parts)
    return { draft, known, selected, active: selected.at(-1) ?? null, points: drawing.points, tiles: drawing.tiles }
  }
  const isManual = (): boolean => Object.keys(now().draft.layout.positions).length > 0
  /** The draft with every tile held where it is: one that loses its line must not jump away under the hand that draws it anew. */
  const held = (): Draft => {
    const { draft, points } = now()
    return isManual() ? draft : { ...draft, layout: { ...draft.layout, positions: { ...points } } }
  }
  /** Where a new tile goes when nobody points anywhere: to the end of an automatic layout, else near the middle of what is seen. */
  const room = (): Point | null => (isManual() ? snapped(canvas()?.middle() ?? { x: 0, y: 0 }) : null)
  const childOf = (recipe: string | undefined): { readonly node: ConditionNode; readonly label: string } => {
    const { draft, known } = now()
    const found = recipesFor(draft.tree.target).find((one) => one.key === recipe)
    return found === undefined ? { node: newChild(draft.tree, known.tables), label: '' } : { node: found.node, label: found.label }
  }
  /** After the canvas has drawn it, because what is new has no place before. */
  const show = (): void => {
    requestAnimationFrame(() => {
      const { active } = now()
      if (active !== null) canvas()?.show(active)
    })
  }
  const putCondition = (recipe: string | undefined, at: Point | null): void => {
    const { node, label } = childOf(recipe)
    const { draft, points } = now()
    acts.edit(addCondition(draft, node, label === '' ? `Condition ${draft.tree.groups.length + 1}` : label, at, points), 'Condition added')
  }
  const putInside = (onto: string, recipe: string | undefined): void => acts.edit(addChild(now().draft, onto, childOf(recipe).node), 'Condition added inside')
  const putAction = (onto: string | null, at: Point | null): void => {
    const { draft, points } = now()
    const edit = addAction(draft, onto, at, points)
    acts.edit(edit, edit.draft.layout.looseActions.length > draft.layout.looseActions.length ? 'Action added, not connected' : 'Action added and connected')
  }
  const onto = (id: string | null): string | null => (id === null || holderOf(now().tiles, id)?.kind !== 'condition' ? null : id)
  /** The text of what is selected; it is kept for this application's windows as well, because a window may not be let to the system's clipboard. */
  const copied = (): string | null => {
    const { draft, selected, points } = now()
    const text = copyTiles(draft, selected, points)
    if (text !== null) keepClip(text)
    acts.say(text === null ? 'Nothing is selected that can be copied' : `${several(selected)} copied`)
    return text
  }
  const copy = (): boolean => {
    const text = copied()
    if (text !== null) void navigator.clipboard.writeText(text).catch(() => keepClip(text))
    return text !== null
  }
  /** Ctrl C and Ctrl X arrive as events of the clipboard, which need nobody's leave. */
  const give = (event: ClipboardEvent): boolean => {
    const text = copied()
    if (text === null) return false
    event.preventDefault()
    event.clipboardData.setData('text/plain', text)
    return true
  }
  const removeSelected = (): void => {
    const { draft, selected } = now()
    if (selected.length > 0) acts.edit({ draft: remove(selected.some((id) => lineFrom(id) !== null) ? held() : draft, selected), select: [] }, `${several(selected)} deleted`)
  }
  const paste = (text: string): void => {
    const clip = readClip(text)
    if (clip === null) return acts.say('The clipboard holds no tiles')
    const { draft, active, points, tiles } = now()
    const before = new Set(store.getState().problems.map(({ at }) => at))
    const edit = pasteTiles(draft, clip, onto(active), snapped(canvas()?.middle() ?? { x: 0, y: 0 }), points)
    acts.edit(edit, `${several(edit.select)} pasted`)
    // what another target does not have stands on the tiles; it is read out as well
    const misfits = clip.target === draft.tree.target ? [] : store.getState().problems.filter(({ at, severity }) => severity === 'error' && !before.has(at))
    if (misfits[0] !== undefined) acts.say(`${several(edit.select)} pasted, ${plural(misfits.length, 'part')} of which ${misfits.length === 1 ? 'does' : 'do'} not fit a model about ${draft.tree.target}s: ${misfits[0].sentence}`)
    // on an empty canvas nothing says yet where to look
    if (tiles.length === 0) requestAnimationFrame(() => canvas()?.fit())
    else show()
  }
  return {
    onSelect: acts.select,
    onOpen: (id) => acts.open(id),
    onCollapse: (id) => acts.change(collapse(now().draft, [id])),
    onJoin: (id) => acts.change(toggleJoin(now().draft, id)),
    onMove: (moved) => acts.change(movePlaces(now().draft, moved, now().points)),
    onConnect: (from, to) => acts.edit(connect(now().draft, from, to), 'Connected'),
    onDisconnect: (from) => acts.edit(disconnect(held(), from), 'Line taken off; the action is not connected'),
    onConnectNew: (from, at) => { putAction(from, snapped(at)); show() },
    onDrop: (tool, at, on) => {
      const corner = snapped({ x: at.x - GRID, y: at.y - GRID })
      const recipe = tool === 'condition' ? undefined : tool
      const target = onto(on)
      if (tool === 'action') putAction(target, target === null ? corner : null)
      else if (target === null) putCondition(recipe, corner)
      else putInside(target, recipe)
      show()
      canvas()?.focus()
    },
    onMoveChild: (id, at, on) => {
      const { draft, points } = now()
      const target = onto(on)
      const edit = target === null ? moveOut(draft, id, snapped(at), points) : moveInto(draft, id, target)
      if (edit === null) return
      acts.edit(edit, target === null ? 'Condition moved out; it is a tile of its own' : 'Condition moved')
      canvas()?.focus()
    },
    moveOut: () => {
      const { draft, active, points, tiles } = now()
      const holder = active === null ? undefined : holderOf(tiles, active)
      const beside = holder && points[holder.id]
      const edit = active === null ? null : moveOut(draft, active, isManual() && beside ? snapped({ x: beside.x, y: beside.y + tileSize(holder).height + GRID }) : null, points)
      if (edit === null) return acts.say('Select a condition inside a tile to move it out')
      acts.edit(edit, 'Condition moved out; it is a tile of its own')
      show()
    },
    moveInto: () => {
      const { draft, selected } = now()
      const target = onto(selected.at(-1) ?? null)
      const moved = target === null ? [] : outermost(draft, selected.slice(0, -1))
      const result = moved.reduce((left, id) => (target === null ? left : (moveInto(left, id, target)?.draft ?? left)), draft)
      if (result === draft) return acts.say('Select conditions inside tiles, and last the tile that they go to')
      acts.edit({ draft: result, select: moved }, 'Moved into the tile that was selected last')
      show()
    },
    addCondition: (recipe) => { putCondition(recipe, room()); show() },
    addInside: (recipe) => {
      const target = onto(now().active)
      if (target === null) putCondition(recipe, room())
      else putInside(target, recipe)
      show()
    },
    addAction: () => {
      const target = onto(now().active)
      const holder = target === null ? undefined : holderOf(now().tiles, target)
      const beside = holder && now().points[holder.id]
      putAction(target, isManual() ? (beside ? snapped({ x: beside.x + CONDITION_WIDTH + 96, y: beside.y }) : room()) : null)
      show()
    },
    connectSelected: () => {
      const { draft, selected, tiles } = now()
      const from = selected.map((id) => holderOf(tiles, id)).find((tile) => tile?.kind === 'condition')
      const to = selected.map((id) => holderOf(tiles, id)).find((tile) => tile?.kind === 'action')
      if (from && to) acts.edit(connect(draft, from.id, to.id), 'Connected')
      else acts.say('Select a condition and an action to connect them')
    },
    onCopy: (event) => { give(event) },
    onCut: (event) => { if (give(event)) removeSelected() },
    onPaste: (event) => { event.preventDefault(); paste(event.clipboardData.getData('text/plain')) },
    copy: () => { copy() },
    cut: () => { if (copy()) removeSelected() },
    paste: () => { navigator.clipboard.readText().catch(keptClip).then(paste, () => acts.say('The clipboard cannot be read')) },
    duplicate: () => {
      const { draft, selected, points } = now()
      if (selected.length > 0) acts.edit(duplicate(draft, selected, points), `${several(selected)} duplicated`)
      show()
    },
    remove: removeSelected,
    layOut: () => { acts.change(layOut(now().draft)); acts.say('Tiles laid out'); canvas()?.fit() },
    nudge: (by) => {
      const { draft, selected, points, tiles } = now()
      const ids = new Set(selected.map((id) => holderOf(tiles, id)?.id))
      const moved = Object.entries(points).flatMap(([id, point]) => (ids.has(id) ? [[id, { x: point.x + by.x, y: point.y + by.y }] as const] : []))
      if (moved.length === 0) return acts.say('Select a tile to move it')
      acts.change(movePlaces(draft, Object.fromEntries(moved), points), 'nudge')
      acts.say(`${several(moved.map(([id]) => id))} moved ${by.y < 0 ? 'up' : by.y > 0 ? 'down' : by.x < 0 ? 'left' : 'right'}`)
      show()
    },
  }
}
