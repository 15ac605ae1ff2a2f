import type { BranchNode, ConditionNode, OccurrenceNode, RuleGroup, RuleModel, RuleUnscored } from '#shared/domain/rules/tree'
import { dayStart, nextDay, shiftTime } from './local-time.ts'
import { expressionHolds, type Moment } from './naive-expression.ts'
import { columnOf, rowsOf, type Row, type World } from './world.ts'

interface Firing {
  /** `table:id` of every occurrence in it, sorted. */
  readonly members: readonly string[]
  readonly time: number | null
  /** Of the largest member, to break ties of time. */
  readonly order: readonly [table: string, id: number]
}

interface Value {
  readonly holds: boolean
  /** Newest first; null for a gate. */
  readonly firings: readonly Firing[] | null
}

export interface NaiveScore {
  readonly unscored: RuleUnscored | null
  readonly contributions: readonly (readonly [count: number, points: number])[]
  readonly total: number
  readonly score: number
  readonly grade: string | null
}

/** The meaning of a model for one lead, a value at a time; written from the specification and not from the compiler. */
export function evaluateLead(world: World, model: RuleModel, lead: Row, moment: Moment): NaiveScore {
  const unscored = whyUnscored(world, model, lead, moment)
  if (unscored !== null) return { unscored, contributions: [], total: 0, score: 0, grade: null }
  const subject = subjectOf(world, model, lead)
  const scope = { world, moment, extra: model.target === 'lead' && model.settings.countParentContact ? lead['parent_contact_id'] ?? null : null }
  const contributions = model.groups.map((group) => contributionOf(group, valueOf(scope, model.target, subject, group.condition), moment.now))
  const total = contributions.reduce((sum, [, points]) => sum + points, 0)
  const score = Math.sign(total) * Math.round(Math.abs(total))
  const grade = model.grades.find(({ from, to }) => (from === null || score >= from) && (to === null || score <= to))
  return { unscored: null, contributions, total, score: score === 0 ? 0 : score, grade: grade?.name ?? null }
}

function subjectOf(world: World, model: RuleModel, lead: Row): Row {
  if (model.target === 'lead') return lead
  const id = lead[model.target === 'contact' ? 'parent_contact_id' : 'parent_account_id']
  const found = rowsOf(world, model.target).find((row) => row.id === id)
  if (found === undefined) throw new Error(`No ${model.target} ${String(id)}`)
  return found
}

function whyUnscored(world: World, model: RuleModel, lead: Row, moment: Moment): RuleUnscored | null {
  const contactId = lead['parent_contact_id'] ?? null
  if (model.target === 'contact' && contactId === null) return 'no_parent_contact'
  if (model.target === 'account' && (lead['parent_account_id'] ?? null) === null) return 'no_parent_account'
  if (model.target === 'account' && contactId !== null) return 'other_target'
  const { businessUnit, minimumConsent } = model.settings
  if (businessUnit !== null) {
    const units = rowsOf(world, 'business_unit')
    let unit = units.find((row) => row.id === lead['business_unit_id'])
    for (let depth = 0; depth < 100 && unit !== undefined && unit['name'] !== businessUnit; depth += 1) {
      const parent: string | number | null = unit['parent_id'] ?? null
      unit = units.find((row) => row.id === parent)
    }
    if (unit === undefined) return 'other_business_unit'
  }
  if (minimumConsent !== null) {
    const holder = contactId === null ? lead : rowsOf(world, 'contact').find((row) => row.id === contactId)
    const level = holder?.['consent_level'] ?? null
    if (level === null || Number(level) < minimumConsent) return 'consent'
  }
  if (model.audience.children.length > 0 && !valueOf({ world, moment, extra: null }, 'lead', lead, model.audience).holds) return 'outside_audience'
  return null
}

interface Scope {
  readonly world: World
  readonly moment: Moment
  /** Parent contact whose interactions count as the lead's own. */
  readonly extra: string | number | null
}

function valueOf(scope: Scope, table: string, subject: Row, node: ConditionNode): Value {
  switch (node.kind) {
    case 'attribute':
      return { holds: node.expressions.every((expression) => expressionHolds(scope.world, table, subject, expression, scope.moment)), firings: null }
    case 'occurrence':
      return occurrences(scope, table, subject, node)
    case 'all':
      return joined(node.children.map((child) => valueOf(scope, table, subject, child)))
    case 'any':
      return united(node, node.children.map((child) => valueOf(scope, table, subject, child)))
  }
}

