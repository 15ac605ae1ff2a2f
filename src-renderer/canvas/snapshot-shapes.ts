import { ICON_PATHS } from '#renderer/ui/icon-paths.ts'
import { boundsOf } from './auto-layout.ts'
import { ACTION_HEAD, actionLines, childHeight, GAP, HEAD, JOIN, LEAF_EDGE, LEAF_LINE, LEAF_TITLE, BRANCH_HEAD, PAD, portOf, PROBLEM_LINE, problemLines, tileSize, EMPTY } from './tile-size.ts'
import type { ActionTile, BranchView, ChildView, ConditionTile, Drawing, Point } from './tile-view.ts'
import type { SnapshotColors } from './snapshot-colors.ts'

/** What a picture is made of; both the SVG and the PNG are written from it. */
export type Shape =
  | { readonly kind: 'box'; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly radius: number; readonly fill: string; readonly stroke: string | null }
  | { readonly kind: 'text'; readonly x: number; readonly y: number; readonly text: string; readonly size: number; readonly weight: number; readonly fill: string; readonly end: boolean }
  | { readonly kind: 'path'; readonly d: string; readonly x: number; readonly y: number; readonly stroke: string; readonly width: number }
  | { readonly kind: 'dot'; readonly x: number; readonly y: number; readonly fill: string; readonly stroke: string }

export interface Picture {
  readonly width: number
  readonly height: number
  readonly shapes: readonly Shape[]
}

/** Width of a text in pixels. */
export type Measure = (text: string, size: number, weight: number) => number

const MARGIN = 32
const BOLD = 600
const MEDIUM = 520
const REGULAR = 420

/** Good enough where no fonts can be measured. */
export const roughly: Measure = (text, size, weight) => text.length * size * (weight >= BOLD ? 0.56 : 0.53)

/** The whole drawing at 100 %, whatever part of it is on the screen; selection and focus are not part of it. */
export function toPicture(drawing: Drawing, colors: SnapshotColors, measure: Measure = roughly): Picture {
  const bounds = boundsOf(drawing.tiles, drawing.points) ?? { x: 0, y: 0, width: 320, height: 40 }
  const width = bounds.width + MARGIN * 2
  const height = bounds.height + MARGIN * 2
  const pen = new Pen(colors, measure)
  pen.box(-1, -1, width + 2, height + 2, 0, colors.ground, null)
  const at = (id: string): Point => ({ x: (drawing.points[id]?.x ?? 0) - bounds.x + MARGIN, y: (drawing.points[id]?.y ?? 0) - bounds.y + MARGIN })
  const byId = new Map(drawing.tiles.map((tile) => [tile.id, tile]))
  for (const tile of drawing.tiles) {
    if (tile.kind === 'condition') pen.condition(tile, at(tile.id))
    else pen.action(tile, at(tile.id))
  }
  for (const edge of drawing.edges) {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)]
    if (from === undefined || to === undefined) continue
    const start = { x: at(from.id).x + tileSize(from).width, y: at(from.id).y + portOf(tileSize(from)) }
    const end = { x: at(to.id).x, y: at(to.id).y + portOf(tileSize(to)) }
    pen.line(start, end)
  }
  return { width, height, shapes: pen.shapes }
}

class Pen {
  readonly shapes: Shape[] = []
  private readonly colors: SnapshotColors
  private readonly measure: Measure

  constructor(colors: SnapshotColors, measure: Measure) {
    this.colors = colors
    this.measure = measure
  }

  box(x: number, y: number, width: number, height: number, radius: number, fill: string, stroke: string | null): void {
    this.shapes.push({ kind: 'box', x, y, width, height, radius, fill, stroke })
  }

  /** Cut with an ellipsis at `most` pixels; answers the width that it took. */
  private text(x: number, y: number, text: string, most: number, look: { readonly size: number; readonly weight: number; readonly fill: string; readonly end?: boolean }): number {
    let shown = text
    while (shown.length > 1 && this.measure(shown, look.size, look.weight) > most) shown = `${shown.replace(/…$/u, '').slice(0, -1).trimEnd()}…`
    if (shown !== '') this.shapes.push({ kind: 'text', x, y, text: shown, size: look.size, weight: look.weight, fill: look.fill, end: look.end === true })
    return this.measure(shown, look.size, look.weight)
  }

  private icon(name: keyof typeof ICON_PATHS, x: number, y: number, stroke: string): void {
    this.shapes.push({ kind: 'path', d: ICON_PATHS[name], x, y, stroke, width: 1.4 })
  }

  /** Title at the left, count at the right, on one line whose baseline is `y`. */
  private titled(x: number, right: number, y: number, title: string, count: string, weight: number): void {
    const taken = this.text(right, y, count, 120, { size: 12, weight: REGULAR, fill: this.colors.text3, end: true })
    this.text(x, y, title, right - x - taken - 8, { size: 13, weight, fill: this.colors.text })
  }

  private problem(x: number, y: number, width: number, sentence: string | null): number {
    if (sentence === null) return 0
    const lines = problemLines(sentence, width)
    this.icon('warn', x, y + GAP, this.colors.warning)
    for (const [index, line] of wrapped(sentence, lines, (text) => this.measure(text, 12, REGULAR), width - 46).entries()) this.text(x + 22, y + GAP + 12 + index * PROBLEM_LINE, line, width - 46, { size: 12, weight: REGULAR, fill: this.colors.warning })
    return GAP + lines * PROBLEM_LINE
  }

