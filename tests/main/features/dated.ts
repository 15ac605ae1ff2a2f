import type { WriteDb } from '#main/db/handles'
import type { KnownWhen } from '#shared/domain/catalog/types'
import { CALENDAR_VALUES } from '#shared/domain/predictive/calendar-parts'
import { createRandom, type Random } from '#shared/lib/random'
import { NOW } from '../jobs/support.ts'
import { DAY, daysAgo, insert } from './build.ts'

/** Adds a date column to the leads. */
export function addDate(db: WriteDb, name: string, label: string, type: 'date' | 'datetime', knownWhen: KnownWhen = 'creation', personal = 0): void {
  db.exec(`ALTER TABLE lead ADD COLUMN ${name} ${type === 'date' ? 'TEXT' : 'INTEGER'}`)
  db.prepare("INSERT INTO catalog_column (table_name, name, label, type, known_when, personal, source, position) VALUES ('lead', ?, ?, ?, ?, ?, 'test', 99)").run(name, label, type, knownWhen, personal)
}

export interface MadeLead {
  readonly created: number
  readonly weekday: string
  readonly month: number
}

/** Closed and open leads of two years in which the chance of success depends on the date of creation alone. */
export function fillDated(db: WriteDb, leads: number, chance: (lead: MadeLead) => number, more: (lead: MadeLead & { readonly state: string; readonly closed: number | null; readonly random: Random }) => Record<string, string | number | null> = () => ({})): void {
  const random = createRandom(5)
  db.transaction(() => {
    for (let at = 0; at < leads; at += 1) {
      const created = Math.floor(daysAgo(735 * random.next()))
      const lead = { created, weekday: CALENDAR_VALUES.weekday[(new Date(created).getUTCDay() + 6) % 7] ?? '', month: new Date(created).getUTCMonth() }
      const closed = created + Math.ceil((1 + 20 * random.next()) * DAY)
      const state = closed > NOW ? 'open' : random.next() < chance(lead) ? 'qualified' : 'disqualified'
      insert(db, 'lead', { state, created_at: created, closed_at: state === 'open' ? null : closed, ...more({ ...lead, state, closed: state === 'open' ? null : closed, random }) })
    }
  })
}
