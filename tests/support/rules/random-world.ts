import { openDb, prepareWorkspace, type OpenDb } from '#main/db/open'
import { readTables } from '#main/db/queries/catalog'
import { INTERACTION_TYPES } from '#shared/domain/catalog/built-in'
import { deriveSeed, createRandom, type Random } from '#shared/lib/random'
import { insertRows } from './company.ts'
import type { Moment } from './naive-expression.ts'
import { shiftTime } from './local-time.ts'
import type { Row, World } from './world.ts'

export interface RandomWorld {
  readonly world: World
  readonly moment: Moment
  readonly db: OpenDb
}

const DAY = 86_400_000
export const WORDS = ['alpha', 'Beta', 'gamma ray', 'ÄRA', 'o_ne', '100%', 'beta', 'Alp'] as const
export const TYPES = INTERACTION_TYPES.slice(0, 5)
/** Moments right at and around clock changes, and one of no note. */
const MOMENTS: readonly Moment[] = [
  { now: Date.UTC(2026, 2, 29, 1, 30), zone: 'Europe/Berlin' },
  { now: Date.UTC(2026, 3, 29, 0, 30), zone: 'Europe/Berlin' },
  { now: Date.UTC(2026, 9, 25, 0, 30), zone: 'Europe/Berlin' },
  { now: Date.UTC(2026, 10, 25, 1, 30), zone: 'Europe/Berlin' },
  { now: Date.UTC(2026, 10, 1, 6, 15), zone: 'America/New_York' },
  { now: Date.UTC(2026, 3, 4, 15, 5), zone: 'Australia/Lord_Howe' },
  { now: Date.UTC(2026, 4, 31, 12), zone: 'UTC' },
]

const CUSTOM = `
CREATE TABLE visit (id INTEGER PRIMARY KEY, external_id TEXT, contact_id INTEGER REFERENCES contact(id), host_id INTEGER REFERENCES contact(id), rating REAL, price INTEGER, seen INTEGER, on_day TEXT, note TEXT,
  created_at INTEGER, modified_at INTEGER NOT NULL, import_id INTEGER) STRICT;
CREATE TABLE site (id INTEGER PRIMARY KEY, external_id TEXT, account_id INTEGER REFERENCES account(id), size INTEGER, name TEXT, modified_at INTEGER NOT NULL) STRICT;
INSERT INTO catalog_table (name, label, label_plural, built_in, position) VALUES ('visit', 'Visit', 'Visits', 0, 50), ('site', 'Site', 'Sites', 0, 51);
INSERT INTO catalog_column (table_name, name, label, type, scale, known_when, lookup_table, position) VALUES
  ('visit', 'contact_id', 'Contact', 'lookup', 0, 'creation', 'contact', 1), ('visit', 'host_id', 'Host', 'lookup', 0, 'creation', 'contact', 2),
  ('visit', 'rating', 'Rating', 'number', 0, 'creation', NULL, 3), ('visit', 'price', 'Price', 'decimal', 2, 'creation', NULL, 4),
  ('visit', 'seen', 'Seen', 'boolean', 0, 'creation', NULL, 5), ('visit', 'on_day', 'On', 'date', 0, 'creation', NULL, 6),
  ('visit', 'note', 'Note', 'text', 0, 'creation', NULL, 7), ('visit', 'created_at', 'Created on', 'datetime', 0, 'creation', NULL, 8),
  ('site', 'account_id', 'Account', 'lookup', 0, 'creation', 'account', 1), ('site', 'size', 'Size', 'integer', 0, 'creation', NULL, 2), ('site', 'name', 'Name', 'text', 0, 'creation', NULL, 3);
`

/** Fills a new workspace with a small company in which values collide, are missing, and lie exactly on the edges of ranges. */
export function randomWorld(file: string, seed: number): RandomWorld {
  const random = createRandom(deriveSeed(seed, 'world'))
  const moment = MOMENTS[seed % MOMENTS.length]!
  prepareWorkspace(file, moment.now, moment.zone)
  const db = openDb(file)
  db.exec(CUSTOM)
  const rows = tablesOf(random, moment)
  insertRows(db, rows)
  return { world: { catalog: readTables(db), rows }, moment, db }
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)]!
}

export function chance(random: Random, share: number): boolean {
  return random.next() < share
}

/** Times near now, on the edges of ranges, in the future, and equal to one another. */
function someTime(random: Random, { now, zone }: Moment): number {
  const kind = random.below(10)
  if (kind < 3) return now - random.below(40) * DAY
  if (kind < 5) return now - random.below(200) * 3_600_000
  if (kind === 5) return shiftTime(now, -1 - random.below(3), pick(random, ['month', 'quarter', 'year', 'week'] as const), zone) + random.below(3) - 1
  if (kind === 6) return now - 7 * DAY * (1 + random.below(3)) + random.below(3) - 1
  if (kind === 7) return now + random.below(3) - 1
  if (kind === 8) return now + random.below(20) * DAY
  return now - random.below(900) * DAY - random.below(DAY)
}

function someDay(random: Random, moment: Moment): string {
  return new Date(someTime(random, moment)).toISOString().slice(0, 10)
}

function tablesOf(random: Random, moment: Moment): Map<string, Row[]> {
  const maybe = <T>(value: T, missing = 0.25): T | null => (chance(random, missing) ? null : value)
  const word = (): string | null => (chance(random, 0.1) ? '' : maybe(pick(random, WORDS)))
  const one = (count: number, missing: number): number | null => maybe(1 + random.below(count), missing)
  const many = (count: number, make: (id: number) => Omit<Row, 'id'>): Row[] => Array.from({ length: count }, (_, index) => ({ ...make(index + 1), id: index + 1 }))
  const time = (): number => someTime(random, moment)
  return new Map<string, Row[]>([
    ['business_unit', many(4, (id) => ({ name: id < 4 ? `Unit ${id}` : 'Unit 2', parent_id: id === 1 ? null : 1 + random.below(id - 1) }))],
    ['account', many(7, (id) => ({ name: `Account ${id}`, industry: word(), employees: maybe(random.below(8)), annual_revenue: maybe(random.below(400)), city: word(), parent_id: id === 1 ? null : one(id - 1, 0.5), created_at: maybe(time()) }))],
    ['contact', many(12, () => ({ first_name: word(), email: maybe('a@b.c'), job_title: word(), city: word(), account_id: one(7, 0.2), consent_level: one(5, 0.2), created_at: maybe(time()) }))],
    ['lead', many(26, () => ({ first_name: 'L', topic: word(), city: word(), industry: word(), employees: maybe(random.below(8)), annual_revenue: maybe(random.below(400)), state: pick(random, ['open', 'open', 'qualified']), sales_ready: random.below(2), consent_level: one(5, 0.3), parent_contact_id: one(12, 0.35), parent_account_id: one(7, 0.3), business_unit_id: one(4, 0.2), created_at: maybe(time()), closed_at: null }))],
    ['interaction', many(220, () => ({ type: pick(random, TYPES), occurred_at: time(), contact_id: one(12, 0.3), lead_id: one(26, 0.4), asset: word(), journey: word(), channel: word(), value: maybe(random.below(6) / 2) }))],
    ['visit', many(40, () => ({ contact_id: one(12, 0.1), host_id: one(12, 0.4), rating: maybe(random.below(6) / 2), price: maybe(random.below(400)), seen: maybe(random.below(2)), on_day: maybe(someDay(random, moment)), note: word(), created_at: maybe(time()) }))],
    ['site', many(18, () => ({ account_id: one(7, 0.1), size: maybe(random.below(5)), name: word() }))],
  ])
}