function occurrences(scope: Scope, table: string, subject: Row, node: OccurrenceNode): Value {
  const { world, moment } = scope
  let place = table
  let reached: Row[] = [subject]
  node.path.forEach((hop, index) => {
    if (hop.kind === 'lookup') {
      const target = columnOf(world, place, hop.column).lookupTable ?? ''
      const ids = new Set(reached.map((row) => row[hop.column]))
      reached = rowsOf(world, target).filter((row) => ids.has(row.id))
      place = target
      return
    }
    const ids = new Set(reached.map((row) => row.id))
    const also = index === 0 && hop.table === 'interaction' && hop.column === 'lead_id' ? scope.extra : null
    reached = rowsOf(world, hop.table).filter((row) => ids.has(Number(row[hop.column] ?? Number.NaN)) || (also !== null && row['contact_id'] === also))
    place = hop.table
  })
  const firings = reached
    .map((row): Firing & { readonly row: Row } => ({ row, members: [`${place}:${row.id}`], time: timeOf(world, place, row), order: [place, row.id] }))
    .filter(({ time }) => time === null || time <= moment.now)
    .filter(({ row }) => node.interactionType === null || row['type'] === node.interactionType)
    .filter(({ time }) => inRange(node, time, moment))
    .filter(({ row }) => node.expressions.every((expression) => expressionHolds(world, place, row, expression, moment)))
    .sort(newestFirst)
  switch (node.frequency.kind) {
    case 'each':
      return { holds: firings.length > 0, firings: firings.length > 0 ? firings : null }
    case 'at_least':
      return { holds: firings.length >= node.frequency.count, firings: null }
    case 'none':
      return { holds: firings.length === 0, firings: null }
  }
}

function timeOf(world: World, table: string, row: Row): number | null {
  const name = table === 'interaction' ? 'occurred_at' : 'created_at'
  const known = world.catalog.find((entry) => entry.name === table)?.columns.some((column) => column.name === name) === true
  const value = known ? (row[name] ?? null) : null
  return value === null ? null : Number(value)
}

function inRange(node: OccurrenceNode, time: number | null, { now, zone }: Moment): boolean {
  const { range } = node
  if (range.kind === 'lifetime') return true
  if (time === null) return false
  if (range.kind === 'last') return time >= shiftTime(now, -range.count, range.unit, zone) && time <= now
  return time >= dayStart(range.from, zone) && time < dayStart(nextDay(range.to), zone)
}

function newestFirst(a: Firing, b: Firing): number {
  const time = (b.time ?? Number.NEGATIVE_INFINITY) - (a.time ?? Number.NEGATIVE_INFINITY)
  if (time !== 0 && !Number.isNaN(time)) return time
  if (a.order[0] !== b.order[0]) return a.order[0] < b.order[0] ? 1 : -1
  return b.order[1] - a.order[1]
}

function joined(values: readonly Value[]): Value {
  if (!values.every(({ holds }) => holds)) return { holds: false, firings: null }
  const lists = values.flatMap(({ firings }) => (firings === null ? [] : [firings]))
  if (lists.length === 0) return { holds: true, firings: null }
  const length = Math.min(...lists.map((list) => list.length))
  return { holds: true, firings: Array.from({ length }, (_, index) => together(lists.map((list) => list[index]!))) }
}

function together(parts: readonly Firing[]): Firing {
  const times = parts.flatMap(({ time }) => (time === null ? [] : [time]))
  const largest = parts.reduce((best, part) => (part.order[0] > best.order[0] || (part.order[0] === best.order[0] && part.order[1] > best.order[1]) ? part : best))
  return { members: [...new Set(parts.flatMap(({ members }) => members))].sort(), time: times.length === 0 ? null : Math.min(...times), order: largest.order }
}

function united(node: BranchNode, values: readonly Value[]): Value {
  const holding = values.filter(({ holds }) => holds)
  if (holding.length === 0 || node.children.length === 0) return { holds: false, firings: null }
  const distinct = new Map(holding.flatMap(({ firings }) => firings ?? []).map((firing) => [firing.members.join(' '), firing]))
  return { holds: true, firings: distinct.size === 0 ? null : [...distinct.values()].sort(newestFirst) }
}

function contributionOf(group: RuleGroup, value: Value, now: number): readonly [number, number] {
  if (!value.holds || group.action === null) return [0, 0]
  const { points, cap, decay } = group.action
  const ages = value.firings === null ? [0] : value.firings.map(({ time }) => (time === null ? 0 : (now - time) / 86_400_000))
  const sum = decay === null ? ages.length * points : ages.reduce((total, age) => total + points * (1 - decay.percent / 100) ** Math.floor(age / decay.days), 0)
  return [ages.length, cap === null ? sum : Math.max(-cap, Math.min(cap, sum))]
}
