import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseRules } from '#shared/domain/rules/text/parse'
import { printRules } from '#shared/domain/rules/text/print'
import { validateRules } from '#shared/domain/rules/validate'
import { tiles } from '#shared/domain/rules/tiles'
import { SAMPLE } from './made-catalog.ts'

const folder = new URL('../../../../resources/examples/', import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith('.rules'))

test.each(names)('%s is read, has no problem on the sample company, and is written as it stands', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8')
  const { model, problems } = parseRules(text, SAMPLE)
  expect(problems).toEqual([])
  if (model === null) throw new Error('no model')
  expect(validateRules(model, SAMPLE)).toEqual([])
  expect(printRules(model, SAMPLE)).toBe(text)
})

test('among the examples are caps, decay and a way of three hops', () => {
  const found = names.flatMap((name) => [...tiles(parseRules(readFileSync(new URL(name, folder), 'utf8'), SAMPLE).model ?? emptyTree())])
  expect(found.some((tile) => tile.kind === 'action' && tile.action.cap !== null && tile.action.decay !== null)).toBe(true)
  expect(found.some((tile) => tile.kind === 'node' && tile.node.kind === 'occurrence' && tile.node.path.length === 3)).toBe(true)
})

function emptyTree(): never {
  throw new Error('An example cannot be read')
}

test('the example of the guide is read and has no problem', () => {
  const guide = readFileSync(new URL('../../../../resources/docs/rules.md', import.meta.url), 'utf8')
  const blocks = [...guide.matchAll(/```rules\n(.*?)```/gsu)].map((match) => match[1] ?? '')
  expect(blocks).toHaveLength(1)
  for (const block of blocks) {
    const { model, problems } = parseRules(block, SAMPLE)
    expect(problems).toEqual([])
    if (model === null) throw new Error('no model')
    expect(validateRules(model, SAMPLE)).toEqual([])
  }
})
