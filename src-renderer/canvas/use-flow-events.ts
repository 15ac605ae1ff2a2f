import type { Connection, Edge, FinalConnectionState, NodeChange, ReactFlowProps } from '@xyflow/react'
import { useReactFlow } from '@xyflow/react'
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { CanvasStore } from './canvas-state.ts'
import { type FlowParts, lineFrom, sharedParts } from './flow-nodes.ts'
import type { TileNode } from './tile-nodes.tsx'
import type { Drawing, Points, TileView } from './tile-view.ts'

type Events = Pick<ReactFlowProps<TileNode>, 'onNodesChange' | 'onEdgeClick' | 'onNodeDragStop' | 'onConnect' | 'onConnectEnd' | 'onReconnect' | 'onReconnectEnd' | 'onPaneClick' | 'onNodeClick' | 'onNodeDoubleClick' | 'isValidConnection'>

const AT_REST: Points = {}

/** Nodes and lines for React Flow, and its events in the words of the canvas. */
export function useFlowEvents(store: CanvasStore, drawing: Drawing, selected: readonly string[]): { readonly parts: FlowParts; readonly events: Events } {
  const moving = useStore(store, (state) => state.moving)
  const [toParts] = useState(sharedParts)
  const { screenToFlowPosition } = useReactFlow()
  const parts = useMemo(() => toParts(drawing, new Set(selected), moving), [toParts, drawing, selected, moving])
  const events = useMemo<Events>(() => {
    const reselect = (changes: readonly { readonly id: string; readonly selected: boolean }[]): void => {
      if (changes.length === 0) return
      const next = new Set(store.getState().selected)
      for (const change of changes) {
        if (change.selected) next.add(change.id)
        else next.delete(change.id)
      }
      // another change of the same gesture builds on this one before the owner has answered
      store.setState({ selected: next })
      store.getState().acts.onSelect([...next])
    }
    /** The tile under the pointer, wherever on it that is: a line need not be let go on the small circle. */
    const tileUnder = ({ target }: Event): TileView | null => {
      const id = target instanceof Element ? target.closest('.react-flow__node')?.getAttribute('data-id') : null
      return store.getState().drawing.tiles.find((tile) => tile.id === id) ?? null
    }
    const pullOff = (actionId: string): void => {
      const line = store.getState().drawing.edges.find((edge) => edge.to === actionId)
      if (line !== undefined) store.getState().acts.onDisconnect(line.from)
    }
    return {
      onNodesChange: (changes: NodeChange<TileNode>[]) => {
        const moved = changes.flatMap((change) => (change.type === 'position' && change.position && change.dragging ? [[change.id, change.position] as const] : []))
        if (moved.length > 0) store.setState((state) => ({ moving: { ...state.moving, ...Object.fromEntries(moved) } }))
        reselect(changes.flatMap((change) => (change.type === 'select' ? [change] : [])))
      },
      onEdgeClick: (_event, edge) => store.getState().acts.onSelect([edge.id]),
      onNodeDragStop: () => {
        const points = store.getState().moving
        store.setState({ moving: AT_REST })
        if (Object.keys(points).length > 0) store.getState().acts.onMove(points)
      },
      isValidConnection: (connection: Connection | Edge) => connection.source !== connection.target,
      onConnect: ({ source, target }: Connection) => store.getState().acts.onConnect(source, target),
      onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
        if (store.getState().readOnly || state.isValid === true || state.fromNode === null || !(event instanceof MouseEvent)) return
        const from = state.fromNode
        const condition = from.type === 'condition'
        const under = tileUnder(event)
        if (under !== null && under.kind !== from.type) store.getState().acts.onConnect(condition ? from.id : under.id, condition ? under.id : from.id)
        else if (!condition) pullOff(from.id)
        else if (under === null) store.getState().acts.onConnectNew(from.id, screenToFlowPosition({ x: event.clientX, y: event.clientY }))
      },
      onReconnect: (old: Edge, { source, target }: Connection) => {
        if (source !== old.source || target !== old.target) store.getState().acts.onConnect(source, target)
      },
      onReconnectEnd: (event: MouseEvent | TouchEvent, edge: Edge, _handle, state: FinalConnectionState) => {
        const from = lineFrom(edge.id)
        if (state.isValid === true || from === null) return
        const under = tileUnder(event)
        if (under === null) store.getState().acts.onDisconnect(from)
        else if (under.kind === 'action') store.getState().acts.onConnect(from, under.id)
        else store.getState().acts.onConnect(under.id, edge.target)
      },
      onPaneClick: () => store.getState().acts.onSelect([]),
      onNodeClick: (event, node) => {
        // of several that are selected, and beside a condition inside a tile, the click means this tile alone
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) store.getState().acts.onSelect([node.id])
      },
      onNodeDoubleClick: (_event, node) => store.getState().acts.onOpen(node.id),
    }
  }, [store, screenToFlowPosition])
  return { parts, events }
}
