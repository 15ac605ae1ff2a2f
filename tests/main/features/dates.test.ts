import { assert, constantFrom, integer, property } from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isOfDates, type AttributeSpec } from '#main/db/features/attribute-spec'
import { attributeSpecs } from '#main/db/features/attribute-specs'
import { chooseAttributes, type ChosenAttributes } from '#main/db/features/choose-attributes'
import { collectFeatures } from '#main/db/features/collect-features'
import { trainingSamples } from '#main/db/features/training-samples'
import { listAttributes } from '#main/db/queries/attributes'
import { answerLeak } from '#main/db/queries/attributes-answer'
import { modelConfigSchema, type Attribute, type ModelConfig } from '#shared/contract/predictive'
import { createRandom } from '#shared/lib/random'
import { CALL, emptyWorkspace, NOW, type Bench } from '../jobs/support.ts'
import { DAY, daysAgo, edit, insert } from './build.ts'
import { addDate, fillDated, type MadeLead } from './dated.ts'

let folder = ''
let bench: Bench
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dates-'))
  bench = emptyWorkspace(folder)
})
afterEach(() => {
  bench.close()
  rmSync(folder, { recursive: true, force: true })
})

const inZone = (timeZone: string): void => void bench.db.prepare("INSERT INTO setting (key, value) VALUES ('timeZone', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value").run(JSON.stringify(timeZone))
const specs = (): AttributeSpec[] => attributeSpecs(bench.db, 'lead', { timesUsable: true, processId: null }).filter(isOfDates)
/** Values of the attributes by name, as of a moment. */
function seen(of: readonly AttributeSpec[], id: number, asOf = NOW): Record<string, string | number | null> {
  const { features } = collectFeatures(bench.db, 'lead', of, { ids: Float64Array.of(id), asOf: Float64Array.of(asOf) })
  return Object.fromEntries(features.map((feature) => [feature.name, feature.kind === 'category' ? (feature.categories[feature.codes[0] ?? -1] ?? null) : Number.isNaN(feature.values[0]) ? null : (feature.values[0] ?? null)]))
}

