import { tileSize } from './tile-size.ts'
import { idsInside, type ChildView, type Drawing, type TileView } from './tile-view.ts'

export type Direction = 'up' | 'down' | 'left' | 'right'

/** The tile that holds a condition, or is it. */
export const holderOf = (tiles: readonly TileView[], id: string): TileView | undefined => tiles.find((tile) => tile.id === id || (tile.kind === 'condition' && tile.branch.children.some((child) => holds(child, id))))

const holds = (child: ChildView, id: string): boolean => child.id === id || (child.kind === 'branch' && child.children.some((inner) => holds(inner, id)))

/**
 * Where an arrow leads: up and down through the conditions of a tile and then to the next tile of the column, left and right along the
 * line or else to the nearest tile on that side. Null where there is none.
 */
export function neighbour({ tiles, edges, points }: Drawing, from: string, direction: Direction): string | null {
  const tile = holderOf(tiles, from)
  if (tile === undefined) return null
  const inside = idsInside(tile)
  if (direction === 'up' || direction === 'down') {
    const at = Math.max(0, inside.indexOf(from))
    const next = inside[at + (direction === 'down' ? 1 : -1)]
    if (next !== undefined) return next
    const other = nearest(tiles, points, tile, direction)
    return other === null ? null : ((direction === 'up' ? idsInside(other).at(-1) : other.id) ?? null)
  }
  const joined = direction === 'right' ? edges.find((edge) => edge.from === tile.id)?.to : edges.find((edge) => edge.to === tile.id)?.from
  return joined ?? nearest(tiles, points, tile, direction)?.id ?? null
}

function nearest(tiles: readonly TileView[], points: Drawing['points'], from: TileView, direction: Direction): TileView | null {
  const here = middle(from, points)
  if (here === null) return null
  let best: { readonly tile: TileView; readonly cost: number } | null = null
  for (const tile of tiles) {
    const there = middle(tile, points)
    if (tile.id === from.id || there === null) continue
    const dx = there.x - here.x
    const dy = there.y - here.y
    const along = direction === 'up' ? -dy : direction === 'down' ? dy : direction === 'left' ? -dx : dx
    const aside = direction === 'up' || direction === 'down' ? Math.abs(dx) : Math.abs(dy)
    // a tile that lies more aside than ahead is where another arrow leads
    if (along <= 0 || aside > along * 2) continue
    const cost = along + aside * 2
    if (best === null || cost < best.cost) best = { tile, cost }
  }
  return best?.tile ?? null
}

function middle(tile: TileView, points: Drawing['points']): { readonly x: number; readonly y: number } | null {
  const at = points[tile.id]
  if (at === undefined) return null
  const size = tileSize(tile)
  return { x: at.x + size.width / 2, y: at.y + size.height / 2 }
}
