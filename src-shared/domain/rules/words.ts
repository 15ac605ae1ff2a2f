import { assertNever } from '#shared/lib/assert'
import type { CatalogTable } from '../catalog/types.ts'
import { findColumn, findTable } from './context.ts'
import { operatorLabel, takesUnit, valuesOf } from './operators.ts'
import { pathTables, spellPath } from './paths.ts'
import type { ConditionNode, DateRange, Expression, Frequency, OccurrenceNode, RuleAction, RuleGrade, RuleValue, TimeUnit } from './tree.ts'

/*
 * Short sentences for tiles, cards and lists. They are for reading only: the text form is `text/print.ts`.
 */

const QUANTITIES = new Intl.NumberFormat('en', { maximumFractionDigits: 6 })

/** `90 days`, `1 day`. */
export function describeSpan(count: number, unit: TimeUnit): string {
  return `${QUANTITIES.format(count)} ${unit}${count === 1 ? '' : 's'}`
}

export function describeFrequency(frequency: Frequency): string {
  switch (frequency.kind) {
    case 'each': return 'Each'
    case 'at_least': return `At least ${QUANTITIES.format(frequency.count)}`
    case 'none': return 'No'
    default: return assertNever(frequency)
  }
}

/** `any time`, `last 90 days`, `2026-01-01 to 2026-03-31`. */
export function describeRange(range: DateRange): string {
  switch (range.kind) {
    case 'lifetime': return 'any time'
    case 'last': return range.count === 1 ? `last ${range.unit}` : `last ${describeSpan(range.count, range.unit)}`
    case 'between': return `${range.from === '' ? '…' : range.from} to ${range.to === '' ? '…' : range.to}`
    default: return assertNever(range)
  }
}

export function describeValue(value: RuleValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'number' ? QUANTITIES.format(value) : `“${value}”`
}

/** `Asset contains “pricing”`, `Parent contact › City is empty`; `…` stands for what is missing. */
export function describeExpression(tables: readonly CatalogTable[], table: string | null, expression: Expression): string {
  let reached = table
  const names = expression.lookups.map((lookup) => {
    const column = findColumn(tables, reached, lookup)
    reached = column?.lookupTable ?? null
    return column?.label ?? '…'
  })
  const column = findColumn(tables, reached, expression.column)
  const dated = column?.type === 'date' || column?.type === 'datetime'
  const left = [...names, column?.label ?? '…'].join(' › ')
  return `${left} ${operatorLabel(expression.operator)}${describeValues(expression, dated)}`
}

function describeValues({ operator, values, unit }: Expression, dated: boolean): string {
  const [first, second] = values
  const show = (value: RuleValue | undefined): string => (value === undefined || value === '' ? '…' : dated && typeof value === 'string' ? value : describeValue(value))
  if (takesUnit(operator)) return typeof first === 'number' && unit !== null ? ` ${describeSpan(first, unit)}` : ` ${show(first)} ${unit === null ? '…' : `${unit}s`}`
  switch (valuesOf(operator)) {
    case 'none': return ''
    case 'one': return ` ${show(first)}`
    case 'two': return ` ${show(first)} and ${show(second)}`
    case 'many': return values.length === 0 ? ' …' : ` ${values.map(show).join(', ')}`
  }
}

/** What an occurrence counts, without the way where the way is one step: `EmailClicked`, `Opportunity.Contact.Account`. */
export function describeCounted(tables: readonly CatalogTable[], start: string, node: OccurrenceNode): string {
  if (node.path.length === 0) return '…'
  const many = node.frequency.kind === 'none' || (node.frequency.kind === 'at_least' && node.frequency.count !== 1)
  if (node.path.length > 1 || ambiguous(tables, start, node)) return spellPath(tables, start, node.path, node.interactionType, '.', many)
  const table = findTable(tables, pathTables(tables, start, node.path).at(-1) ?? null)
  return table?.name === 'interaction' && node.interactionType !== null ? node.interactionType : ((many ? table?.labelPlural : table?.label) ?? '…')
}

function ambiguous(tables: readonly CatalogTable[], start: string, node: OccurrenceNode): boolean {
  const last = node.path.at(-1)
  const columns = last?.kind === 'rows' ? (findTable(tables, last.table)?.columns ?? []) : []
  return columns.filter((column) => column.lookupTable === start).length > 1
}

/** A condition in one line: `Each EmailClicked, last 90 days`, `No EmailBounced`, `State equals “open”`, `All of 3 conditions`. */
export function describeNode(tables: readonly CatalogTable[], start: string, node: ConditionNode): string {
  switch (node.kind) {
    case 'all':
    case 'any': {
      const count = node.children.length
      return `${node.kind === 'all' ? 'All' : 'Any'} of ${count} ${count === 1 ? 'condition' : 'conditions'}`
    }
    case 'attribute':
      return node.expressions.length === 0 ? 'Always true' : node.expressions.map((expression) => describeExpression(tables, start, expression)).join(' and ')
    case 'occurrence': {
      const range = node.range.kind === 'lifetime' ? '' : `, ${describeRange(node.range)}`
      return `${describeFrequency(node.frequency)} ${describeCounted(tables, start, node)}${range}`
    }
    default:
      return assertNever(node)
  }
}

/** The label of a tile, or what it says when it has none. */
export function nodeTitle(tables: readonly CatalogTable[], start: string, node: ConditionNode): string {
  return node.label.trim() === '' ? describeNode(tables, start, node) : node.label
}

/** `+10 points`, `−1 point`. */
export function describeAction({ points }: RuleAction): string {
  const size = Math.abs(points)
  return `${points < 0 ? '−' : '+'}${QUANTITIES.format(size)} ${size === 1 ? 'point' : 'points'}`
}

/** How often the points are given and what limits them; `each` when the condition counts something. */
export function describeLimits({ cap, decay }: RuleAction, each: boolean): string {
  const parts = [each ? 'Each time' : 'Once']
  if (cap !== null) parts.push(`capped at ${QUANTITIES.format(cap)}`)
  if (decay !== null) parts.push(`fades ${QUANTITIES.format(decay.percent)} % every ${describeSpan(decay.days, 'day')}`)
  return parts.join(', ')
}

/** `15 to 34`, `up to 14`, `60 and over`, `any score`. */
export function describeGrade({ from, to }: Pick<RuleGrade, 'from' | 'to'>): string {
  if (from === null) return to === null ? 'any score' : `up to ${to}`
  return to === null ? `${from} and over` : `${from} to ${to}`
}

/** Whether a condition yields a count, so that its points are given each time: somewhere inside stands an "each" that can pass its firings up. */
export function counts(node: ConditionNode): boolean {
  switch (node.kind) {
    case 'all':
    case 'any': return node.children.some(counts)
    case 'attribute': return false
    case 'occurrence': return node.frequency.kind === 'each'
    default: return assertNever(node)
  }
}
