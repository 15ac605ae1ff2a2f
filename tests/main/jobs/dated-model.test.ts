import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isOfDates } from '#main/db/features/attribute-spec'
import { collectFeatures } from '#main/db/features/collect-features'
import { getModel } from '#main/db/queries/models'
import { readInsight } from '#main/db/queries/insights'
import { exportSql } from '#main/db/queries/models-sql'
import { exportModel, importModel } from '#main/db/queries/models-transfer'
import { loadScorer } from '#main/db/scoring/stored-model'
import { CALENDAR_VALUES } from '#shared/domain/predictive/calendar-parts'
import type { FeatureTable } from '#shared/domain/predictive/feature-table'
import { scoreTable } from '#shared/domain/predictive/predict'
import { createExplainer, reasonsOf } from '#shared/domain/predictive/reasons'
import { LEAD_WORDS } from '#shared/domain/predictive/words'
import { expectProbabilities, inEachEngine, tableSql, type SqlEngine } from '../../support/sql-engines.ts'
import { DAY, insert } from '../features/build.ts'
import { addDate, fillDated } from '../features/dated.ts'
import { trained } from './trained.ts'
import { CALL, emptyWorkspace, NOW, type Bench } from './support.ts'

const DATES = ['lead.created_at.weekday', 'lead.created_at.month', 'lead.x_demo.weekday', 'lead.created_at.days_to.x_demo']
let folder = ''
let home: Bench
let away: Bench
let modelId = 0
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dated-'))
  home = emptyWorkspace(folder, 'home')
  away = emptyWorkspace(folder, 'away')
  for (const [{ db }, timeZone] of [[home, 'Australia/Sydney'], [away, 'America/Los_Angeles']] as const) {
    db.prepare("INSERT INTO setting (key, value) VALUES ('timeZone', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value").run(JSON.stringify(timeZone))
    addDate(db, 'x_demo', 'Demo', 'date')
    fillDated(db, 600, ({ weekday, month }) => (weekday === 'Monday' ? 0.8 : 0.35) + (month < 6 ? 0.1 : 0), ({ created, random }) => ({ x_demo: random.next() < 0.2 ? null : new Date(created + random.below(40) * DAY).toISOString().slice(0, 10) }))
    // Moments around midnight in either zone, and around their clock changes.
    for (const moment of ['2026-04-04T12:59:59Z', '2026-04-04T13:00:00Z', '2026-04-04T15:59:59Z', '2026-10-03T13:59:59Z', '2026-10-03T14:00:00Z', '2026-03-08T07:59:59Z', '2026-03-08T08:00:00Z', '2026-11-01T06:59:59Z', '2026-11-01T07:00:00Z']) {
      insert(db, 'lead', { state: 'open', created_at: Date.parse(moment), x_demo: null })
    }
  }
  modelId = await trained(home, 'lead', { include: DATES })
})
afterAll(() => {
  home.close()
  away.close()
  rmSync(folder, { recursive: true, force: true })
})

const versionOf = ({ db }: Bench, id: number): number => getModel(db, id).versions[0]?.id ?? 0
function tableOf({ db }: Bench, versionId: number): FeatureTable {
  const ids = Float64Array.from(db.prepare('SELECT id FROM lead ORDER BY id').values(), ([id]) => Number(id))
  return collectFeatures(db, 'lead', loadScorer(db, versionId).specs, { ids, asOf: new Float64Array(ids.length).fill(NOW) })
}
const scores = (bench: Bench, versionId: number): number[] => [...scoreTable(loadScorer(bench.db, versionId).model, tableOf(bench, versionId)).score]

