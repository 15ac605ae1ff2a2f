import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createLocalExecutor } from '#shared/domain/predictive/executor'
import { parseModel, serializeModel } from '#shared/domain/predictive/model-text'
import { scoreTable } from '#shared/domain/predictive/predict'
import { DEFAULT_TRAIN_OPTIONS, train } from '#shared/domain/predictive/train'
import { madeTable } from './tables.ts'

const file = new URL('../../../reference/ebm-model.json', import.meta.url)

/** A changed trainer changes this file: look at the difference, then write it anew with UPDATE_REFERENCE=1. */
test('training the made table gives the committed model, byte for byte', async () => {
  const table = madeTable(240, 11)
  const options = { ...DEFAULT_TRAIN_OPTIONS, bags: 4, foldBags: 1, trainedAt: Date.UTC(2026, 0, 1) }
  const { model } = await train(table, options, createLocalExecutor(() => false), { onProgress: () => {}, isCancelled: () => false })
  if (process.env['UPDATE_REFERENCE'] === '1') writeFileSync(file, `${serializeModel(model)}\n`)
  const text = readFileSync(file, 'utf8').trimEnd()
  expect(serializeModel(model)).toBe(text)
  expect(scoreTable(parseModel(text), table).score).toEqual(scoreTable(model, table).score)
})
