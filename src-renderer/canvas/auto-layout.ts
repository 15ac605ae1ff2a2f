import { ACTION_WIDTH, CONDITION_WIDTH, GRID, portOf, tileSize } from './tile-size.ts'
import type { EdgeView, Point, Points, Size, TileView } from './tile-view.ts'

const BETWEEN = 96
const ROW_GAP = 24
const COLUMN = CONDITION_WIDTH + BETWEEN + ACTION_WIDTH + BETWEEN
/** Width to height that the whole drawing comes near to. */
const SHAPE = 1.4

const onGrid = (value: number): number => Math.ceil(value / GRID) * GRID

interface Row {
  readonly condition: TileView | null
  readonly action: TileView | null
  readonly height: number
}

/**
 * A place for every tile: each condition with its action to the right, one under the other in the given order, in as many columns as make
 * the drawing about as wide as a window. Actions without a condition come last.
 */
export function autoLayout(tiles: readonly TileView[], edges: readonly EdgeView[]): Points {
  const rows = toRows(tiles, edges)
  const height = rows.reduce((sum, row) => sum + row.height, 0)
  const columns = Math.max(1, Math.floor(Math.sqrt((SHAPE * height) / COLUMN)))
  const points: Record<string, Point> = {}
  let column = 0
  let y = 0
  for (const row of rows) {
    if (y > 0 && column < columns - 1 && y + row.height / 2 > height / columns) {
      column += 1
      y = 0
    }
    const x = onGrid(column * COLUMN)
    const ports = [row.condition, row.action].map((tile) => (tile === null ? 0 : portOf(tileSize(tile))))
    const port = Math.max(...ports)
    if (row.condition) points[row.condition.id] = { x, y: y + port - (ports[0] ?? 0) }
    if (row.action) points[row.action.id] = { x: x + CONDITION_WIDTH + BETWEEN, y: y + port - (ports[1] ?? 0) }
    y += row.height
  }
  return points
}

function toRows(tiles: readonly TileView[], edges: readonly EdgeView[]): readonly Row[] {
  const byId = new Map(tiles.map((tile) => [tile.id, tile]))
  const taken = new Set(edges.map((edge) => edge.to))
  const conditions = tiles.filter((tile) => tile.kind === 'condition')
  const loose = tiles.filter((tile) => tile.kind === 'action' && !taken.has(tile.id))
  const paired = conditions.map((condition) => toRow(condition, byId.get(edges.find((edge) => edge.from === condition.id)?.to ?? '') ?? null))
  return [...paired, ...loose.map((action) => toRow(null, action))]
}

function toRow(condition: TileView | null, action: TileView | null): Row {
  const sizes = [condition, action].filter((tile) => tile !== null).map(tileSize)
  const above = Math.max(...sizes.map(portOf))
  const below = Math.max(...sizes.map((size) => size.height - portOf(size)))
  return { condition, action, height: onGrid(above + below + ROW_GAP) }
}

/** The given places, and for tiles that have none the automatic ones, under whatever is placed already. */
export function placeAll(tiles: readonly TileView[], edges: readonly EdgeView[], given: Points): Points {
  const missing = tiles.filter((tile) => given[tile.id] === undefined)
  if (missing.length === 0) return given
  if (missing.length === tiles.length) return autoLayout(tiles, edges)
  const placed = tiles.filter((tile) => given[tile.id] !== undefined)
  const bottom = onGrid(Math.max(...placed.map((tile) => (given[tile.id]?.y ?? 0) + tileSize(tile).height)) + ROW_GAP)
  const left = Math.min(...placed.map((tile) => given[tile.id]?.x ?? 0))
  const result: Record<string, Point> = { ...given }
  const alone: TileView[] = []
  for (const tile of missing) {
    const partner = edges.find((edge) => edge.from === tile.id || edge.to === tile.id)
    const other = placed.find((candidate) => candidate.id === (partner?.from === tile.id ? partner.to : partner?.from))
    const at = other && given[other.id]
    if (other && at) result[tile.id] = beside(tile, other, at)
    else alone.push(tile)
  }
  for (const [id, point] of Object.entries(autoLayout(alone, edges))) result[id] = { x: point.x + left, y: point.y + bottom }
  return result
}

/** Where a tile stands at the height of the one that it is joined to. */
export function beside(tile: TileView, other: TileView, at: Point): Point {
  const y = at.y + portOf(tileSize(other)) - portOf(tileSize(tile))
  return { x: tile.kind === 'action' ? at.x + CONDITION_WIDTH + BETWEEN : at.x - CONDITION_WIDTH - BETWEEN, y }
}

/** The smallest frame around the tiles; null without any. */
export function boundsOf(tiles: readonly TileView[], points: Points): (Point & Size) | null {
  const boxes = tiles.flatMap((tile) => {
    const point = points[tile.id]
    return point ? [{ ...point, ...tileSize(tile) }] : []
  })
  if (boxes.length === 0) return null
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y }
}

export const snapped = (point: Point): Point => ({ x: Math.round(point.x / GRID) * GRID, y: Math.round(point.y / GRID) * GRID })
