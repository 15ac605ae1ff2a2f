import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { modelConfigSchema } from '#shared/contract/predictive'
import { modelCreate, modelPublish, modelTrain, warning } from '#main/hosts/cli/commands/model'
import { modelConfigure, modelDelete, modelGrades, modelOrder, modelRetraining } from '#main/hosts/cli/commands/model-manage'
import { sampleSession } from '../../../support/command-line.ts'

const { folder, run } = sampleSession('manage', 600, async (made) => {
  await made.session().client.predictive.create({ entity: 'lead', name: 'First', config: modelConfigSchema.parse({ bags: 2, include: ['lead.industry'] }) })
  await made.run(modelTrain, ['First'])
  await made.run(modelPublish, ['First'])
})

// In order: each command works on what the ones before it have left.
describe('a model on the command line', () => {
  it('takes other settings, and names the field that is wrong', async () => {
    const file = join(folder, 'model.json')
    writeFileSync(file, JSON.stringify({ windowMonths: 12, ignoreEmpty: true }))
    expect((await run(modelConfigure, ['First'], { config: file })).json).toMatchObject({ name: 'First', config: { windowMonths: 12, ignoreEmpty: true, bags: 14 } })
    writeFileSync(file, JSON.stringify({ windowMonths: 2 }))
    await expect(run(modelConfigure, ['First'], { config: file })).rejects.toThrow('windowMonths')
    await expect(run(modelConfigure, ['First'])).rejects.toThrow('--config is missing')
  })

  it('gets grades with names of their own, and the default ones back', async () => {
    const before = (await run(modelGrades, ['First'])).json
    expect((await run(modelGrades, ['First', 'Hot=50', 'Cold=0'])).json).toMatchObject({ cuts: [{ grade: 'Hot', from: 50 }, { grade: 'Cold', from: 0 }] })
    await expect(run(modelGrades, ['First', 'A=20', 'B=30', 'C=0'])).rejects.toThrow('B begins at 30, which is not below A')
    await expect(run(modelGrades, ['First', 'A'])).rejects.toThrow('A grade is written NAME=FROM')
    await expect(run(modelGrades, ['First', 'A=50'], { default: true })).rejects.toThrow('not both')
    expect((await run(modelGrades, ['First'], { default: true })).json).toEqual(before)
  }, 60_000)

  it('stands in an order, in which the first that matches scores', async () => {
    expect((await run(modelOrder, [], { entity: 'lead' })).json).toEqual([expect.objectContaining({ name: 'First', leftToOthers: 0 })])
    expect((await run(modelOrder, [], { entity: 'opportunity' })).text).toBe('No model is published.')
    await expect(run(modelOrder, ['First'], { entity: 'opportunity' })).rejects.toThrow('First is a model for the other kind of record')
    expect((await run(modelOrder, ['First'], { entity: 'lead' })).text).toMatch(/First/u)
  })

  it('says when it is made which others score the same records', async () => {
    const { text } = await run(modelCreate, [], { entity: 'lead', name: 'Second' })
    expect(text).toMatch(/It would score (\d+) records; First scores \1 of them too\. A record has one score, from the published model that stands higher in "sextant model order --entity lead"\./u)
    expect((await run(modelCreate, [], { entity: 'opportunity', name: 'Third' })).text).not.toContain('It would score')
  })

  it('is not published quietly when it ranks little better than chance', () => {
    expect(warning({ verdict: 'ok', verdictSentence: 'OK.' })).toBe('')
    expect(warning({ verdict: 'not_ready', verdictSentence: 'It ranks poorly.' })).toBe('\n\nTake care: It ranks poorly. Its scores rank little better than chance.')
    expect(warning({ verdict: 'no_signal', verdictSentence: 'No usable signal.' })).toContain('rank by luck')
  })

  it('is deleted once it does not retrain itself any more', async () => {
    await expect(run(modelRetraining, ['First', 'maybe'])).rejects.toThrow('on or off, not "maybe"')
    await run(modelRetraining, ['First', 'on'])
    await expect(run(modelDelete, ['First'])).rejects.toThrow('retrains itself every 15 days')
    expect((await run(modelRetraining, ['First', 'off'])).json).toMatchObject({ autoRetrain: false })
    expect((await run(modelDelete, ['First'])).json).toMatchObject({ removed: true })
    await expect(run(modelDelete, ['First'])).rejects.toThrow('There is no model First')
  })
})
