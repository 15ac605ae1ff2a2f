import { DAY } from '#main/db/features/attribute-spec'
import { localDay } from '#main/db/features/calendar'
import type { WriteDb } from '#main/db/handles'
import { partOfDay } from '#shared/domain/predictive/calendar-parts'
import { sigmoid } from '#shared/domain/predictive/metrics'
import { createRandom, deriveSeed } from '#shared/lib/random'

export const ZONE = 'Europe/Berlin'
const WINDOW = 730
const HOUR = 3_600_000

/** What of a lead's dates may have to do with its outcome. */
interface Dates {
  readonly weekday: string
  readonly month: string
  /** Days from creation to the demonstration. */
  readonly toDemo: number
  /** Place of the creation in the window, in [0, 1]. */
  readonly place: number
}

/** Log-odds that the dates add. */
export const COMPANIES = {
  'nothing in the dates': () => 0,
  'a steady trend': ({ place }) => 2 * (place - 0.5),
  'a sudden change': ({ place }) => (place > 0.6 ? 1 : 0),
  'a weekday effect': ({ weekday }) => ({ Monday: 0.5, Friday: -0.5, Saturday: -0.7, Sunday: -0.7 })[weekday] ?? 0.2,
  'a season': ({ month }) => 0.8 * Math.sin((2 * Math.PI * ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'].indexOf(month)) / 12),
  'days between two dates': ({ toDemo }) => (Number.isNaN(toDemo) ? 0 : toDemo < 7 ? 0.8 : toDemo > 20 ? 0.3 : -0.5),
} satisfies Record<string, (dates: Dates) => number>
export type Company = keyof typeof COMPANIES

const INDUSTRIES = [['Finance', 0.6], ['Retail', -0.4], ['Energy', 0], ['Health', 0.2]] as const

/** Adds two date columns and leads of the last two years, created in any hour; most are closed by `now`. The leads have an honest number and an honest category too. */
export function fillCompany(db: WriteDb, company: Company, { leads, seed, now }: { readonly leads: number; readonly seed: number; readonly now: number }): void {
  const effect: (dates: Dates) => number = COMPANIES[company]
  const random = createRandom(deriveSeed(seed, company))
  db.transaction(() => {
    for (const [name, label, type] of [['x_demo', 'Demo', 'date'], ['x_signed_up', 'Signed up at', 'datetime']] as const) {
      db.exec(`ALTER TABLE lead ADD COLUMN ${name} ${type === 'date' ? 'TEXT' : 'INTEGER'}`)
      db.prepare("INSERT INTO catalog_column (table_name, name, label, type, known_when, source, position) VALUES ('lead', ?, ?, ?, 'creation', 'bench', 99)").run(name, label, type)
    }
    const insert = db.prepare('INSERT INTO lead (state, created_at, closed_at, modified_at, industry, employees, x_demo, x_signed_up) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    for (let at = 0; at < leads; at += 1) {
      const place = random.next()
      const created = Math.floor(now - (1 - place) * WINDOW * DAY)
      const day = localDay(created, ZONE)
      const toDemo = random.next() < 0.2 ? Number.NaN : Math.floor(30 * random.next())
      const [industry, worth] = INDUSTRIES[random.below(INDUSTRIES.length)] ?? INDUSTRIES[0]
      const size = random.next()
      const chance = sigmoid(-0.3 + worth + 2 * (size - 0.5) + effect({ weekday: partOfDay(day, 'weekday') ?? '', month: partOfDay(day, 'month') ?? '', toDemo, place }))
      const closed = created + Math.ceil(-20 * Math.log(1 - random.next()) * DAY) + HOUR
      const state = closed > now ? 'open' : random.next() < chance ? 'qualified' : 'disqualified'
      const demo = Number.isNaN(toDemo) ? null : new Date((day + toDemo) * DAY).toISOString().slice(0, 10)
      insert.run(state, created, state === 'open' ? null : closed, created, industry, Math.round(10 * Math.exp(6 * size)), demo, created - Math.floor(60 * random.next() * DAY))
    }
  })
}
