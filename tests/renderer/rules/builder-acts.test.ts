import { expect, it } from 'vitest'
import { emptyModel } from '#shared/domain/rules/edit'
import { idsOf } from '#shared/domain/rules/tiles'
import type { RuleModel } from '#shared/domain/rules/tree'
import { validateRules } from '#shared/domain/rules/validate'
import { CardActs } from '#renderer/features/rules/builder/card-acts.ts'
import { problemsByGroup } from '#renderer/features/rules/builder/card-edit.ts'
import { newAttribute } from '#renderer/conditions/tree/node-edit.ts'
import { SAMPLE } from '../../shared/domain/rules/made-catalog.ts'

/** A builder without a page: what it shows and the model after each edit. */
function bench() {
  const acts = new CardActs()
  const seen = { model: emptyModel('M', 'lead'), marks: [] as (string | undefined)[], revealed: [] as string[], selected: null as string | null }
  const take = (): void => acts.take({
    model: seen.model,
    onChange: (next: RuleModel, mark) => {
      seen.model = next
      seen.marks.push(mark)
      take()
    },
    onSelect: (id) => { seen.selected = id },
    reveal: (id) => { seen.revealed.push(id) },
    onClosed: () => undefined,
  })
  take()
  return { acts, seen }
}

const labels = (model: RuleModel): readonly string[] => model.groups.map((group) => group.condition.label)

it('adds, names, moves, copies and removes cards, always with fresh ids', () => {
  const { acts, seen } = bench()
  for (const label of ['one', 'two', 'three']) {
    acts.addCard()
    const group = seen.model.groups.at(-1)
    if (group !== undefined) acts.setCondition({ ...group.condition, label }, 'label')
  }
  const [first, second] = seen.model.groups
  if (first === undefined || second === undefined) throw new Error('no cards')
  acts.move(first.id, 1)
  expect(labels(seen.model)).toEqual(['two', 'one', 'three'])
  acts.move(second.id, -1)
  expect(labels(seen.model)).toEqual(['two', 'one', 'three'])
  acts.copy(first.id)
  expect(labels(seen.model)).toEqual(['two', 'one', 'one', 'three'])
  acts.add(newAttribute, second.id)
  expect(seen.model.groups[0]?.condition.children).toHaveLength(2)
  acts.setAction(second.id, null)
  expect(seen.model.groups[0]?.action).toBeNull()
  const ids = idsOf(seen.model)
  expect(new Set(ids).size).toBe(ids.length)
  for (const group of seen.model.groups) acts.remove(group.id)
  expect(seen.model.groups).toEqual([])
  expect(seen.selected).toBeNull()
})

it('gives each card its own problems', () => {
  const { acts, seen } = bench()
  acts.addCard()
  acts.addCard()
  const [first, second] = seen.model.groups
  const [condition] = second?.condition.children ?? []
  if (second === undefined || condition?.kind !== 'attribute') throw new Error('no card')
  acts.setCondition({ ...second.condition, children: [{ ...condition, expressions: [{ id: acts.nextId(), lookups: [], column: 'city', operator: 'filled', values: [], unit: null }] }] })
  const found = problemsByGroup(seen.model, validateRules(seen.model, SAMPLE))
  expect(found.get(first?.id ?? '')?.map((problem) => problem.code)).toContain('missing_column')
  expect(found.get(second.id)).toBeUndefined()
})
