import { expect, test } from 'vitest'
import { BagPool } from '#main/workers/trainer/bag-pool'
import { createLocalExecutor } from '#shared/domain/predictive/executor'
import { serializeModel } from '#shared/domain/predictive/model-text'
import { DEFAULT_TRAIN_OPTIONS, train } from '#shared/domain/predictive/train'
import { crossedTable, madeTable } from '../../../shared/domain/predictive/tables.ts'

const url = new URL('../../../../src-main/workers/trainer/bag.worker.ts', import.meta.url)
const options = { ...DEFAULT_TRAIN_OPTIONS, bags: 3, foldBags: 1 }
const silent = { onProgress: () => {}, isCancelled: () => false }
const newFlag = (): Int32Array => new Int32Array(new SharedArrayBuffer(4))

test('one thread, two threads and none give the same bytes', async () => {
  const table = madeTable(400, 5)
  const texts: string[] = []
  for (const workers of [1, 2]) {
    const pool = new BagPool({ url, workers, cancelFlag: newFlag() })
    texts.push(serializeModel((await train(table, options, pool, silent)).model))
    await pool.close()
  }
  texts.push(serializeModel((await train(table, options, createLocalExecutor(() => false), silent)).model))
  expect(texts[1]).toBe(texts[0])
  expect(texts[2]).toBe(texts[0])
})

test('with pairs too, one thread and two give the same bytes', async () => {
  const table = crossedTable(500, 6)
  const texts: string[] = []
  for (const workers of [1, 2]) {
    const pool = new BagPool({ url, workers, cancelFlag: newFlag() })
    const { model } = await train(table, options, pool, silent)
    expect(model.terms.some(({ features }) => features.length === 2)).toBe(true)
    texts.push(serializeModel(model))
    await pool.close()
  }
  expect(texts[1]).toBe(texts[0])
})

test('the cancel flag stops the threads within a moment', async () => {
  const cancelFlag = newFlag()
  const pool = new BagPool({ url, workers: 2, cancelFlag })
  const slow = train(madeTable(20_000, 5), { ...options, bags: 14 }, pool, silent)
  const asserted = expect(slow).rejects.toMatchObject({ name: 'Cancelled' })
  setTimeout(() => Atomics.store(cancelFlag, 0, 1), 150)
  await asserted
  await pool.close()
})

test('a throw in the progress callback stops the run and is passed on', async () => {
  const pool = new BagPool({ url, workers: 2, cancelFlag: newFlag() })
  let calls = 0
  const stopping = train(madeTable(400, 5), options, pool, { onProgress: () => {}, isCancelled: () => (calls += 1) > 3 })
  await expect(stopping).rejects.toMatchObject({ name: 'Cancelled' })
  await pool.close()
})

test('a thread that cannot start or fails is reported, not waited for', async () => {
  const pool = new BagPool({ url: new URL('./missing.worker.ts', import.meta.url), workers: 1, cancelFlag: newFlag() })
  await expect(train(madeTable(400, 5), options, pool, silent)).rejects.toThrow(/missing\.worker/)
  await pool.close()
})

test('a thread out of heap fails the run with a sentence', async () => {
  const hungry = new URL('data:text/javascript,import { parentPort } from "node:worker_threads"; parentPort.on("message", () => { const kept = []; for (;;) kept.push(new Array(1e4).fill(0.5)) })')
  const pool = new BagPool({ url: hungry, workers: 1, cancelFlag: newFlag(), heapMegabytes: 16 })
  await expect(train(madeTable(400, 5), options, pool, silent)).rejects.toThrow(/ran out of its 16 MB/)
  await pool.close()
})
