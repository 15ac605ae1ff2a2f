import type { CatalogTable } from '#shared/domain/catalog/types'
import type { AttributeNode, BranchNode, ConditionNode, DateRange, Expression, Frequency, OccurrenceNode } from '../tree.ts'
import { readExpression, readUnit } from './read-expression.ts'
import { readPath } from './read-path.ts'
import type { Reader } from './reader.ts'

/** Where conditions are read: the tables, the table that they start at, and the next free id. */
export interface Setting {
  readonly tables: readonly CatalogTable[]
  readonly start: string
  readonly nextId: () => string
}

/** A condition of one line; a branch comes without its children, which are the deeper lines. */
export function readCondition(reader: Reader, setting: Setting): ConditionNode | null {
  const begin = reader.place
  const label = readLabel(reader)
  const named = reader.place
  const condition = readUnnamed(reader, setting, label, begin)
  if (condition === null) return null
  reader.mark(`${condition.id}:label`, begin, named)
  if (condition.kind !== 'occurrence') reader.mark(condition.id, begin)
  return condition
}

function readUnnamed(reader: Reader, setting: Setting, label: string, begin: number): ConditionNode | null {
  const branch = readBranch(reader, label, setting)
  if (branch !== null) return branch
  const id = setting.nextId()
  if (reader.accept('always', 'holds for everyone')) return { kind: 'attribute', id, label, expressions: [] }
  const place = reader.place
  const frequency = readFrequency(reader)
  if (frequency === null) return readAttribute(reader, setting, id, label)
  reader.mark(`${id}:frequency`, place)
  return readOccurrence(reader, setting, id, label, frequency, begin)
}

/** `"Label":` before a condition; empty when there is none. */
export function readLabel(reader: Reader): string {
  const label = reader.string()
  if (label === null) return ''
  reader.need(':', 'Put a colon between the label and the condition.')
  return label
}

export function readBranch(reader: Reader, label: string, setting: Setting): BranchNode | null {
  const kind = reader.accept('all of', 'every condition below') ? 'all' : reader.accept('any of', 'at least one condition below') ? 'any' : null
  return kind === null ? null : { kind, id: setting.nextId(), label, children: [] }
}

function readFrequency(reader: Reader): Frequency | null {
  if (reader.accept('each', 'points for every one')) return { kind: 'each' }
  if (reader.accept('no', 'there is none')) return { kind: 'none' }
  if (!reader.accept('at least', 'so many of them')) return null
  const count = reader.number()
  if (count === null) reader.problem('Say how many, for example “at least 2”.')
  return { kind: 'at_least', count: count ?? 1 }
}

function readAttribute(reader: Reader, setting: Setting, id: string, label: string): AttributeNode | null {
  const expressions = readExpressions(reader, setting.tables, setting.start, setting.nextId)
  if (expressions !== null) return { kind: 'attribute', id, label, expressions }
  reader.problem('A condition is missing. It begins with each, at least, no, all of, any of, always, or the name of a column.')
  reader.skipAll()
  return null
}

function readExpressions(reader: Reader, tables: readonly CatalogTable[], table: string | null, nextId: () => string): readonly Expression[] | null {
  const expressions: Expression[] = []
  do {
    const expression = readExpression(reader, tables, table, nextId())
    if (expression === null) {
      if (expressions.length === 0) return null
      reader.problem('A comparison is missing. It begins with the name of a column.')
      break
    }
    expressions.push(expression)
  } while (reader.accept('and', 'one more comparison of the same record'))
  return expressions
}

function readOccurrence(reader: Reader, setting: Setting, id: string, label: string, frequency: Frequency, begin: number): OccurrenceNode {
  const wayBegins = reader.place
  const way = readPath(reader, setting.tables, setting.start)
  if (way === null) reader.problem('Say what to count: a type of interaction, for example EmailClicked, or the name of a table.')
  reader.mark(`${id}:path`, wayBegins)
  const rangeBegins = reader.place
  const range = readRange(reader)
  reader.mark(`${id}:range`, rangeBegins)
  // what is wrong with the condition itself is not about its comparisons, which stand behind
  reader.mark(id, begin)
  let expressions: readonly Expression[] = []
  if (reader.accept('where', 'only those that …')) {
    expressions = readExpressions(reader, setting.tables, way?.table ?? null, setting.nextId) ?? []
    if (expressions.length === 0) reader.problem('A comparison is missing after “where”. It begins with the name of a column.')
  }
  return { kind: 'occurrence', id, label, path: way?.path ?? [], interactionType: way?.interactionType ?? null, frequency, range, expressions }
}

function readRange(reader: Reader): DateRange {
  if (reader.accept('in the last')) {
    const count = reader.number()
    const unit = readUnit(reader)
    return { kind: 'last', count: count ?? 1, unit: unit ?? 'day' }
  }
  if (reader.accept('between', 'two days, both included')) {
    const from = readDay(reader)
    reader.need('and', 'Put “and” between the two days.')
    return { kind: 'between', from, to: readDay(reader) }
  }
  if (!reader.accept('ever')) reader.accept('at any time')
  return { kind: 'lifetime' }
}

function readDay(reader: Reader): string {
  if (reader.hole()) return ''
  const token = reader.peek()
  if (token?.kind === 'date' || token?.kind === 'string') {
    reader.skip()
    return token.value
  }
  reader.problem('A day is missing; write it as 2026-01-31, or ? to leave it open.')
  return ''
}
