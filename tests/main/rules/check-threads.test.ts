import { afterAll, expect, test } from 'vitest'
import { checkScores } from '#main/db/rules/check-scores'
import { scoreRules } from '#main/db/rules/score-rules'
import { CheckThreads, type CheckedRange } from '#main/workers/rules/check-threads'
import { createRandom, deriveSeed } from '#shared/lib/random'
import { all, EACH, gives, happened, model } from '../../support/rules/build.ts'
import { randomModel } from '../../support/rules/random-model.ts'
import { randomWorld } from '../../support/rules/random-world.ts'
import { storeModel } from '../../support/rules/sql-scores.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
const reader = new URL('../../../src-main/workers/reader.worker.ts', import.meta.url)
/** So few leads a range that even a small world has more ranges than are compared without threads. */
const FEW = 2

async function walked(ranges: AsyncIterable<CheckedRange>): Promise<CheckedRange[]> {
  const found: CheckedRange[] = []
  for await (const range of ranges) found.push(range)
  return found
}

test('threads find range by range what one look at all leads finds, in the order of the ranges', async () => {
  const file = `${folder.path}/threads.sextant`
  const { world, moment, db } = randomWorld(file, 0)
  const context = { now: moment.now, timeZone: moment.zone, userId: 1 }
  const trees = [model('lead', [gives(5, all(happened('lead', 'EmailOpened', EACH)))]), ...[0, 1, 2].map((index) => randomModel(createRandom(deriveSeed(0, 'live', index)), world.catalog))]
  const models = trees.map((tree) => storeModel(db, tree, moment))
  db.transaction(() => models.forEach((each, index) => index % 2 === 0 && scoreRules(db, each, null, context)))
  db.exec('UPDATE lead SET parent_contact_id = NULL, parent_account_id = NULL WHERE id % 3 = 0')
  const threads = new CheckThreads({ url: reader, workspaceFile: file, threads: 2 })
  try {
    for (const each of models) {
      const ranges = await walked(threads.ranges(db, each, FEW, context))
      const whole = checkScores(db, each, { after: 0, last: 1000 }, context)
      expect(ranges.flatMap(({ differing }) => differing).sort((one, other) => one - other), JSON.stringify(each.tree)).toEqual(whole.differing)
      expect(ranges.reduce((sum, { scored }) => sum + scored, 0)).toBe(whole.scored)
      expect(ranges.map(({ after }) => after)).toEqual([0, ...ranges.map(({ last }) => last).slice(0, -1)])
      const left = await threads.withoutSubject(db, each, FEW, context)
      expect(left).toEqual(db.prepare<{ id: number }>(`SELECT lead_id AS id FROM rule_score s JOIN lead l ON l.id = s.lead_id WHERE s.model_id = ? AND l.${each.tree.target === 'account' ? 'parent_account_id' : 'parent_contact_id'} IS NULL AND ? <> 'lead' ORDER BY 1`).all(each.modelId, each.tree.target).map(({ id }) => id))
    }
  } finally {
    await threads.close()
    db.close()
  }
}, 60_000)

test('a thread that cannot read fails the walk, and the threads can be closed', async () => {
  const { moment, db } = randomWorld(`${folder.path}/failing.sextant`, 1)
  const stored = storeModel(db, model('lead', [gives(5, all(happened('lead', 'EmailOpened', EACH)))]), moment)
  const threads = new CheckThreads({ url: reader, workspaceFile: `${folder.path}/missing.sextant`, threads: 2 })
  await expect(walked(threads.ranges(db, stored, FEW, { now: moment.now, timeZone: moment.zone, userId: 1 }))).rejects.toThrow(/^The workspace cannot be opened/u)
  await threads.close()
  db.close()
}, 60_000)
