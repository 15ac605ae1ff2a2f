import { assertNever } from '#shared/lib/assert'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { findColumn, findTable } from '../context.ts'
import { operatorLabel, takesUnit, valuesOf } from '../operators.ts'
import { pathTables, spellPath } from '../paths.ts'
import type { ConditionNode, DateRange, Expression, Frequency, OccurrenceNode, RuleValue, TimeUnit } from '../tree.ts'
import { spellName, spellUnknown } from './names.ts'
import { columnNames } from './path-names.ts'
import { quoteText } from './tokens.ts'

/** Longer lines put their `where` on a line of its own. */
const LONG = 100

/** The lines of a condition, each indented by `indent` and two columns more for each branch. */
export function printNode(tables: readonly CatalogTable[], start: string, node: ConditionNode, indent: string): string[] {
  const head = `${indent}${node.label === '' ? '' : `${quoteText(node.label)}: `}`
  switch (node.kind) {
    case 'all':
    case 'any':
      return [`${head}${node.kind} of`, ...node.children.flatMap((child) => printNode(tables, start, child, `${indent}  `))]
    case 'attribute':
      return [head + (node.expressions.length === 0 ? 'always' : printExpressions(tables, start, node.expressions))]
    case 'occurrence':
      return printOccurrence(tables, start, node, head, indent)
    default:
      return assertNever(node)
  }
}

function printOccurrence(tables: readonly CatalogTable[], start: string, node: OccurrenceNode, head: string, indent: string): string[] {
  const many = !(node.frequency.kind === 'each' || (node.frequency.kind === 'at_least' && node.frequency.count === 1))
  const counted = `${head}${printFrequency(node.frequency)} ${spellPath(tables, start, node.path, node.interactionType, ' of ', many)}${printRange(node.range)}`
  if (node.expressions.length === 0) return [counted]
  const where = `where ${printExpressions(tables, node.path.length === 0 ? null : (pathTables(tables, start, node.path).at(-1) ?? null), node.expressions)}`
  return counted.length + 1 + where.length <= LONG ? [`${counted} ${where}`] : [counted, `${indent}  ${where}`]
}

function printFrequency(frequency: Frequency): string {
  switch (frequency.kind) {
    case 'each': return 'each'
    case 'at_least': return `at least ${frequency.count}`
    case 'none': return 'no'
    default: return assertNever(frequency)
  }
}

function printRange(range: DateRange): string {
  switch (range.kind) {
    case 'lifetime': return ''
    case 'last': return ` in the last ${range.count} ${units(range.count, range.unit)}`
    case 'between': return ` between ${printDay(range.from)} and ${printDay(range.to)}`
    default: return assertNever(range)
  }
}

function units(count: RuleValue | undefined, unit: TimeUnit): string {
  return count === 1 ? unit : `${unit}s`
}

function printDay(day: string): string {
  return day === '' ? '?' : /^\d{4}-\d{2}-\d{2}$/u.test(day) ? day : quoteText(day)
}

function printExpressions(tables: readonly CatalogTable[], table: string | null, expressions: readonly Expression[]): string {
  return expressions.map((expression) => printExpression(tables, table, expression)).join(' and ')
}

function printExpression(tables: readonly CatalogTable[], table: string | null, expression: Expression): string {
  let reached = table
  let left = ''
  for (const lookup of expression.lookups) {
    left += `${spellColumn(tables, reached, lookup)}'s `
    reached = findColumn(tables, reached, lookup)?.lookupTable ?? null
  }
  const type = findColumn(tables, reached, expression.column)?.type
  const values = printValues(expression, type === 'date' || type === 'datetime')
  return `${left}${spellColumn(tables, reached, expression.column)} ${operatorLabel(expression.operator)}${values}`
}

function spellColumn(tables: readonly CatalogTable[], table: string | null, name: string): string {
  const column = findColumn(tables, table, name)
  return column === null ? spellUnknown(name) : spellName(columnNames(findTable(tables, table)), column, column.label)
}

function printValues({ operator, values, unit }: Expression, dated: boolean): string {
  const list = values.length === 0 ? '?' : values.map((value) => printValue(value, dated)).join(', ')
  if (takesUnit(operator)) return ` ${list} ${unit === null ? '?' : units(values[0], unit)}`
  switch (valuesOf(operator)) {
    case 'none': return ''
    case 'one':
    case 'many': return ` ${list}`
    case 'two': {
      if (values.length > 2) return ` ${list}`
      const [from, to] = values
      return ` ${from === undefined ? '?' : printValue(from, dated)} and ${to === undefined ? '?' : printValue(to, dated)}`
    }
  }
}

function printValue(value: RuleValue, dated: boolean): string {
  if (typeof value === 'string') return dated && /^\d{4}-\d{2}-\d{2}$/u.test(value) ? value : quoteText(value)
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}