describe('dates as attributes', () => {
  test('are weekday and month of each date in the workspace’s zone, and the days between two', () => {
    inZone('Europe/Berlin')
    addDate(bench.db, 'x_demo', 'Demo', 'date')
    addDate(bench.db, 'x_called', 'Called at', 'datetime')
    const ids = Array.from({ length: 25 }, (_unused, at) => insert(bench.db, 'lead', { state: 'open', created_at: Date.parse('2026-03-28T23:30:00Z') + (at === 0 ? 0 : at * DAY), x_demo: `2026-04-${String(at + 1).padStart(2, '0')}`, x_called: Date.parse('2026-03-29T11:30:00Z') + at * 3 * DAY }))
    const empty = insert(bench.db, 'lead', { state: 'open', created_at: Date.parse('2026-03-28T22:30:00Z') })
    const found = specs()
    expect(found.map(({ name, label, kind, origin, chosen, usable }) => [name, label, kind, origin, chosen, usable])).toEqual([
      ['lead.created_at.weekday', 'Created on: weekday', 'category', 'intelligent', false, true],
      ['lead.created_at.month', 'Created on: month', 'category', 'intelligent', false, true],
      ['lead.x_called.weekday', 'Called at: weekday', 'category', 'intelligent', false, true],
      ['lead.x_called.month', 'Called at: month', 'category', 'intelligent', false, true],
      ['lead.x_demo.weekday', 'Demo: weekday', 'category', 'intelligent', false, true],
      ['lead.x_demo.month', 'Demo: month', 'category', 'intelligent', false, true],
      ['lead.created_at.days_to.x_called', 'Days from created to called', 'numeric', 'intelligent', false, true],
      ['lead.created_at.days_to.x_demo', 'Days from created to demo', 'numeric', 'intelligent', false, true],
      ['lead.x_called.days_to.x_demo', 'Days from demo to called', 'numeric', 'intelligent', false, true],
    ])
    // In Berlin the first was made half an hour after midnight on the Sunday on which the clocks went forward.
    expect(seen(found, ids[0] ?? 0)).toEqual({
      'lead.created_at.weekday': 'Sunday', 'lead.created_at.month': 'March', 'lead.x_called.weekday': 'Sunday', 'lead.x_called.month': 'March', 'lead.x_demo.weekday': 'Wednesday', 'lead.x_demo.month': 'April',
      // Twelve hours between two moments; the rest are days of the calendar.
      'lead.created_at.days_to.x_called': 0.5, 'lead.created_at.days_to.x_demo': 3, 'lead.x_called.days_to.x_demo': -3,
    })
    expect(seen(found, empty)).toMatchObject({ 'lead.created_at.weekday': 'Saturday', 'lead.x_demo.weekday': null, 'lead.x_demo.month': null, 'lead.created_at.days_to.x_demo': null })
  })

  test('leave out what is personal, known after the outcome, empty or the creation date once more', () => {
    addDate(bench.db, 'x_birthday', 'Birthday', 'date', 'creation', 1)
    addDate(bench.db, 'x_signed', 'Signed', 'date', 'after_outcome')
    addDate(bench.db, 'x_empty', 'Empty', 'date')
    addDate(bench.db, 'x_entered', 'Entered', 'date')
    for (let at = 0; at < 30; at += 1) insert(bench.db, 'lead', { state: 'open', created_at: daysAgo(at), x_birthday: '1990-01-01', x_signed: '2026-01-01', x_entered: new Date(daysAgo(at)).toISOString().slice(0, 10) })
    expect(specs().map(({ name }) => name)).toEqual(['lead.created_at.weekday', 'lead.created_at.month'])
  })

  test('have at most twenty pairs, those that are filled together most often', () => {
    for (let column = 0; column < 8; column += 1) addDate(bench.db, `x_d${column}`, `D${column}`, 'date')
    for (let at = 0; at < 40; at += 1) insert(bench.db, 'lead', { state: 'open', created_at: daysAgo(at), ...Object.fromEntries(Array.from({ length: 8 }, (_unused, column) => [`x_d${column}`, at < 39 - 2 * column ? `2026-0${1 + column}-01` : null])) })
    const pairs = specs().filter(({ kind }) => kind === 'numeric').map(({ name }) => name)
    expect(pairs).toHaveLength(20)
    expect(pairs[0]).toBe('lead.created_at.days_to.x_d0')
    expect(pairs).not.toContain('lead.x_d6.days_to.x_d7')
  })

  test('are replayed: seen from a moment they are what they were then', () => {
    inZone('America/New_York')
    addDate(bench.db, 'x_next', 'Next step', 'datetime', 'history')
    const random = createRandom(3)
    const edits: { id: number; at: number; value: number | null }[] = []
    const start = daysAgo(400)
    for (let lead = 0; lead < 30; lead += 1) {
      const first = start + random.below(300 * DAY)
      const id = insert(bench.db, 'lead', { state: 'open', created_at: start, x_next: first })
      edits.push({ id, at: start, value: first })
      for (let at = start, times = random.below(5); times > 0; times -= 1) {
        at += 1 + random.below(60 * DAY)
        const value = random.below(5) === 0 ? null : start + random.below(500 * DAY)
        edit(bench.db, 'lead', id, 'x_next', value, at)
        edits.push({ id, at, value })
      }
    }
    const found = specs()
    assert(
      property(constantFrom(...new Set(edits.map(({ id }) => id))), integer({ min: start, max: NOW }), (id, moment) => {
        const value = edits.findLast((one) => one.id === id && one.at <= moment)?.value ?? null
        const shown = (part: 'weekday' | 'month'): string | null => (value === null ? null : new Intl.DateTimeFormat('en', { [part]: 'long', timeZone: 'America/New_York' }).format(value))
        expect(seen(found, id, moment)).toMatchObject({ 'lead.x_next.weekday': shown('weekday'), 'lead.x_next.month': shown('month'), 'lead.created_at.days_to.x_next': value === null ? null : (value - start) / DAY })
      }),
      { numRuns: 300 },
    )
  })

  test('an attribute beside another of the same column, or beside the link that it is, is replayed with it', () => {
    const { db } = bench
    const [ada, bo] = ['Ada', 'Bo'].map((name) => insert(db, 'user', { name, role: 'seller', region: name, created_at: daysAgo(300) }))
    const id = insert(db, 'lead', { state: 'open', created_at: daysAgo(100), owner_id: ada ?? 0 })
    edit(db, 'lead', id, 'owner_id', bo ?? 0, daysAgo(10))
    const both = attributeSpecs(db, 'lead', { timesUsable: true, processId: null }).filter(({ name }) => name === 'lead.owner_id' || name === 'owner.region')
    expect(seen(both, id, daysAgo(20))).toEqual({ 'lead.owner_id': 'Ada', 'owner.region': 'Ada' })
    expect(seen(both, id)).toEqual({ 'lead.owner_id': 'Bo', 'owner.region': 'Bo' })
  })
})

const choose = (config: Partial<ModelConfig> = {}, windowMonths: 12 | 24 = 24): ChosenAttributes =>
  chooseAttributes(bench.db, 'lead', modelConfigSchema.parse({ ...config, windowMonths }), trainingSamples(bench.db, 'lead', { ...CALL, windowMonths, processId: null, seed: 1 }), NOW)
const datesUsed = ({ used }: ChosenAttributes): string[] => used.filter(isOfDates).map(({ name }) => name)
const reasonOf = ({ refused }: ChosenAttributes, name: string): string | undefined => refused.find((column) => column.name === name)?.reason

const fill = (leads: number, chance: (lead: MadeLead) => number, more?: Parameters<typeof fillDated>[3]): void => fillDated(bench.db, leads, chance, more)

