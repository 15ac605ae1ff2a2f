import { describe, expect, it } from 'vitest'
import { emptyModel, insertGroup, numberingOf } from '#shared/domain/rules/edit'
import { idsOf } from '#shared/domain/rules/tiles'
import { addToCard, cardOf, newCard } from '#renderer/features/rules/builder/card-edit.ts'
import { attributeThings, interactionThings } from '#renderer/features/rules/builder/pickable.ts'
import { SAMPLE } from '../../shared/domain/rules/made-catalog.ts'

const { tables } = SAMPLE

describe('what can be picked', () => {
  it('offers columns of the record and of those that it names, users only when searched for', () => {
    const all = attributeThings(tables, 'lead', '')
    expect(all[0]?.group).toBe('Lead')
    expect(new Set(all.map((thing) => thing.group))).toEqual(new Set(['Lead', 'Parent contact', 'Parent account']))
    expect(attributeThings(tables, 'lead', 'region').map((thing) => `${thing.group}.${thing.label}`)).toEqual(['Owner.Region'])
  })

  it('offers interactions with the way to the record, and rows of other tables that name it', () => {
    const [opened] = interactionThings(tables, 'account', 'EmailOpened')
    expect(opened).toMatchObject({ label: 'EmailOpened', note: 'Contact . Account' })
    expect(interactionThings(tables, 'account', '').map((thing) => thing.label)).toEqual(expect.arrayContaining(['Opportunity', 'Contact', 'Lead']))
    expect(interactionThings(tables, 'contact', 'User')).toEqual([])
  })
})

it('adds what was picked to a card or to a new one, with fresh ids', () => {
  const empty = emptyModel('M', 'contact')
  const next = numberingOf(empty)
  const [opened] = interactionThings(tables, 'contact', 'EmailOpened')
  const [city] = attributeThings(tables, 'contact', 'city')
  if (opened === undefined || city === undefined) throw new Error('nothing to pick')
  const card = newCard(next, opened.make(next))
  const one = insertGroup(empty, card)
  const two = addToCard(one, card, city.make(numberingOf(one)))
  expect(two.groups[0]?.condition.children.map((child) => child.kind)).toEqual(['occurrence', 'attribute'])
  expect(two.groups[0]?.action?.points).toBe(10)
  const ids = idsOf(two)
  expect(new Set(ids).size).toBe(ids.length)
  const child = two.groups[0]?.condition.children[1]
  expect(child === undefined ? null : cardOf(two, child.id)?.id).toBe(card.id)
  expect(cardOf(two, two.audience.id)).toBeNull()
})