  condition(tile: ConditionTile, { x, y }: Point): void {
    const { colors } = this
    const { width, height } = tileSize(tile)
    const { branch } = tile
    this.box(x, y, width, height, 10, colors.surface, branch.problem === null ? colors.accentLine : colors.warningLine)
    this.box(x + 1, y + 1, width - 2, HEAD, 9, colors.accentSoft, null)
    this.icon('condition', x + 11, y + 13, colors.accent)
    const folded = branch.collapsed ? `${branch.conditions} ${branch.conditions === 1 ? 'condition' : 'conditions'} · ` : ''
    this.titled(x + 40, x + width - 14, y + 26, branch.title, `${folded}${branch.count}`, BOLD)
    const after = y + 1 + HEAD + (branch.problem === null ? 0 : this.problem(x + 10, y + 1 + HEAD, width, branch.problem) + PAD)
    if (!branch.collapsed) this.list(branch, x + 1, after + 1, width - 2)
  }

  private list(branch: BranchView, x: number, y: number, width: number): void {
    if (branch.children.length === 0) {
      this.box(x + PAD, y + PAD, width - PAD * 2, EMPTY, 6, 'none', this.colors.border)
      return
    }
    let top = y + PAD
    for (const [index, child] of branch.children.entries()) {
      if (index > 0) {
        this.text(x + PAD + 16, top + 12, branch.join, 40, { size: 12, weight: REGULAR, fill: this.colors.text3 })
        top += JOIN + GAP
      }
      this.child(child, x + PAD, top, width - PAD * 2)
      top += childHeight(child, width - PAD * 2) + GAP
    }
  }

  private child(child: ChildView, x: number, y: number, width: number): void {
    const { colors } = this
    const height = childHeight(child, width)
    const wrong = child.problem !== null
    this.box(x, y, width, height, 6, child.kind === 'leaf' ? colors.subtle : colors.surface, wrong ? colors.warningLine : child.kind === 'leaf' ? colors.border : colors.accentLine)
    if (child.kind === 'branch') {
      this.titled(x + 11, x + width - 12, y + 19, child.title, child.count, MEDIUM)
      const after = y + 1 + BRANCH_HEAD + (wrong ? this.problem(x + 9, y + 1 + BRANCH_HEAD, width, child.problem) + PAD : 0)
      if (!child.collapsed) this.list(child, x + 1, after, width - 2)
      return
    }
    this.titled(x + 11, x + width - 9, y + LEAF_EDGE + 14, child.title, child.count, MEDIUM)
    for (const [index, line] of child.lines.entries()) this.text(x + 11, y + LEAF_EDGE + LEAF_TITLE + 13 + index * LEAF_LINE, line, width - 20, { size: 12, weight: REGULAR, fill: colors.text2 })
    this.problem(x + 11, y + LEAF_EDGE + LEAF_TITLE + child.lines.length * LEAF_LINE, width, child.problem)
  }

  action(tile: ActionTile, { x, y }: Point): void {
    const { colors } = this
    const { width, height } = tileSize(tile)
    this.box(x, y, width, height, 10, colors.surface, tile.problem === null ? colors.borderStrong : colors.warningLine)
    this.box(x + 7, y + 6, 26, 26, 6, tile.sign === 'plus' ? colors.plusGround : colors.lessGround, null)
    this.icon('action', x + 12, y + 11, tile.sign === 'plus' ? colors.plus : colors.less)
    this.titled(x + 41, x + width - 11, y + 24, tile.title, tile.count, BOLD)
    const lines = wrapped(tile.line, actionLines(tile.line), (text) => this.measure(text, 12, REGULAR), width - 52)
    for (const [index, line] of lines.entries()) this.text(x + 41, y + 1 + ACTION_HEAD + 10 + index * PROBLEM_LINE, line, width - 50, { size: 12, weight: REGULAR, fill: colors.text2 })
    this.problem(x + 11, y + 1 + ACTION_HEAD - 2 + actionLines(tile.line) * PROBLEM_LINE, width, tile.problem)
  }

  line(from: Point, to: Point): void {
    const middle = (from.x + to.x) / 2
    const d = from.y === to.y ? `M${from.x} ${from.y}H${to.x}` : `M${from.x} ${from.y}H${middle}V${to.y}H${to.x}`
    this.shapes.push({ kind: 'path', d, x: 0, y: 0, stroke: this.colors.edge, width: 1.5 })
    for (const end of [from, to]) this.shapes.push({ kind: 'dot', ...end, fill: this.colors.surface, stroke: this.colors.edge })
  }
}

/** Words in at most so many lines; the last one takes the rest. */
function wrapped(text: string, lines: number, measure: (text: string) => number, width: number): readonly string[] {
  if (lines === 1) return [text]
  const words = text.split(' ')
  let first = ''
  while (words.length > 0 && measure(`${first} ${words[0]}`) <= width) first = `${first} ${words.shift()}`.trim()
  return [first, words.join(' ')]
}
