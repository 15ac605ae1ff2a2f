import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chooseAttributes } from '#main/db/features/choose-attributes'
import { trainingSamples } from '#main/db/features/training-samples'
import { listAttributes } from '#main/db/queries/attributes'
import { answerLeak } from '#main/db/queries/attributes-answer'
import { saveColumn } from '#main/db/queries/catalog'
import { modelConfigSchema, type Attribute, type ModelConfig } from '#shared/contract/predictive'
import type { LeakAnswer } from '#shared/domain/predictive/leak-answer'
import { CALL, emptyWorkspace, NOW, type Bench } from '../jobs/support.ts'
import { daysAgo, insert, interact } from './build.ts'

let folder = ''
let bench: Bench
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'choose-'))
  bench = emptyWorkspace(folder)
  const { db } = bench
  for (const [name, knownWhen] of [['x_verdict', 'snapshot'], ['x_late', 'snapshot'], ['x_plain', 'creation'], ['x_after', 'after_outcome'], ['x_mark', 'snapshot'], ['x_twin', 'snapshot']] as const) {
    db.exec(`ALTER TABLE lead ADD COLUMN ${name} TEXT`)
    db.prepare("INSERT INTO catalog_column (table_name, name, label, type, known_when, source, position) VALUES ('lead', ?, ?, 'text', ?, 'test', 99)").run(name, name.slice(2), knownWhen)
  }
  db.transaction(() => {
    for (let at = 0; at < 600; at += 1) {
      const state = at % 3 === 0 ? 'open' : at % 3 === 1 ? 'qualified' : 'disqualified'
      const id = insert(db, 'lead', {
        state, created_at: daysAgo(200 - (at % 50)), closed_at: state === 'open' ? null : daysAgo(5 + (at % 11)), x_verdict: state === 'qualified' ? 'good' : 'bad', x_late: state === 'open' ? null : 'some', x_plain: `p${at % 4}`, x_after: state,
        x_mark: at % 2 === 0 ? `${state} then` : null, x_twin: at % 2 === 0 ? `t${at % 5}` : null,
      })
      for (let day = 0; day < at % 5; day += 1) interact(db, id, 'CallHeld', daysAgo(190 - (at % 50) - day))
    }
  })
})
afterAll(() => {
  bench.close()
  rmSync(folder, { recursive: true, force: true })
})

const choose = (config: Partial<ModelConfig>) => {
  const full = modelConfigSchema.parse(config)
  return chooseAttributes(bench.db, 'lead', full, trainingSamples(bench.db, 'lead', { ...CALL, windowMonths: 24, processId: null, seed: 1 }), NOW)
}

