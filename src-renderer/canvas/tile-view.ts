/** What the canvas draws. It knows nothing of scoring: titles, lines and counts come in words. */
export interface LeafView {
  readonly kind: 'leaf'
  readonly id: string
  readonly title: string
  readonly lines: readonly string[]
  readonly count: string
  readonly problem: string | null
}

/** Conditions joined by one word; the outermost is the tile itself. */
export interface BranchView {
  readonly kind: 'branch'
  readonly id: string
  readonly title: string
  readonly join: 'and' | 'or'
  readonly collapsed: boolean
  /** How many conditions it holds, those of its branches included. */
  readonly conditions: number
  readonly count: string
  readonly problem: string | null
  readonly children: readonly ChildView[]
}

export type ChildView = LeafView | BranchView

export interface ConditionTile {
  readonly kind: 'condition'
  readonly id: string
  readonly branch: BranchView
}

export interface ActionTile {
  readonly kind: 'action'
  readonly id: string
  readonly sign: 'plus' | 'less'
  readonly title: string
  readonly line: string
  readonly count: string
  readonly problem: string | null
}

export type TileView = ConditionTile | ActionTile

/** A line from a condition to what it does. */
export interface EdgeView {
  readonly from: string
  readonly to: string
}

/** Pixels at 100 %, upper left corner. */
export interface Point {
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export type Points = Readonly<Record<string, Point>>

/** Everything on one canvas. */
export interface Drawing {
  readonly tiles: readonly TileView[]
  readonly edges: readonly EdgeView[]
  readonly points: Points
}

/** Ids of a tile and of everything inside it, in reading order; what is collapsed counts as one. */
export function idsInside(tile: TileView): readonly string[] {
  return tile.kind === 'action' ? [tile.id] : [tile.id, ...(tile.branch.collapsed ? [] : tile.branch.children.flatMap(idsOf))]
}

function idsOf(child: ChildView): readonly string[] {
  return child.kind === 'leaf' || child.collapsed ? [child.id] : [child.id, ...child.children.flatMap(idsOf)]
}
