import type { ChildView, TileView } from './tile-view.ts'

const join = (parts: readonly (string | null)[]): string => parts.filter((part) => part !== null && part !== '').join('. ')

/** Everything that a tile shows, in the order in which it is read out. */
export function tileLabel(tile: TileView, joined: string | null): string {
  if (tile.kind === 'action') return join([`Action ${tile.title}`, tile.line, tile.count, joined === null ? 'Not connected' : `From ${joined}`, problem(tile.problem)])
  const { branch } = tile
  const many = branch.conditions === 1 ? '1 condition' : `${branch.conditions} conditions`
  const word = branch.conditions > 1 ? `joined by ${branch.join}` : ''
  return join([`Condition ${branch.title}`, branch.count, [many, word, branch.collapsed ? 'collapsed' : ''].filter(Boolean).join(', '), joined === null ? 'No action' : `Leads to ${joined}`, problem(branch.problem)])
}

export function childLabel(child: ChildView): string {
  if (child.kind === 'leaf') return join([child.title, ...child.lines, child.count, problem(child.problem)])
  return join([`Branch ${child.title}`, child.count, `${child.conditions} inside, joined by ${child.join}${child.collapsed ? ', collapsed' : ''}`, problem(child.problem)])
}

const problem = (sentence: string | null): string | null => (sentence === null ? null : `Problem: ${sentence}`)
