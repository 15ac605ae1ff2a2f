import type { CatalogColumn, CatalogTable } from '#shared/domain/catalog/types'
import { operatorsOf } from '#shared/domain/rules/operators'
import { MOST_HOPS, NO_SETTINGS, TIME_UNITS, type BranchNode, type ConditionNode, type DateRange, type Expression, type Frequency, type Hop, type RuleModel, type RuleOperator, type RuleTarget, type RuleValue } from '#shared/domain/rules/tree'
import type { Random } from '#shared/lib/random'
import { chance, pick, TYPES, WORDS } from './random-world.ts'

interface Maker {
  readonly random: Random
  readonly catalog: readonly CatalogTable[]
  /** Hands out ids. */
  next(): string
}

/** Columns that the worlds fill; what is always empty would only dilute the test. */
const FILLED: Readonly<Record<string, readonly string[]>> = {
  account: ['industry', 'employees', 'annual_revenue', 'city', 'created_at', 'parent_id'],
  contact: ['first_name', 'email', 'job_title', 'city', 'consent_level', 'created_at', 'account_id'],
  lead: ['topic', 'city', 'industry', 'employees', 'annual_revenue', 'state', 'sales_ready', 'created_at', 'parent_contact_id', 'parent_account_id'],
  interaction: ['asset', 'journey', 'channel', 'value', 'type', 'occurred_at', 'contact_id', 'lead_id'],
  visit: ['rating', 'price', 'seen', 'on_day', 'note', 'created_at', 'contact_id', 'host_id'],
  site: ['size', 'name', 'account_id'],
}

const REACHED = Object.keys(FILLED)

/** A valid model over the random worlds, in which most groups can fire. */
export function randomModel(random: Random, catalog: readonly CatalogTable[]): RuleModel {
  let count = 0
  const maker: Maker = { random, catalog, next: () => `n${(count += 1)}` }
  const target = pick<RuleTarget>(random, ['lead', 'contact', 'account'])
  const groups = Array.from({ length: 3 + random.below(4) }, () => ({
    id: maker.next(),
    condition: branch(maker, target, 0, false),
    action: {
      id: maker.next(),
      points: (1 + random.below(30)) * (chance(random, 0.3) ? -1 : 1),
      cap: chance(random, 0.3) ? 1 + random.below(40) : null,
      decay: chance(random, 0.4) ? { percent: pick(random, [10, 25, 50, 100, 33.3]), days: pick(random, [1, 7, 30]) } : null,
    },
  }))
  return {
    name: 'Random',
    description: '',
    target,
    audience: chance(random, 0.3) ? branch(maker, 'lead', 1, true) : { kind: 'all', id: maker.next(), label: '', children: [] },
    groups,
    grades: [{ id: 'g1', name: 'D', from: null, to: 4 }, { id: 'g2', name: 'C', from: 5, to: 19 }, { id: 'g3', name: 'A', from: 20, to: null }],
    settings: { ...NO_SETTINGS, salesReadyScore: 10, minimumConsent: chance(random, 0.15) ? 2 : null, businessUnit: chance(random, 0.15) ? 'Unit 2' : null, countParentContact: target === 'lead' && chance(random, 0.5) },
  }
}

function branch(maker: Maker, table: string, depth: number, gate: boolean): BranchNode {
  const { random } = maker
  const children = Array.from({ length: 1 + random.below(3) }, () => node(maker, table, depth + 1, gate))
  return { kind: chance(random, 0.5) ? 'all' : 'any', id: maker.next(), label: '', children }
}

function node(maker: Maker, table: string, depth: number, gate: boolean): ConditionNode {
  const { random } = maker
  const kind = random.next()
  if (kind < 0.2 && depth < 3) return branch(maker, table, depth, gate)
  if (kind < 0.4) return { kind: 'attribute', id: maker.next(), label: '', expressions: expressions(maker, table, 0, 1) }
  const path = pathFrom(maker, table)
  const last = path.at(-1)
  const reached = last?.kind === 'rows' ? last.table : 'interaction'
  return {
    kind: 'occurrence',
    id: maker.next(),
    label: '',
    path,
    interactionType: reached === 'interaction' && chance(random, 0.6) ? pick(random, TYPES) : null,
    frequency: frequency(random, gate),
    range: reached === 'site' ? { kind: 'lifetime' } : range(random),
    expressions: chance(random, 0.5) ? [] : expressions(maker, reached, path.length, 2),
  }
}

function frequency(random: Random, gate: boolean): Frequency {
  const kind = random.next()
  if (kind < 0.5 && !gate) return { kind: 'each' }
  return kind < 0.8 ? { kind: 'at_least', count: 1 + random.below(3) } : { kind: 'none' }
}

