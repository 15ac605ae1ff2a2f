import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenDb } from '#main/db/open'
import { createRandom, deriveSeed } from '#shared/lib/random'
import { differences } from '../../support/rules/differences.ts'
import { evaluateLead } from '../../support/rules/naive.ts'
import { randomModel } from '../../support/rules/random-model.ts'
import { randomWorld, type RandomWorld } from '../../support/rules/random-world.ts'
import { rowsOf } from '../../support/rules/world.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

interface Fault {
  readonly name: string
  readonly from: RegExp
  readonly to: string
}

/** Mistakes that a compiler could make, put into its statements. */
const FAULTS: readonly Fault[] = [
  { name: 'a range leaves out its first moment', from: /"occurred_at" >= \?/g, to: '"occurred_at" > ?' },
  { name: 'what happens right now does not count', from: /"occurred_at" <= \?/g, to: '"occurred_at" < ?' },
  { name: 'a row that is reached twice counts twice', from: /SELECT DISTINCT s\.id AS sid, h\.id AS rid/g, to: 'SELECT s.id AS sid, h.id AS rid' },
  { name: 'a missing value is not different', from: / IS NOT TRUE\)/g, to: ' IS FALSE)' },
  { name: 'capital letters matter', from: / COLLATE NOCASE/g, to: '' },
  { name: 'an empty text is a value', from: /nullif\(("[^"]+"\."[^"]+"), ''\)/g, to: '$1' },
  { name: 'an interaction of lead and contact counts twice', from: / AND "[^"]+"\.lead_id IS NOT "s"\.id/g, to: '' },
  { name: 'the oldest occurrences are joined first', from: /ORDER BY t DESC NULLS LAST/g, to: 'ORDER BY t ASC NULLS LAST' },
  { name: 'a firing is as old as its newest member', from: /SELECT sid, min\(t\) AS t/g, to: 'SELECT sid, max(t) AS t' },
  { name: 'points fade by parts of a period', from: /(pow\(\?, \(\? - [^)]+\)) \/ \?/g, to: '$1 * 1.0 / ?' },
  { name: 'a union counts what two children share twice', from: /min\(place\) OVER \(PARTITION BY sid, members\)/g, to: 'place' },
  { name: 'all fires as often as its most frequent child', from: /min\(k\) OVER/g, to: 'max(k) OVER' },
]

const MODELS = 300
const folder = temporaryFolder()
let drawn: RandomWorld
beforeAll(() => {
  drawn = randomWorld(`${folder.path}/faults.sextant`, 1)
})
afterAll(() => {
  drawn.db.close()
  folder.remove()
})

/** The connection, with the fault put into each statement that it prepares; counts those that it changed. */
function faulty(db: OpenDb, fault: Fault): { readonly db: OpenDb; changed: number } {
  const made = {
    changed: 0,
    db: {
      ...db,
      prepare: <Row>(sql: string) => {
        const wrong = sql.replaceAll(fault.from, fault.to)
        if (wrong !== sql) made.changed += 1
        return db.prepare<Row>(wrong)
      },
    },
  }
  return made
}

describe('a fault in the compiled statements', () => {
  test.each(FAULTS)('is caught: $name', { timeout: 120_000 }, (fault) => {
    const { world, moment, db } = drawn
    const broken = faulty(db, fault)
    for (let index = 0; index < MODELS; index += 1) {
      const model = randomModel(createRandom(deriveSeed(1, 'model', index)), world.catalog)
      const before = broken.changed
      const meant = rowsOf(world, 'lead').map((lead) => ({ lead, ...evaluateLead(world, model, lead, moment) }))
      const wrong = differences({ ...drawn, db: broken.db }, model, meant)
      if (wrong.length === 0) continue
      expect(broken.changed).toBeGreaterThan(before)
      return
    }
    expect.unreachable(`No one of ${MODELS} models showed it; ${broken.changed} statements held it`)
  })
})