describe('attributes', () => {
  test('suspects are left out by default, with their evidence, and can be forced in; what is known after the outcome cannot', () => {
    const { used, suspects, table } = choose({ include: ['lead.x_late', 'lead.x_after'], exclude: ['lead.x_plain'] })
    const names = used.map(({ name }) => name)
    expect(names).not.toContain('lead.x_verdict')
    expect(names).not.toContain('lead.x_plain')
    expect(names).not.toContain('lead.x_after')
    expect(names).toContain('lead.x_late')
    expect(table.features.map(({ name }) => name)).toEqual(names)
    expect(suspects.find(({ name }) => name === 'lead.x_verdict')).toMatchObject({ used: false, evidence: expect.stringContaining('alone predicts the outcome') })
    expect(suspects.find(({ name }) => name === 'lead.x_late')).toMatchObject({ used: true, evidence: expect.stringContaining('is filled in 100') })
  })

  test('what is suspect by another attribute stays so when that one is left out by hand, as in the list', () => {
    const listed = listAttributes(bench.db, { entity: 'lead', windowMonths: 24 }, CALL).find(({ name }) => name === 'lead.x_twin')
    expect(listed).toMatchObject({ suspect: true, chosen: false, signs: ['same_fill'] })
    const { used, suspects } = choose({ exclude: ['lead.x_mark'] })
    expect(used.map(({ name }) => name)).not.toContain('lead.x_twin')
    expect(suspects.find(({ name }) => name === 'lead.x_twin')?.evidence).toContain('is filled in exactly the records in which mark is')
    expect(suspects.map(({ name }) => name)).not.toContain('lead.x_mark')
  })

  test('a window of interactions that repeats a longer one is used only when asked for', () => {
    const counts = (config: Partial<ModelConfig>): string[] => choose(config).used.flatMap(({ name, source }) => (source.type === 'interactions' ? [name] : []))
    expect(counts({})).not.toContain('interactions.CallHeld.7d')
    expect(counts({ include: ['interactions.CallHeld.7d'] })).toContain('interactions.CallHeld.7d')
  })

  test('the list shows coverage, the choice and the reason', () => {
    const list = new Map(listAttributes(bench.db, { entity: 'lead', windowMonths: 24 }, CALL).map((attribute) => [attribute.name, attribute]))
    expect(list.get('lead.x_plain')).toMatchObject({ chosen: true, suspect: false, note: '', distinct: 4, filledClosed: 1, filledOpen: 1, origin: 'record', kind: 'category' })
    expect(list.get('lead.x_late')).toMatchObject({ chosen: false, suspect: true, filledOpen: 0 })
    expect(list.get('lead.x_after')).toMatchObject({ chosen: false, suspect: false, singleAuc: null, note: expect.stringContaining('after the outcome') })
  })

  test('what a person says of a suspect is kept and decides, until the column is changed', () => {
    const listed = (): Map<string, Attribute> => new Map(listAttributes(bench.db, { entity: 'lead', windowMonths: 24 }, CALL).map((attribute) => [attribute.name, attribute]))
    const say = (answer: LeakAnswer): string => bench.db.transaction(() => answerLeak(bench.db, { table: 'lead', column: 'x_late', answer }, CALL)).knownWhen
    expect(listed().get('lead.x_late')).toMatchObject({ asks: true, answer: null, signs: ['fill'], column: { table: 'lead', column: 'x_late' } })
    expect(listed().get('lead.x_plain')?.asks).toBe(false)
    expect(say('creation')).toBe('creation')
    expect(listed().get('lead.x_late')).toMatchObject({ asks: false, answer: 'creation', suspect: false, chosen: true, note: expect.stringContaining('you said that it is filled in when the record is created') })
    expect(choose({}).used.map(({ name }) => name)).toContain('lead.x_late')
    expect(say('open')).toBe('snapshot')
    expect(listed().get('lead.x_late')).toMatchObject({ answer: 'open', chosen: true })
    expect(say('unknown')).toBe('snapshot')
    expect(listed().get('lead.x_late')).toMatchObject({ answer: 'unknown', suspect: true, chosen: false, asks: false, note: expect.stringContaining('you could not say') })
    expect(choose({}).used.map(({ name }) => name)).not.toContain('lead.x_late')
    expect(say('closing')).toBe('after_outcome')
    expect(listed().get('lead.x_late')).toMatchObject({ answer: 'closing', chosen: false, asks: false, note: expect.stringContaining('after the outcome') })
    bench.db.transaction(() => saveColumn(bench.db, { table: 'lead', name: 'x_late', knownWhen: 'snapshot' }, CALL))
    expect(listed().get('lead.x_late')).toMatchObject({ answer: null, asks: true, suspect: true })
    expect(() => answerLeak(bench.db, { table: 'lead', column: 'nothing', answer: 'open' }, CALL)).toThrow('have no column "nothing"')
  })

  test('a column that the history shows to be filled in after closing is suspect', () => {
    const closed = bench.db.prepare<{ id: number; closed_at: number }>("SELECT id, closed_at FROM lead WHERE state <> 'open' ORDER BY id LIMIT 60").all()
    bench.db.transaction(() => {
      bench.db.prepare("UPDATE catalog_column SET known_when = 'snapshot' WHERE table_name = 'lead' AND name = 'x_plain'").run()
      for (const { id, closed_at: at } of closed) bench.db.prepare("INSERT INTO field_change (table_name, record_id, column_name, old_value, new_value, changed_at, recorded_at) VALUES ('lead', ?, 'x_plain', NULL, 'p1', ?, ?)").run(id, at + 60_000, at + 60_000)
    })
    expect(choose({}).suspects.find(({ name }) => name === 'lead.x_plain')?.evidence).toContain('was filled in only at or after closing in 100')
  })
})
