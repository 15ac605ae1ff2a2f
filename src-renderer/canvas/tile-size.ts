import type { ChildView, Size, TileView } from './tile-view.ts'

/** The measures that canvas.css draws with; the canvas, the automatic layout and the snapshot agree through them. */
export const GRID = 16
export const CONDITION_WIDTH = 320
export const ACTION_WIDTH = 224
export const HEAD = 40
export const ACTION_HEAD = 36
export const PAD = 6
export const GAP = 4
export const JOIN = 16
export const LEAF_TITLE = 20
export const LEAF_LINE = 18
export const LEAF_EDGE = 7
export const BRANCH_HEAD = 28
export const PROBLEM_LINE = 16
export const EMPTY = 32
const BORDER = 2
const ACTION_FOOT = 8

/** Pixels that a letter takes on average in 12 px Inter; problems wrap at it, other lines are cut. */
const LETTER = 6.1
const INSET = 12

/** Lines of 16 px that a problem takes where this much width is left: two at most, so that a tile stays a tile. */
export const problemLines = (sentence: string, width: number): number => (sentence.length * LETTER > width - 46 ? 2 : 1)
export const actionLines = (line: string): number => (line.length * LETTER > ACTION_WIDTH - 54 ? 2 : 1)

const problemHeight = (sentence: string | null, width: number): number => (sentence === null ? 0 : GAP + PROBLEM_LINE * problemLines(sentence, width))

/** Height of a condition inside a tile, at the width it has there. */
export function childHeight(child: ChildView, width: number): number {
  if (child.kind === 'leaf') return LEAF_EDGE * 2 + LEAF_TITLE + LEAF_LINE * child.lines.length + problemHeight(child.problem, width)
  const inside = child.collapsed ? 0 : listHeight(child.children, width - INSET - BORDER)
  return BORDER + BRANCH_HEAD + problemHeight(child.problem, width) + (child.problem === null ? 0 : PAD) + inside
}

/** Height of the conditions of one branch with the words between them and the room around them. */
export function listHeight(children: readonly ChildView[], width: number): number {
  if (children.length === 0) return EMPTY + PAD * 2
  const heights = children.reduce((sum, child) => sum + childHeight(child, width), 0)
  return PAD * 2 + heights + (children.length - 1) * (JOIN + GAP * 2)
}

export function tileSize(tile: TileView): Size {
  if (tile.kind === 'action') {
    return { width: ACTION_WIDTH, height: BORDER + ACTION_HEAD + ACTION_FOOT - 2 + PROBLEM_LINE * actionLines(tile.line) + problemHeight(tile.problem, ACTION_WIDTH) }
  }
  const { branch } = tile
  const inside = branch.collapsed ? 0 : 1 + listHeight(branch.children, CONDITION_WIDTH - INSET - BORDER)
  const problem = branch.problem === null ? 0 : problemHeight(branch.problem, CONDITION_WIDTH) + PAD
  return { width: CONDITION_WIDTH, height: BORDER + HEAD + problem + inside }
}

/** All ports lie this far off the grid, which brings them nearest to the middle of the commonest tiles. */
const PORT = 2

/** How far down the line meets a tile: near its middle, the same off the grid for every tile, so that snapped tiles are joined by straight lines. */
export const portOf = (size: Size): number => Math.max(1, Math.round((size.height / 2 - PORT) / GRID)) * GRID + PORT
