import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '#main/db/open'
import { makeDeals } from '../features/stages.ts'
import { commandLine } from '../../support/command-line.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const folder = temporaryFolder()
const workspace = join(folder.path, 'stages.sextant')
afterAll(() => folder.remove())

const run = commandLine(folder.path, '--workspace', workspace)

function config(name: string, content: object): string {
  const path = join(folder.path, `${name}.json`)
  writeFileSync(path, JSON.stringify(content))
  return path
}

describe('a per-stage model on the command line', () => {
  let processId = 0
  beforeAll(async () => {
    await run('check')
    const db = openDb(workspace)
    processId = makeDeals({ db }, 200).processId
    db.close()
  })

  it('is made from a config file, and shows a line for each stage', async () => {
    const file = config('stages', { processId, perStage: true, ignoreEmpty: true, stageAttributes: { 'opportunity.estimated_revenue': ['First'] }, bags: 2 })
    expect(await run('model', 'create', '--entity', 'opportunity', '--name', 'Stages', '--config', file)).toMatchObject({ code: 0 })
    expect(await run('model', 'train', 'Stages')).toMatchObject({ code: 0 })
    const { out } = await run('model', 'show', 'Stages')
    for (const stage of ['First', 'Second']) expect(out).toMatch(new RegExp(`^${stage} +\\d+ +\\d+ +.*(Scores this stage|Uses the pooled model)`, 'mu'))
    expect(out).toContain('Empty values are ignored')
  })

  it.each([
    ['leads', 'lead', { perStage: true }, 'Only opportunities are scored stage by stage.'],
    ['no process', 'opportunity', { perStage: true }, 'Choose a business process first'],
    ['stages without submodels', 'opportunity', { stageAttributes: { 'opportunity.source': ['First'] } }, 'the model is not per stage'],
  ])('is refused with a sentence for %s', async (name, entity, content, sentence) => {
    const { code, err } = await run('model', 'create', '--entity', entity, '--config', config(name, content))
    expect(code).toBe(1)
    expect(err).toContain(sentence)
  })
})
