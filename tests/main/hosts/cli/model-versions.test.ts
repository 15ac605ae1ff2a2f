import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { modelConfigSchema } from '#shared/contract/predictive'
import { modelPublish, modelShow, modelTrain } from '#main/hosts/cli/commands/model'
import { modelCompare, modelRestore, modelRetrain, modelRevert } from '#main/hosts/cli/commands/model-versions'
import { sampleSession } from '../../../support/command-line.ts'

const { run, session } = sampleSession('versions', 600, async (made) => {
  await made.session().client.predictive.create({ entity: 'lead', name: 'First', config: modelConfigSchema.parse({ bags: 2 }) })
  await made.run(modelTrain, ['First'])
  await made.run(modelPublish, ['First'])
})

// In order: each command works on what the ones before it have left.
describe('versions on the command line', () => {
  it('say when there is nothing to go back from, and when a version is missing, wrong or named twice', async () => {
    await expect(run(modelRevert, ['First'])).rejects.toThrow('There is nothing to revert: version 1 of First')
    await expect(run(modelCompare, ['First', '1', '9'])).rejects.toThrow('The model has no version 9. It has: 1.')
    await expect(run(modelCompare, ['First', '1', '1'])).rejects.toThrow('Version 1 is named twice')
    await expect(run(modelCompare, ['First', '1', 'two'])).rejects.toThrow('The number of a version must be a whole number of at least 1, not "two"')
    await expect(run(modelCompare, ['First', '1'])).rejects.toThrow('The number of the second version is missing')
    await expect(run(modelRestore, ['First', '1'])).rejects.toThrow('Version 1 of First is the published one already')
    await expect(run(modelRetrain, ['Nobody'])).rejects.toThrow('There is no model Nobody')
  })

  it('revert sets aside what was trained, and restore publishes it all the same', async () => {
    await run(modelTrain, ['First'])
    expect((await run(modelRevert, ['First'])).json).toMatchObject({ name: 'First', published: { version: 1 }, canRevert: false })
    expect((await run(modelShow, ['First'])).json).toMatchObject({ versions: expect.arrayContaining([expect.objectContaining({ number: 2, state: 'retired' })]) })
    const restored = await run(modelRestore, ['First', '2'])
    expect(restored.json).toEqual({ modelId: expect.any(Number), version: 2, jobId: expect.any(Number), scored: expect.any(Number) })
    expect(restored.text).toMatch(/^Version 2 of First is published again; \d+ records have its score\.$/u)
  }, 60_000)

  it('train with settings keeps them, or neither keeps them nor trains', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'train-')), 'model.json')
    const shown = async () => (await run(modelShow, ['First'])).json
    writeFileSync(file, JSON.stringify({ bags: 2, filter: [{ column: 'company', operator: 'eq', values: ['Nobody at all'] }] }))
    await expect(run(modelTrain, ['First'], { config: file })).rejects.toThrow('40 more qualified and 40 more disqualified are needed')
    expect(await shown()).toMatchObject({ config: { filter: [], windowMonths: 24 }, latest: { version: 2 } })
    writeFileSync(file, JSON.stringify({ bags: 2, windowMonths: 18 }))
    expect((await run(modelTrain, ['First'], { config: file })).json).toMatchObject({ version: 3 })
    expect(await shown()).toMatchObject({ config: { windowMonths: 18 }, learnedBy: 3, canRevert: true })
    expect((await run(modelRevert, ['First'])).json).toMatchObject({ config: { windowMonths: 24 }, canRevert: false })
    rmSync(dirname(file), { recursive: true })
  }, 60_000)

  it('compare puts any two beside each other, the first one first', async () => {
    const { json, text } = await run(modelCompare, ['First', '2', '1'])
    expect(json).toMatchObject({ active: { number: 2 }, other: { number: 1 }, added: [], removed: [], sameRecords: null })
    expect(text).toMatch(/Version 2 +Version 1/u)
    expect(text).toMatch(/^AUC, 95 % interval +0\.\d{3} to [01]\.\d{3} /mu)
    expect(text).toMatch(/^Added +none$/mu)
  })

  it('retrain compares on the same records, says what was decided, and keeps the grade bands when asked', async () => {
    const cutsOf = async (number: number) => (await session().client.predictive.get({ modelId: 1 })).versions.find((version) => version.number === number)?.gradeCuts
    const { json, text } = await run(modelRetrain, ['First'], { 'keep-grades': true })
    expect(json).toMatchObject({ version: 4, published: true, comparison: { activeVersion: 2, trigger: 'hand', published: true } })
    expect(text).toMatch(/^Version 4 .*\.\n\nCompared on +\d+ /u)
    expect(await cutsOf(4)).toEqual(await cutsOf(2))
  }, 60_000)
})
