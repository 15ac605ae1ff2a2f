import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRules } from '#shared/domain/rules/text/parse'
import { printRules } from '#shared/domain/rules/text/print'
import { describePath, parsePath } from '#shared/domain/rules/paths'
import { mapModel, tiles } from '#shared/domain/rules/tiles'
import type { ConditionNode, Expression, RuleModel } from '#shared/domain/rules/tree'
import { createRandom } from '#shared/lib/random'
import { catalogs, models, withoutIds } from './made-models.ts'

const cases = catalogs.chain((known) => fc.record({ known: fc.constant(known), model: models(known) }))

test('a tree, written and read again, is the same tree; and its text the same text', () => {
  fc.assert(
    fc.property(cases, ({ known, model }) => {
      const text = printRules(model, known)
      const read = parseRules(text, known)
      expect(read.problems, text).toEqual([])
      if (read.model === null) throw new Error('no model')
      expect(withoutIds(read.model), text).toEqual(withoutIds(model))
      expect(printRules(read.model, known)).toBe(text)
    }),
    { numRuns: 1000 },
  )
})

test('a path in words, read again, is the same path', () => {
  fc.assert(
    fc.property(cases, ({ known, model }) => {
      for (const found of tiles(model)) {
        if (found.kind !== 'node' || found.node.kind !== 'occurrence') continue
        const { path, interactionType } = found.node
        const start = found.group === null ? 'lead' : model.target
        const words = describePath(known.tables, start, path, interactionType)
        expect(parsePath(words, start, known.tables), words).toMatchObject({ path, interactionType })
      }
    }),
    { numRuns: 300 },
  )
})

/** A draft: here and there a column, a value, a unit, a way, a day or an action is missing still. */
function withHoles(model: RuleModel, seed: number): RuleModel {
  const random = createRandom(seed)
  const missing = (): boolean => random.below(4) === 0
  const expression = (one: Expression): Expression => {
    if (missing()) return { ...one, lookups: [], column: '' }
    if (missing()) return { ...one, values: [] }
    return one.unit !== null && missing() ? { ...one, unit: null } : one
  }
  const node = (one: ConditionNode): ConditionNode => {
    if (one.kind !== 'occurrence') return one
    if (missing()) return { ...one, path: [], interactionType: null, expressions: [] }
    return one.range.kind === 'between' && missing() ? { ...one, range: { ...one.range, from: '' } } : one
  }
  return mapModel(model, { node, expressions: (expressions) => expressions.map(expression), group: (group) => (missing() ? { ...group, action: null } : group) })
}

test('a draft with missing parts, written and read again, is the same draft', () => {
  fc.assert(
    fc.property(cases, fc.nat(), ({ known, model }, seed) => {
      const draft = withHoles(model, seed)
      const text = printRules(draft, known)
      const read = parseRules(text, known)
      expect(read.problems, text).toEqual([])
      expect(read.model === null ? null : withoutIds(read.model), text).toEqual(withoutIds(draft))
    }),
    { numRuns: 400 },
  )
})
