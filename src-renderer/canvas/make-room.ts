import { GRID, tileSize } from './tile-size.ts'
import type { Point, Points, Size, TileView } from './tile-view.ts'

const GAP = 16

type Box = Point & Size

const touches = (one: Box, other: Box): boolean => one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height + GAP && other.y < one.y + one.height + GAP

/** The first place straight below that touches none of the others; the same place where it touches none. */
function below(box: Box, others: readonly Box[]): Box {
  let next = box
  for (let hit = others.find((other) => touches(next, other)); hit !== undefined; hit = others.find((other) => touches(next, other))) {
    next = { ...next, y: Math.ceil((hit.y + hit.height + GAP) / GRID) * GRID }
  }
  return next
}

/**
 * Places without overlap after tiles have come or grown: a new tile goes below what it would lie on, what lies below a grown tile moves down.
 * Tiles that are touched by neither stay, even where people have laid them on one another.
 */
export function makeRoom(tiles: readonly TileView[], points: Points, fresh: readonly string[], grown: readonly string[]): Points {
  const result: Record<string, Point> = { ...points }
  const boxOf = (tile: TileView): Box => ({ ...(result[tile.id] ?? { x: 0, y: 0 }), ...tileSize(tile) })
  const put = (tile: TileView, { x, y }: Box): void => { result[tile.id] = { x, y } }
  const byHeight = (one: TileView, other: TileView): number => boxOf(one).y - boxOf(other).y
  const old = tiles.filter((tile) => !fresh.includes(tile.id))
  const firm = old.filter((tile) => grown.includes(tile.id)).map(boxOf)
  const checked: Box[] = []
  for (const tile of old.filter((tile) => !grown.includes(tile.id)).toSorted(byHeight)) {
    const box = boxOf(tile)
    const pushed = firm.some((other) => touches(box, other))
    const next = pushed ? below(box, [...firm, ...checked]) : box
    put(tile, next)
    if (pushed) firm.push(next)
    else checked.push(next)
  }
  const taken = old.map(boxOf)
  for (const tile of tiles.filter((tile) => fresh.includes(tile.id)).toSorted(byHeight)) {
    const next = below(boxOf(tile), taken)
    put(tile, next)
    taken.push(next)
  }
  return result
}
