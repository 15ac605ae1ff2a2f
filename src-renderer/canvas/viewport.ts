import type { Point, Size } from './tile-view.ts'

export interface Viewport extends Point {
  readonly zoom: number
}

export const SMALLEST_ZOOM = 0.1
/** Under which a canvas that is opened is not made smaller, so that it can be read; the rest is reached by moving. */
export const READABLE_ZOOM = 0.8
export const LARGEST_ZOOM = 2

/** Room for the toolbox at the left, and how far it reaches down. */
const TOOLS = 164
const TOOLS_FLOOR = 164
const EDGE = 24
const LEAST = 48
/** Under what is revealed lie the zoom bar and the minimap. */
const FLOOR = 84

/** Where a drawing begins at the left: beside the toolbox, or at the edge where there is none. */
const leftOf = (tools: boolean): number => (tools ? TOOLS : EDGE)

/** An empty drawing. */
export const emptyViewport = (tools: boolean): Viewport => ({ x: leftOf(tools), y: EDGE, zoom: 1 })

/** Shows all of the frame at most at 100 %, its upper left corner beside the toolbox, where there is one. */
export function fitTo(bounds: Point & Size, pane: Size, tools: boolean, least = SMALLEST_ZOOM): Viewport {
  const left = leftOf(tools)
  const zoom = Math.max(least, Math.min(1, (pane.width - left - EDGE) / bounds.width, (pane.height - EDGE * 2) / bounds.height))
  return { x: Math.round(left - bounds.x * zoom), y: Math.round(EDGE - bounds.y * zoom), zoom }
}

/** The least move that brings a frame into sight, also from under the toolbox where there is one; the same viewport where it is in sight. */
export function reveal(bounds: Point & Size, pane: Size, now: Viewport, tools: boolean): Viewport {
  const shift = (start: number, length: number, room: number, least: number): number => {
    if (start < least) return least - start
    return start + length > room - LEAST ? Math.max(room - LEAST - length, least) - start : 0
  }
  const top = bounds.y * now.zoom + now.y
  const dy = shift(top, bounds.height * now.zoom, pane.height - FLOOR, LEAST)
  const dx = shift(bounds.x * now.zoom + now.x, bounds.width * now.zoom, pane.width, tools && top + dy < TOOLS_FLOOR ? TOOLS : LEAST)
  return dx === 0 && dy === 0 ? now : { x: now.x + dx, y: now.y + dy, zoom: now.zoom }
}
