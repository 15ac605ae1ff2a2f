import type { Feature, TrainingTable } from '#shared/domain/predictive/feature-table'
import { createRandom, type Random } from '#shared/lib/random'

export const DAY = 86_400_000
/** Days after which nothing happens any more; what is open then never closes. */
const LAST_DAY = 2200
/** Days of a company, the last two years of which are the window. */
const YEARS = 1500
export const WINDOW = 730

/** How leads end: the chances a day of winning and of losing one are a lead's own factor times a shape over its age in days. */
interface World {
  readonly win: (x: readonly number[]) => number
  readonly winShape: (age: number) => number
  readonly lose: (x: readonly number[]) => number
  readonly loseShape: (age: number) => number
}

const early = (days: number) => (age: number): number => Math.exp(-age / days)
const late = (days: number) => (age: number): number => 1 - Math.exp(-age / days)
const level = (): number => 1
const chance = (x: readonly number[]): number => 1 / (1 + Math.exp(-(0.8 * x[0]! + 0.5 * x[1]!)))

export const WORLDS = {
  'quick wins, stale losses': { win: (x) => Math.exp(-3.2 + 0.8 * x[0]!), winShape: early(15), lose: (x) => Math.exp(-4.2 - 0.5 * x[1]!), loseShape: level },
  'slow wins, quick losses': { win: (x) => Math.exp(-4 + 0.8 * x[0]!), winShape: late(60), lose: (x) => Math.exp(-3 - 0.5 * x[1]!), loseShape: early(15) },
  'outcome apart from duration': { win: (x) => 0.0136 * chance(x), winShape: level, lose: (x) => 0.0136 * (1 - chance(x)), loseShape: level },
} satisfies Record<string, World>

export interface MadeLead {
  /** Days before now. */
  readonly created: number
  /** Five normal values, of which the first two may count. */
  readonly x: readonly number[]
  /** Days from creation to closing; Infinity when it never closes. */
  readonly life: number
  readonly won: boolean
}

/** Leads that arrive evenly over the days of a company, or over its window alone. */
export function makeLeads(world: World, count: number, seed: number, days = YEARS): MadeLead[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => {
    const x = Array.from({ length: 5 }, () => normal(random))
    return { created: days * random.next(), x, ...ending(world, x, random) }
  })
}

function ending(world: World, x: readonly number[], random: Random): { life: number; won: boolean } {
  const win = world.win(x)
  const lose = world.lose(x)
  for (let day = 0; day < LAST_DAY; day += 1) {
    const wins = win * world.winShape(day + 0.5)
    const ends = wins + lose * world.loseShape(day + 0.5)
    if (random.next() < 1 - Math.exp(-ends)) return { life: day + random.next(), won: random.next() < wins / ends }
  }
  return { life: Number.POSITIVE_INFINITY, won: false }
}

/** The chance of a lead that is still open at an age to be won in the end: what nobody can predict better. */
export function chanceAt(world: World, x: readonly number[], age: number): number {
  const win = world.win(x)
  const lose = world.lose(x)
  let open = 1
  let won = 0
  for (let day = age; day < age + LAST_DAY && open > 1e-6; day += 1) {
    const wins = win * world.winShape(day + 0.5)
    const ends = wins + lose * world.loseShape(day + 0.5)
    const share = 1 - Math.exp(-ends)
    won += open * share * (wins / ends)
    open *= 1 - share
  }
  return won
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

/** Leads as the trainer sees them, at an age in days each: their values and the age. */
export function tableOf(leads: readonly MadeLead[], ages: readonly number[], now: number): TrainingTable {
  const numeric = (name: string, values: Float64Array): Feature => ({ kind: 'numeric', name, label: name, origin: 'record', values })
  const createdAt = leads.map(({ created }) => now - created * DAY)
  return {
    rows: leads.length,
    recordIds: Float64Array.from(leads, (_lead, row) => row + 1),
    asOf: Float64Array.from(ages, (age, row) => createdAt[row]! + age * DAY),
    closedAt: Float64Array.from(leads, ({ life }, row) => createdAt[row]! + life * DAY),
    outcome: Uint8Array.from(leads, ({ won }) => (won ? 1 : 0)),
    features: [...[0, 1, 2, 3, 4].map((at) => numeric(`Value ${at + 1}`, Float64Array.from(leads, ({ x }) => x[at]!))), numeric('Days since created', Float64Array.from(ages))],
  }
}