describe('the choice among them', () => {
  test('takes a weekday that tells, and says of the others that they say no more than chance', () => {
    addDate(bench.db, 'x_signed', 'Signed', 'date')
    fill(1500, ({ weekday }) => (weekday === 'Monday' ? 0.75 : 0.4), ({ created, random }) => ({ x_signed: new Date(created - 40 * DAY * random.next()).toISOString().slice(0, 10) }))
    const chosen = choose()
    expect(datesUsed(chosen)).toEqual(['lead.created_at.weekday'])
    expect(reasonOf(chosen, 'lead.x_signed.weekday')).toBe('Says no more than chance about the outcome.')
    expect(reasonOf(chosen, 'lead.created_at.days_to.x_signed')).toBe('Says no more than chance about the outcome beside its two dates.')
    expect(reasonOf(chosen, 'lead.created_at.month')).toContain('says no more than chance')
    expect(reasonOf(choose({}, 12), 'lead.created_at.month')).toBe('Never twice the same month of the year in enough records, so that a season cannot be told from a trend.')
    expect(datesUsed(choose({ include: ['lead.x_signed.month'], exclude: ['lead.created_at.weekday'] }))).toEqual(['lead.x_signed.month'])
    const listed = new Map(listAttributes(bench.db, { entity: 'lead', windowMonths: 24 }, CALL).map((attribute) => [attribute.name, attribute]))
    expect(listed.get('lead.created_at.weekday')).toMatchObject({ chosen: true, kind: 'category', origin: 'intelligent', distinct: 7, note: '', suspect: false, column: null })
    expect(listed.get('lead.x_signed.weekday')).toMatchObject({ chosen: false, note: 'Says no more than chance about the outcome.' })
  })

  test('takes a season that was there in both years, and no trend for one', () => {
    fill(4000, ({ month }) => (month < 3 ? 0.75 : 0.4))
    expect(datesUsed(choose())).toEqual(['lead.created_at.month'])
    bench.db.transaction(() => bench.db.exec(`UPDATE lead SET state = CASE WHEN (id * 7919) % 1000 < CASE WHEN created_at > ${daysAgo(365)} THEN 700 ELSE 350 END THEN 'qualified' ELSE 'disqualified' END WHERE state <> 'open'`))
    expect(datesUsed(choose())).toEqual([])
  })

  test('knows the day on which all fall', () => {
    addDate(bench.db, 'x_monday', 'Week of', 'date', 'snapshot')
    fill(400, () => 0.5, ({ created }) => ({ x_monday: new Date(daysAgo(0) - ((NOW - created) / DAY > 300 ? 47 : 12) * 7 * DAY - 5 * DAY).toISOString().slice(0, 10) }))
    expect(reasonOf(choose(), 'lead.x_monday.weekday')).toBe('Falls on a Monday in every record.')
    expect(specs().find(({ name }) => name === 'lead.x_monday.month')?.reason).toContain('One value without history')
  })

  test('holds what is worked out of a suspect date to be suspect, until a person clears the date', () => {
    addDate(bench.db, 'x_ended', 'Contract', 'date', 'snapshot')
    fill(600, () => 0.5, ({ closed, created }) => ({ x_ended: closed === null ? new Date(created + 5 * DAY).toISOString().slice(0, 10) : new Date(closed).toISOString().slice(0, 10) }))
    const listed = (): Map<string, Attribute> => new Map(listAttributes(bench.db, { entity: 'lead', windowMonths: 24 }, CALL).map((attribute) => [attribute.name, attribute]))
    const before = listed()
    expect(before.get('lead.x_ended')).toMatchObject({ suspect: true, signs: ['closing_day'] })
    for (const name of ['lead.x_ended.weekday', 'lead.x_ended.month', 'lead.created_at.days_to.x_ended']) {
      expect(before.get(name), name).toMatchObject({ suspect: true, chosen: false, asks: false, note: expect.stringContaining('It is worked out of “Days since contract”, which is suspect: Days since contract names the day of closing itself') })
    }
    expect(before.get('lead.created_at.weekday')?.suspect).toBe(false)
    bench.db.transaction(() => answerLeak(bench.db, { table: 'lead', column: 'x_ended', answer: 'creation' }, CALL))
    expect(listed().get('lead.x_ended')?.suspect).toBe(false)
    expect(listed().get('lead.x_ended.weekday')).toMatchObject({ suspect: false, answer: 'creation' })
    expect(listed().get('lead.created_at.days_to.x_ended')?.suspect).toBe(false)
    bench.db.transaction(() => answerLeak(bench.db, { table: 'lead', column: 'x_ended', answer: 'unknown' }, CALL))
    expect(listed().get('lead.x_ended.month')).toMatchObject({ suspect: true, note: expect.stringContaining('you could not say') })
  })

  test('says that too few records tell', () => {
    addDate(bench.db, 'x_rare', 'Rare', 'date')
    let held = 0
    fill(400, () => 0.5, () => ({ x_rare: (held += 1) <= 30 ? '2026-02-03' : null }))
    expect(reasonOf(choose(), 'lead.x_rare.weekday')).toBe('Too few closed records hold it to tell whether it says anything about the outcome.')
  })
})
