import { expect, test } from 'vitest'
import { parseModel, serializeModel } from '#shared/domain/predictive/model-text'
import { HAND_MODEL } from './made-model.ts'

test('writes and reads back the same model, the same bytes whatever the order of the keys', () => {
  const text = serializeModel(HAND_MODEL)
  expect(parseModel(text)).toEqual(HAND_MODEL)
  const reordered = Object.fromEntries(Object.entries(HAND_MODEL).toReversed()) as unknown as typeof HAND_MODEL
  expect(serializeModel(reordered)).toBe(text)
})

test('a file of version 1, which had no pair bins, is still read; its tensors run over the bins themselves', () => {
  const { features, ...rest } = JSON.parse(serializeModel(HAND_MODEL)) as { features: Record<string, unknown>[] } & Record<string, unknown>
  const old = { ...rest, version: 1, features: features.map((feature) => Object.fromEntries(Object.entries(feature).filter(([key]) => key !== 'pairBins'))) }
  expect(parseModel(JSON.stringify(old))).toEqual(HAND_MODEL)
})

const broken = (change: (model: Record<string, unknown>) => void): string => {
  const model = JSON.parse(serializeModel(HAND_MODEL)) as Record<string, unknown>
  change(model)
  return JSON.stringify(model)
}

test.each([
  ['no JSON', '{', /not valid JSON/],
  ['another file', '{"a":1}', /not a Sextant model/],
  ['a newer version', broken((model) => (model['version'] = 3)), /version 3; this application reads versions 1 and 2/],
  ['a negative slope', broken((model) => (model['calibration'] = { slope: -1, intercept: 0 })), /slope is -1/],
  ['a term that is too short', broken((model) => (model['features'] = HAND_MODEL.features.slice(0, 1))), /names an attribute that the model does not have/],
  ['too few scores', broken((model) => (model['terms'] = [{ ...HAND_MODEL.terms[0], scores: [1] }])), /terms\[0\]\.scores has 1 entries; its attributes have 5 bins/],
  ['pair bins of another length', broken((model) => (model['features'] = HAND_MODEL.features.map((feature) => ({ ...feature, pairBins: [0, 1] })))), /features\[0\]\.pairBins has 2 entries; the attribute has 5 bins/],
  ['pair bins with gaps', broken((model) => (model['features'] = HAND_MODEL.features.map((feature, index) => (index === 0 ? { ...feature, pairBins: [0, 1, 1, 3, 3] } : feature)))), /must count its bins from 0 without gaps/],
  ['text for a number', broken((model) => (model['intercept'] = '3')), /intercept should be a number/],
  ['cuts out of order', broken((model) => (model['features'] = [{ ...HAND_MODEL.features[1], binning: { kind: 'numeric', cuts: [2, 1] } }])), /cuts must ascend/],
])('refuses %s with a sentence', (_, text, message) => {
  expect(() => parseModel(text)).toThrow(message)
})
