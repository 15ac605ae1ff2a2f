import { describe, expect, test } from 'vitest'
import { emptyModel } from '#shared/domain/rules/edit'
import { parseRules } from '#shared/domain/rules/text/parse'
import { printRules } from '#shared/domain/rules/text/print'
import { RULE_TARGETS } from '#shared/domain/rules/tree'
import { validateRules } from '#shared/domain/rules/validate'
import { textExamples, withExample } from '#renderer/features/rules/text/text-examples.ts'
import { SAMPLE as known } from '../../shared/domain/rules/made-catalog.ts'

describe('examples of the text form', () => {
  for (const target of RULE_TARGETS) {
    test(`all read as a model for ${target}s without an error, each as one more group before the grades`, () => {
      const examples = textExamples(target, known)
      expect(examples.map(({ key }) => key)).toEqual(['each', 'least', 'limits', 'attribute', 'all', 'none'])
      let text = printRules({ ...emptyModel('Made', target), grades: [{ id: 'g', name: 'All', from: null, to: null }] }, known)
      examples.forEach((example, index) => {
        const next = withExample(text, example.text)
        expect(next.text.slice(next.from, next.to)).toBe(example.text)
        const { model, problems } = parseRules(next.text, known)
        expect(problems).toEqual([])
        expect(model?.groups).toHaveLength(index + 1)
        expect(model?.grades).toHaveLength(1)
        expect(model === null ? null : validateRules(model, known).filter(({ severity }) => severity === 'error')).toEqual([])
        text = next.text
      })
    })
  }

  test('an example can be put into an empty text and into one that has no grades', () => {
    expect(withExample('', 'When a')).toEqual({ text: 'When a\n', from: 0, to: 6 })
    expect(withExample('Model\n', 'When a')).toEqual({ text: 'Model\n\nWhen a\n', from: 7, to: 13 })
  })
})