function range(random: Random): DateRange {
  const kind = random.below(4)
  if (kind === 0) return { kind: 'lifetime' }
  if (kind === 1) return { kind: 'between', from: pick(random, ['2026-02-28', '2026-03-29', '2025-10-26', '2024-02-29']), to: pick(random, ['2026-03-29', '2026-10-25', '2026-11-01', '2026-12-31']) }
  const unit = pick(random, TIME_UNITS)
  return { kind: 'last', unit, count: unit === 'minute' ? 600 * (1 + random.below(20)) : unit === 'hour' ? 24 * (1 + random.below(20)) : unit === 'day' ? 7 * (1 + random.below(8)) : 1 + random.below(3) }
}

/** Random hops that end in rows, one to three long. */
function pathFrom(maker: Maker, table: string): Hop[] {
  const { random, catalog } = maker
  for (;;) {
    const path: Hop[] = []
    let place = table
    const length = 1 + random.below(3)
    while (path.length < length) {
      const choices: Hop[] = [
        ...columnsOf(maker, place).filter(({ type }) => type === 'lookup').map(({ name }): Hop => ({ kind: 'lookup', column: name })),
        ...catalog
          .filter(({ name }) => REACHED.includes(name))
          .flatMap((other) => other.columns.filter(({ lookupTable }) => lookupTable === place).map(({ name }): Hop => ({ kind: 'rows', table: other.name, column: name }))),
      ]
      if (choices.length === 0) break
      const hop = pick(random, choices)
      path.push(hop)
      place = hop.kind === 'rows' ? hop.table : (columnsOf(maker, place).find(({ name }) => name === hop.column)?.lookupTable ?? place)
    }
    if (path.at(-1)?.kind === 'rows') return path
  }
}

function columnsOf({ catalog }: Maker, table: string): CatalogColumn[] {
  return catalog.find(({ name }) => name === table)?.columns.filter(({ name }) => FILLED[table]?.includes(name)) ?? []
}

function expressions(maker: Maker, table: string, hops: number, most: number): Expression[] {
  return Array.from({ length: 1 + maker.random.below(most) }, () => expression(maker, table, hops))
}

function expression(maker: Maker, start: string, hops: number): Expression {
  const { random } = maker
  const lookups: string[] = []
  let table = start
  while (hops + lookups.length < MOST_HOPS && chance(random, 0.2)) {
    const follow = columnsOf(maker, table).filter(({ type, lookupTable }) => type === 'lookup' && lookupTable !== null && REACHED.includes(lookupTable))
    if (follow.length === 0) break
    const column = pick(random, follow)
    lookups.push(column.name)
    table = column.lookupTable ?? table
  }
  // By type first: text columns outnumber the others.
  const own = columnsOf(maker, table)
  const type = pick(random, [...new Set(own.map((each) => each.type))].filter((each) => each !== 'lookup' || chance(random, 0.3)))
  const column = pick(random, own.filter((each) => each.type === (type ?? own[0]?.type)))
  const operator = pick(random, operatorsOf(column.type))
  return { id: maker.next(), lookups, column: column.name, operator, values: valuesFor(random, column, operator), unit: RELATIVE.includes(operator) ? pick(random, TIME_UNITS.slice(2)) : null }
}

const RELATIVE: readonly RuleOperator[] = ['in_last', 'in_next', 'older_than']
const PARTS: readonly RuleOperator[] = ['contains', 'not_contains', 'begins', 'ends']

function valuesFor(random: Random, column: CatalogColumn, operator: RuleOperator): RuleValue[] {
  if (operator === 'empty' || operator === 'filled') return []
  if (RELATIVE.includes(operator)) return [1 + random.below(6)]
  if (PARTS.includes(operator)) return [pick(random, ['a', 'AL', 'beta', '_', '%', 'ä', 'a r', 'Ope', 'mail'])]
  if (operator === 'in' || operator === 'not_in') return Array.from({ length: 1 + random.below(3) }, () => oneValue(random, column))
  const first = oneValue(random, column)
  if (operator !== 'between') return [first]
  const second = oneValue(random, column)
  return first <= second ? [first, second] : [second, first]
}

function oneValue(random: Random, column: CatalogColumn): RuleValue {
  switch (column.type) {
    case 'text':
    case 'option':
      if (column.name === 'state') return pick(random, ['open', 'Qualified'])
      return column.name === 'type' ? pick(random, TYPES) : pick(random, WORDS)
    case 'boolean':
      return chance(random, 0.5)
    case 'decimal':
      return random.below(400) / 100
    case 'number':
      return random.below(6) / 2
    case 'date':
    case 'datetime':
      return pick(random, ['2026-03-29', '2026-10-25', '2026-11-01', '2026-05-31', '2026-02-28', '2025-12-31'])
    case 'integer':
    case 'lookup':
      return random.below(6)
  }
}
