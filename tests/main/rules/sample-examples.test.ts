import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { rulesContext } from '#main/db/queries/rule-check'
import { simulateRules } from '#main/db/rules/simulate'
import { parseRules } from '#shared/domain/rules/text/parse'
import { makeSampleWorkspace } from '../db/support/workspace.ts'

const folder = new URL('../../../resources/examples/', import.meta.url)
const workspace = await makeSampleWorkspace(6000)
afterAll(() => workspace.close())

test.each(readdirSync(folder).filter((name) => name.endsWith('.rules')))('every group of %s fires on the sample company', (name) => {
  const { model, problems } = parseRules(readFileSync(new URL(name, folder), 'utf8'), rulesContext(workspace.db))
  expect(problems).toEqual([])
  if (model === null) throw new Error('The text holds no model')
  const found = simulateRules(workspace.db, { tree: model }, workspace.context)
  expect(found.scored).toBeGreaterThan(200)
  expect(found.salesReady).toBeGreaterThan(0)
  for (const { id, condition } of model.groups) expect(found.groups[id]?.leads ?? 0, condition.label).toBeGreaterThan(0)
  for (const grade of found.grades) expect(grade.leads, grade.name).toBeGreaterThan(0)
})
