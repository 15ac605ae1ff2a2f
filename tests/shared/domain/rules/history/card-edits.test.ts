import { expect, test } from 'vitest'
import { columnsUsed, judgeable, timelessColumns } from '#shared/domain/rules/history/columns-used'
import { takeOver } from '#shared/domain/rules/history/take-over'
import { parseRules } from '#shared/domain/rules/text/parse'
import { present } from '#shared/lib/assert'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { SAMPLE } from '../made-catalog.ts'

/** The catalog of the sample company, with the times at which some columns are known. */
const known = { ...SAMPLE, tables: SAMPLE.tables.map((table): CatalogTable => ({ ...table, columns: table.columns.map((column) => ({ ...column, knownWhen: table.name === 'lead' && column.name === 'status' ? 'after_outcome' : table.name === 'account' && column.name === 'city' ? 'snapshot' : column.knownWhen })) })) }

const model = present(parseRules(`Model "Card" for leads
Audience: all of
  State equals "open"
  any of
    Status reason equals "New"
    City is filled

When "Late": Status reason equals "Contacted"
then add 5 points

When "Clicks": each EmailClicked of Lead
then add 10 points, at most 40

When "Town": Parent account's City is filled
then subtract 4 points
`, known).model, 'the model')
const [late, clicks, town] = model.groups

test('what is known only after the outcome is taken out and named, an alternative of the audience with it', () => {
  const { tree, notJudged, ignoredInAudience } = judgeable(known.tables, model)
  expect(tree.groups.map(({ id }) => id)).toEqual([clicks?.id, town?.id])
  expect(notJudged.map(({ groupId, columns }) => [groupId, columns.map(({ label }) => label)])).toEqual([[late?.id, ['Status reason']]])
  expect(ignoredInAudience.map(({ label }) => label)).toEqual(['Status reason'])
  // The state of an open lead is open, and without the status the any-of asks for nothing.
  expect(tree.audience.children).toHaveLength(1)
  expect(JSON.stringify(tree.audience)).toContain('"state"')
})

test('columns that a condition reads are found over lookups and ways', () => {
  const names = (id: string | undefined): string[] => model.groups.filter((group) => group.id === id).flatMap(({ condition }) => columnsUsed(known.tables, 'lead', condition).map(({ table, name }) => `${table}.${name}`))
  expect(names(clicks?.id)).toEqual(['interaction.lead_id'])
  expect(names(town?.id)).toEqual(['lead.parent_account_id', 'account.city'])
  expect(timelessColumns(columnsUsed(known.tables, 'lead', present(town, 'the group').condition)).map(({ label }) => label)).toEqual(['City'])
})

test('suggested points are taken over group by group, the cap with them, and nothing takes a group out', () => {
  const [lateId, clicksId, townId] = [present(late, 'late').id, present(clicks, 'clicks').id, present(town, 'town').id]
  const next = takeOver(model, new Map([[clicksId, 3], [townId, 0], ['gone', 7]]))
  expect(next.groups.map(({ id, action }) => [id, action?.points, action?.cap])).toEqual([[lateId, 5, null], [clicksId, 3, 12]])
  expect(takeOver(model, new Map())).toBe(model)
  expect(takeOver(model, new Map([[clicksId, 10]]))).toBe(model)
  expect(takeOver(model, new Map([[clicksId, -20]])).groups[1]?.action).toMatchObject({ points: -20, cap: 80 })
})
