import { type Edge, Position } from '@xyflow/react'
import type { TileNode } from './tile-nodes.tsx'
import { portOf, tileSize } from './tile-size.ts'
import type { Drawing, EdgeView, Point, Points, TileView } from './tile-view.ts'
import { holderOf } from './near-tile.ts'

const PORT = 9

/** What React Flow draws; its types ask for lists that can be written. */
export interface FlowParts {
  readonly nodes: TileNode[]
  readonly edges: Edge[]
}

const words = (tile: TileView | undefined): string | null => (tile === undefined ? null : tile.kind === 'action' ? tile.title : tile.branch.title)

export const lineId = (from: string): string => `line-${from}`
export const lineFrom = (id: string): string | null => (id.startsWith('line-') ? id.slice(5) : null)

/**
 * Makes nodes and lines of drawings, one after the other, and remembers the last, so that tiles which did not change stay the same objects.
 * `moving` are tiles in mid-drag, whose places are not part of the drawing yet.
 */
export function sharedParts(): (drawing: Drawing, selected: ReadonlySet<string>, moving: Points) => FlowParts {
  let nodes = new Map<string, TileNode>()
  let lines = new Map<string, Edge>()
  return ({ tiles, edges, points }, selected, moving) => {
    const byId = new Map(tiles.map((tile) => [tile.id, tile]))
    const other = new Map(edges.flatMap(({ from, to }) => [[from, to], [to, from]]))
    const lit = new Set([...selected].map((id) => holderOf(tiles, id)?.id))
    nodes = new Map(tiles.map((tile) => [tile.id, toNode(tile, words(byId.get(other.get(tile.id) ?? '')), moving[tile.id] ?? points[tile.id] ?? { x: 0, y: 0 }, selected.has(tile.id), nodes.get(tile.id))]))
    lines = new Map(edges.map((edge) => [lineId(edge.from), toEdge(edge, selected.has(lineId(edge.from)), lit.has(edge.from) || lit.has(edge.to), byId, lines.get(lineId(edge.from)))]))
    return { nodes: [...nodes.values()], edges: [...lines.values()] }
  }
}

function toNode(tile: TileView, joined: string | null, position: Point, selected: boolean, last: TileNode | undefined): TileNode {
  const sameData = last?.data.tile === tile && last.data.joined === joined
  if (last !== undefined && sameData && last.selected === selected && last.position.x === position.x && last.position.y === position.y) return last
  const { width, height } = tileSize(tile)
  const condition = tile.kind === 'condition'
  const port = { type: condition ? 'source' : 'target', position: condition ? Position.Right : Position.Left, x: (condition ? width : 0) - PORT / 2, y: portOf({ width, height }) - PORT / 2, width: PORT, height: PORT } as const
  // the wrapper is no thing of its own to assistive technology: the tile inside it is
  const common = { id: tile.id, position: { ...position }, selected, width, height, handles: [port], domAttributes: { 'aria-roledescription': undefined } }
  if (tile.kind === 'condition') return { ...common, type: 'condition', data: sameData && last.type === 'condition' ? last.data : { tile, joined } }
  return { ...common, type: 'action', data: sameData && last.type === 'action' ? last.data : { tile, joined } }
}

function toEdge({ from, to }: EdgeView, selected: boolean, lit: boolean, byId: ReadonlyMap<string, TileView>, last: Edge | undefined): Edge {
  const className = lit || selected ? 'lit' : ''
  const label = `${words(byId.get(from)) ?? ''} leads to ${words(byId.get(to)) ?? ''}`
  if (last !== undefined && last.target === to && last.selected === selected && last.className === className && last.ariaLabel === label) return last
  return { id: lineId(from), source: from, target: to, type: 'smoothstep', selected, className, ariaLabel: label, zIndex: lit ? 1 : 0, domAttributes: { 'aria-roledescription': undefined } }
}
