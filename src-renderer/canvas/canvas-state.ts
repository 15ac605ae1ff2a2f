import { createContext, useContext } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import type { Drawing, Point, Points } from './tile-view.ts'

/** What the tool that is dragged or dropped makes: `condition`, `action`, or the id of a recipe. */
export type Tool = string

/** Everything that people can do on the canvas; the owner of the drawing carries it out. */
export interface CanvasActs {
  readonly onSelect: (ids: readonly string[]) => void
  readonly onOpen: (id: string) => void
  readonly onCollapse: (id: string) => void
  readonly onJoin: (branchId: string) => void
  /** Tiles have been dragged; only where they ended. */
  readonly onMove: (points: Readonly<Record<string, Point>>) => void
  /** A line was drawn from a condition to an action, or an end of one was moved. */
  readonly onConnect: (from: string, to: string) => void
  /** The line from this condition was pulled off. */
  readonly onDisconnect: (from: string) => void
  /** A line was let go over empty canvas. */
  readonly onConnectNew: (from: string, at: Point) => void
  /** A tool was dropped on the canvas, on a tile (`on`) or beside it. */
  readonly onDrop: (tool: Tool, at: Point, on: string | null) => void
  /** A condition was dragged out of its tile: to empty canvas, where its tile gets the corner `at`, or onto another tile. */
  readonly onMoveChild: (id: string, at: Point, on: string | null) => void
}

/** A condition that is being dragged out of its tile, in pixels of the window. */
export interface Carried extends Point {
  readonly id: string
  readonly title: string
}

interface CanvasState {
  readonly selected: ReadonlySet<string>
  /** The tile that keys act on. */
  readonly active: string | null
  /** The tile under a tool that is being dragged. */
  readonly dropOn: string | null
  readonly readOnly: boolean
  readonly acts: CanvasActs
  readonly drawing: Drawing
  /** Where tiles are that are being dragged; not part of the drawing before they are let go. */
  readonly moving: Points
  readonly carried: Carried | null
}

const NOTHING: Drawing = { tiles: [], edges: [], points: {} }

export type CanvasStore = StoreApi<CanvasState>

export const createCanvasStore = (acts: CanvasActs): CanvasStore => createStore(() => ({ selected: new Set<string>(), active: null, dropOn: null, readOnly: false, acts, drawing: NOTHING, moving: {}, carried: null }))

export const CanvasContext = createContext<CanvasStore | null>(null)

/** One value of the canvas that this tile is on; it is drawn again only when that value changes. */
export function useCanvas<T>(pick: (state: CanvasState) => T): T {
  const store = useContext(CanvasContext)
  if (store === null) throw new Error('A tile stands outside a canvas')
  return useStore(store, pick)
}
