import { expect, test } from 'vitest'
import { emptyModel } from '#shared/domain/rules/edit'
import type { ConditionNode, RuleModel } from '#shared/domain/rules/tree'
import { type Draft, EMPTY_LAYOUT } from '#renderer/features/rules/canvas-draft.ts'
import { moveInto, moveOut } from '#renderer/features/rules/canvas-moves.ts'
import { History } from '#renderer/features/rules/history.ts'

const leaf = (id: string): ConditionNode => ({ kind: 'attribute', id, label: id, expressions: [] })
const empty = emptyModel('Model', 'lead')
const tree: RuleModel = {
  ...empty,
  groups: [
    { id: 'g1', condition: { kind: 'all', id: 'r1', label: 'One', children: [leaf('a'), { kind: 'any', id: 'b', label: 'Either', children: [leaf('c'), leaf('d')] }] }, action: { id: 'p1', points: 5, cap: null, decay: null } },
    { id: 'g2', condition: { kind: 'any', id: 'r2', label: 'Two', children: [leaf('e')] }, action: null },
  ],
}
const START: Draft = { tree, layout: EMPTY_LAYOUT }

/** Ids of the conditions of each tile, nested ones in brackets. */
const shape = (draft: Draft): string => draft.tree.groups.map((group) => written(group.condition)).join(' | ')
const written = (node: ConditionNode): string => (node.kind === 'all' || node.kind === 'any' ? `${node.id}(${node.children.map(written).join(' ')})` : node.id)

test('a single condition becomes the only child of a new tile, behind its old one', () => {
  const edit = moveOut(START, 'a', null, {})
  const [made = ''] = edit?.select ?? []
  expect(edit === null ? '' : shape(edit.draft)).toBe(`r1(b(c d)) | ${made}(a) | r2(e)`)
  expect(edit?.draft.tree.groups[1]).toMatchObject({ condition: { kind: 'all', label: 'a' }, action: null })
  expect(edit?.draft.tree.groups[0]?.action).toEqual(tree.groups[0]?.action)
})

test('a branch becomes the tile itself and keeps how it joins', () => {
  const edit = moveOut(START, 'b', { x: 320, y: 64 }, { r1: { x: 0, y: 0 } })
  expect(edit === null ? '' : shape(edit.draft)).toBe('r1(a) | b(c d) | r2(e)')
  expect(edit?.draft.tree.groups[1]?.condition).toMatchObject({ kind: 'any', label: 'Either' })
  expect(edit?.draft.layout.positions).toEqual({ r1: { x: 0, y: 0 }, b: { x: 320, y: 64 } })
})

test('a condition that goes to a tile stands at its end, on a single condition behind that', () => {
  const toTile = moveInto(START, 'a', 'r2')
  expect(toTile === null ? '' : shape(toTile.draft)).toBe('r1(b(c d)) | r2(e a)')
  const behind = moveInto(START, 'e', 'c')
  expect(behind === null ? '' : shape(behind.draft)).toBe('r1(a b(c e d)) | r2()')
})

test('nothing moves into itself, out of nothing, or to where it cannot be', () => {
  for (const [id, onto] of [['b', 'c'], ['b', 'b'], ['r1', 'r2'], ['a', 'p1'], ['a', empty.audience.id]] as const) expect(moveInto(START, id, onto), `${id} ${onto}`).toBeNull()
  for (const id of ['r1', 'p1', 'nothing', empty.audience.id]) expect(moveOut(START, id, null, {}), id).toBeNull()
})

test('undo brings a moved condition back to where it was, and redo away again', () => {
  let draft = START
  const history = new History<Draft>({ get: () => draft, set: (next) => { draft = next } })
  const edit = moveOut(START, 'c', { x: 16, y: 16 }, {})
  if (edit === null) throw new Error('not moved')
  history.change(edit.draft)
  expect(draft).not.toEqual(START)
  history.undo()
  expect(draft).toEqual(START)
  history.redo()
  expect(draft).toEqual(edit.draft)
})
