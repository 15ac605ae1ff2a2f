import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collectFeatures } from '#main/db/features/collect-features'
import { withOneMore } from '#main/db/features/one-more-interaction'
import { publishModel } from '#main/db/queries/models-write'
import { readRaises } from '#main/db/queries/raises'
import { rescoreRecords } from '#main/db/scoring/rescore-records'
import { loadScorer } from '#main/db/scoring/stored-model'
import { SELLER_ACTS } from '#shared/domain/scores/raises'
import score from '#main/workers/jobs/score'
import { trained } from '../jobs/trained.ts'
import { CALL, emptyWorkspace, fillSample, NOW, testJob, type Bench } from '../jobs/support.ts'
import { interact } from '../features/build.ts'

let folder = ''
let bench: Bench
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'raises-'))
  bench = emptyWorkspace(folder)
  fillSample(bench, 1100)
  publishModel(bench.db, { modelId: await trained(bench, 'lead', {}) }, CALL)
  await score(testJob(bench, { input: { all: true } }))
})
afterAll(() => {
  bench.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Scored {
  id: number
  versionId: number
  score: number
  industry: string | null
}
const scored = (): Scored[] => bench.db.prepare<Scored>("SELECT r.id, r.industry, s.version_id AS versionId, s.score FROM score s JOIN lead r ON r.id = s.record_id WHERE s.entity = 'lead' ORDER BY r.id").all()
const scoreNow = (id: number): number => scored().find((lead) => lead.id === id)?.score ?? Number.NaN
const raises = (recordId: number) => readRaises(bench.db, { entity: 'lead', recordId })

/** Does the change, scores the lead anew as a save does, and takes everything back. */
function scoreAfter(id: number, change: () => void): number {
  bench.db.exec('SAVEPOINT tried')
  change()
  rescoreRecords(bench.db, 'lead', [id], CALL)
  const after = scoreNow(id)
  bench.db.exec('ROLLBACK TO tried; RELEASE tried')
  return after
}

describe('what would raise a score', () => {
  test('one more interaction is the table that is collected once it is stored', () => {
    const [first] = scored()
    const { specs } = loadScorer(bench.db, first?.versionId ?? 0)
    const samples = { ids: Float64Array.from(scored().slice(0, 40), ({ id }) => id), asOf: new Float64Array(40).fill(NOW) }
    for (const type of [...SELLER_ACTS, 'FormSubmitted']) {
      const foreseen = withOneMore(collectFeatures(bench.db, 'lead', specs, samples), specs, type)
      bench.db.exec('SAVEPOINT tried')
      for (const id of samples.ids) interact(bench.db, id, type, NOW - 1)
      expect(foreseen.features).toEqual(collectFeatures(bench.db, 'lead', specs, samples).features)
      bench.db.exec('ROLLBACK TO tried; RELEASE tried')
    }
  })

  test('each interaction leads to exactly the score that is foretold, and none that would raise it is kept back', () => {
    let compared = 0
    for (const lead of scored().filter((_unused, index) => index % 4 === 0)) {
      const { score: present, changes } = raises(lead.id)
      expect(present).toBe(lead.score)
      for (const type of SELLER_ACTS) {
        const after = scoreAfter(lead.id, () => interact(bench.db, lead.id, type, NOW - 1))
        const told = changes.find(({ kind, name }) => kind === 'interaction' && name === type)
        if (told === undefined) expect(changes.length === 5 || Math.round(after) <= Math.round(lead.score)).toBe(true)
        else expect(told).toMatchObject({ low: after, high: after })
        compared += told === undefined ? 0 : 1
      }
    }
    expect(compared).toBeGreaterThan(20)
  })

  test('a blank is foretold with scores that its values give, and never a value that is there', () => {
    const values = bench.db.prepare<{ industry: string }>('SELECT DISTINCT industry FROM lead WHERE industry IS NOT NULL').all().map(({ industry }) => industry)
    let blanks = 0
    for (const lead of scored()) {
      const told = raises(lead.id).changes.find(({ name }) => name === 'industry')
      if (lead.industry !== null) expect(told).toBeUndefined()
      if (told === undefined) continue
      blanks += 1
      const possible = values.map((industry) => scoreAfter(lead.id, () => void bench.db.prepare('UPDATE lead SET industry = ? WHERE id = ?').run(industry, lead.id)))
      expect(possible).toContain(told.low)
      expect(possible).toContain(told.high)
      expect(told.low).toBeLessThanOrEqual(told.high)
    }
    expect(blanks).toBeGreaterThan(0)
  })

  test('the best come first, at most five, and none that does not raise', () => {
    for (const lead of scored()) {
      const { changes } = raises(lead.id)
      const middles = changes.map(({ low, high }) => (low + high) / 2)
      expect(middles).toEqual(middles.toSorted((one, other) => other - one))
      expect(changes.length).toBeLessThanOrEqual(5)
      expect(changes.every(({ high }) => Math.round(high) > Math.round(lead.score))).toBe(true)
    }
  })

  test('nothing is said of a lead that is closed, changed since or not there', () => {
    const [lead] = scored()
    const id = lead?.id ?? 0
    expect(raises(bench.db.prepare<{ id: number }>("SELECT id FROM lead WHERE state = 'qualified'").get()?.id ?? 0)).toEqual({ score: null, changes: [] })
    bench.db.exec('SAVEPOINT tried')
    for (let call = 0; call < 4; call += 1) for (const type of ['MeetingHeld', 'CallHeld', 'FormSubmitted', 'WebsiteVisited']) interact(bench.db, id, type, NOW - 1)
    expect(raises(id)).toEqual({ score: null, changes: [] })
    bench.db.exec('ROLLBACK TO tried; RELEASE tried')
    expect(() => raises(999_999)).toThrow(/There is no lead 999999/u)
  })
})