describe('a model with attributes worked out of dates', () => {
  test('keeps the zone that it learned in, and scores the same in a workspace of another zone', () => {
    const { text } = exportModel(home.db, { modelId }, CALL)
    const summary = importModel(away.db, { text }, CALL)
    const own = scores(home, versionOf(home, modelId))
    expect(scores(away, versionOf(away, summary.id))).toEqual(own)
    const { specs } = loadScorer(away.db, versionOf(away, summary.id))
    expect(specs.filter(isOfDates).map(({ name, source }) => [name, source.timeZone])).toEqual(DATES.map((name) => [name, 'Australia/Sydney']))
    const elsewhere = specs.map((spec) => (isOfDates(spec) ? { ...spec, source: { ...spec.source, timeZone: 'America/Los_Angeles' } } : spec))
    const ids = tableOf(away, versionOf(away, summary.id)).recordIds
    const { score } = scoreTable(loadScorer(away.db, versionOf(away, summary.id)).model, collectFeatures(away.db, 'lead', elsewhere, { ids, asOf: new Float64Array(ids.length).fill(NOW) }))
    expect(own.filter((value, row) => value !== score[row]).length, 'leads whose day is another in the other zone').toBeGreaterThan(100)
  })

  test('is a file that older Sextants refuse by its version, and whose zone is checked', () => {
    const { text } = exportModel(home.db, { modelId }, CALL)
    const { checksum: _checksum, ...content } = JSON.parse(text) as Record<string, unknown>
    expect(content['version']).toBe(3)
    const signed = (changed: object): string => JSON.stringify({ ...changed, checksum: createHash('sha256').update(JSON.stringify(changed)).digest('hex') })
    expect(() => importModel(away.db, { text: signed({ ...content, version: 4 }), name: 'Newer' }, CALL)).toThrow('version 4; this Sextant reads versions 1 to 3')
    const nowhere = JSON.parse(JSON.stringify(content).replaceAll('Australia/Sydney', 'Mars/Olympus')) as object
    expect(() => importModel(away.db, { text: signed(nowhere), name: 'Nowhere' }, CALL)).toThrow('it must be a time zone that this computer knows')
  })

  test('lists its insights in the calendar’s order', () => {
    const asked = { entity: 'lead', windowMonths: 24, modelId } as const
    const weekdays = readInsight(home.db, { ...asked, name: 'lead.created_at.weekday' }, CALL)
    expect(weekdays.values.map(({ label }) => label)).toEqual(CALENDAR_VALUES.weekday)
    expect(weekdays.curve.map(({ label }) => label)).toEqual(CALENDAR_VALUES.weekday)
    expect(weekdays.values[0]?.sentence).toMatch(/^\d+\s% of leads with a date on a Monday qualify, \d+ points more than on average/u)
    const demo = readInsight(home.db, { ...asked, name: 'lead.x_demo.weekday' }, CALL)
    expect(demo.values.map(({ label }) => label)).toEqual(['Blank', ...CALENDAR_VALUES.weekday])
    const unlearned = readInsight(home.db, { ...asked, modelId: null, name: 'lead.x_demo.month' }, CALL)
    expect(unlearned.values.map(({ label }) => label)).toEqual(['Blank', ...CALENDAR_VALUES.month])
    expect(unlearned.unused).not.toBe('')
    expect(readInsight(home.db, { ...asked, name: 'lead.created_at.days_to.x_demo' }, CALL).values.map(({ label }) => label)).toContainEqual(expect.stringMatching(/^\d+ to \d+ days$/u))
  })

  test('says in reasons on which day, in which month and how many days', () => {
    const versionId = versionOf(home, modelId)
    const { model } = loadScorer(home.db, versionId)
    const table = tableOf(home, versionId)
    const { bins } = scoreTable(model, table)
    const explainer = createExplainer(model, LEAD_WORDS)
    const width = model.terms.length
    const reasons = Array.from({ length: 200 }, (_unused, row) => reasonsOf(explainer, bins.subarray(row * width, (row + 1) * width))).flat()
    const labels = (name: string): string[] => [...new Set(reasons.filter((reason) => reason.name === name).map(({ label }) => label))]
    expect(labels('lead.created_at.weekday')).toContain('Created on a Monday')
    expect(labels('lead.created_at.month')).toContain('Created in March')
    expect(labels('lead.x_demo.weekday')).toEqual(expect.arrayContaining(['Demo falls on a Friday', 'Demo is not known']))
    expect(labels('lead.created_at.days_to.x_demo')).toEqual(expect.arrayContaining([expect.stringMatching(/^\d+ to \d+ days from created to demo$/u), 'Days from created to demo is not known']))
    expect(reasons.find(({ label }) => label === 'Created on a Monday')?.evidence.sentence).toMatch(/^\d+\s% of leads whose “Created on” lies on a Monday qualify/u)
  })
})

/** The records' attributes as a table in a warehouse would have them. */
function warehouse({ features, recordIds, rows }: FeatureTable, engine: SqlEngine): string[] {
  const value = (feature: FeatureTable['features'][number], row: number): number | string | null => (feature.kind === 'numeric' ? (feature.values[row] ?? null) : (feature.categories[feature.codes[row] ?? -1] ?? null))
  return tableSql('attributes', features.map(({ name, kind }) => ({ name, text: kind === 'category' })), Array.from({ length: rows }, (_unused, row) => [recordIds[row] ?? null, ...features.map((feature) => value(feature, row))]), engine)
}

inEachEngine('the model as SQL', (engine) => {
  const { dialect } = engine
  test(`in ${dialect} it gives the application’s probabilities to within 1e-9`, async () => {
    const versionId = versionOf(home, modelId)
    const table = tableOf(home, versionId)
    const { text } = exportSql(home.db, { modelId, dialect, table: 'attributes', idColumn: 'id' })
    expect(text).toMatch(/"lead\.created_at\.weekday" text, Monday to Sunday, in Australia\/Sydney: Created on: weekday/u)
    expect(text.indexOf("'Monday'")).toBeLessThan(text.indexOf("'Sunday'"))
    const expected = scoreTable(loadScorer(home.db, versionId).model, table).probability
    expectProbabilities(await engine.run(warehouse(table, engine), `SELECT probability FROM (${text}) AS scored ORDER BY id`), expected)
  })

  if (dialect !== 'postgresql') return
  test('makes weekdays and months with its own functions as the documentation says', async () => {
    const versionId = versionOf(home, modelId)
    const { features, recordIds } = tableOf(home, versionId)
    const created = new Map(home.db.prepare('SELECT id, created_at FROM lead').values().map(([id, at]) => [Number(id), Number(at)]))
    const moments = Array.from(recordIds, (id) => `(${id}, to_timestamp(${(created.get(id) ?? 0) / 1000}))`).join(', ')
    for (const [name, pattern] of [['lead.created_at.weekday', 'FMDay'], ['lead.created_at.month', 'FMMonth']] as const) {
      const feature = features.find((own) => own.name === name)
      const found = await engine.run([], `SELECT to_char(created_at AT TIME ZONE 'Australia/Sydney', '${pattern}') FROM (VALUES ${moments}) AS lead (id, created_at) ORDER BY id`)
      expect(found).toEqual(Array.from(recordIds, (_id, row) => (feature?.kind === 'category' ? feature.categories[feature.codes[row] ?? -1] : undefined)))
    }
  })
})
