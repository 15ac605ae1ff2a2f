import * as fc from 'fast-check'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { interactionTypes, timeColumn, type RuleContext } from '#shared/domain/rules/context'
import { operatorsOf, takesUnit, valuesOf } from '#shared/domain/rules/operators'
import { pathChoices } from '#shared/domain/rules/paths'
import { RULE_TARGETS, TIME_UNITS, type BranchNode, type ConditionNode, type DateRange, type Expression, type Frequency, type Hop, type RuleModel, type RuleValue } from '#shared/domain/rules/tree'
import { madeTable, NASTY_LABELS, SAMPLE } from './made-catalog.ts'

const label = fc.oneof(fc.constantFrom(...NASTY_LABELS), fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 6 }))
const day = fc.integer({ min: 0, max: 20_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10))

/** The sample's catalog with two or three tables more, whose labels and columns' labels are nasty and often alike. */
export const catalogs: fc.Arbitrary<RuleContext> = fc
  .array(fc.record({ label, plural: label, columns: fc.array(fc.tuple(label, fc.constantFrom('text', 'integer', 'option', 'boolean', 'date', 'contact', 'lead', 'account', 'custom_0')), { minLength: 1, maxLength: 8 }), timed: fc.boolean() }), { minLength: 1, maxLength: 3 })
  .chain((tables) => fc.record({ tables: fc.constant(tables), types: fc.array(label, { maxLength: 3 }) }))
  .map(({ tables, types }) => {
    const made = tables.map((table, index) =>
      madeTable(`custom_${index}`, table.label, table.plural, [
        ...table.columns.map(([text, kind], at) => {
          const base = { name: `column_${at}`, label: text }
          if (kind === 'contact' || kind === 'lead' || kind === 'account' || kind === 'custom_0') return { ...base, type: 'lookup' as const, lookupTable: kind }
          return { ...base, type: kind, options: kind === 'option' ? ['yes', 'a "b"', 'and'] : [] }
        }),
        { name: 'up', label: table.label, type: 'lookup', lookupTable: 'contact' },
        ...(table.timed ? [{ name: 'created_at', label: 'Created on', type: 'datetime' as const }] : []),
      ]),
    )
    const known = SAMPLE.tables.map((table) => (table.name === 'interaction' ? withTypes(table, types) : table))
    return { tables: [...known, ...made], businessUnits: SAMPLE.businessUnits }
  })

function withTypes(table: CatalogTable, types: readonly string[]): CatalogTable {
  return { ...table, columns: table.columns.map((column) => (column.name === 'type' ? { ...column, options: [...column.options, ...types.filter((type) => !column.options.some((known) => known.toLowerCase() === type.toLowerCase()))] } : column)) }
}

/** Random models that are right in themselves: every path, column, operator and value fits; ids are `n1`, `n2`, … in order. */
export function models(known: RuleContext): fc.Arbitrary<RuleModel> {
  return fc.constantFrom(...RULE_TARGETS).chain((target) =>
    fc.record({
      name: fc.string({ minLength: 1 }), description: fc.oneof(fc.constant(''), label), target: fc.constant(target),
      audience: branch(known, 'lead', 2, false),
      groups: fc.array(fc.record({
        id: fc.constant(''), condition: branch(known, target, 2, true),
        action: fc.option(fc.record({ id: fc.constant(''), points: fc.oneof(fc.integer({ min: -50, max: -1 }), fc.integer({ min: 1, max: 50 })), cap: fc.option(fc.integer({ min: 1, max: 500 })), decay: fc.option(fc.record({ percent: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0.001, max: 99, noNaN: true })), days: fc.integer({ min: 1, max: 400 }) })) })),
      }), { maxLength: 4 }),
      grades: fc.array(fc.record({ id: fc.constant(''), name: label, from: fc.option(fc.integer({ min: -100, max: 100 })), to: fc.option(fc.integer({ min: -100, max: 100 })) }), { maxLength: 4 }),
      settings: fc.record({ salesReadyScore: fc.option(fc.integer({ min: -100, max: 200 })), minimumConsent: fc.option(fc.integer({ min: 1, max: 5 })), businessUnit: fc.option(fc.oneof(label, fc.constantFrom(...known.businessUnits))), countParentContact: fc.boolean() }),
    }),
  )
}

function branch(known: RuleContext, start: string, depth: number, each: boolean): fc.Arbitrary<BranchNode> {
  return fc.record({ kind: fc.constantFrom('all' as const, 'any' as const), id: fc.constant(''), label: fc.oneof(fc.constant(''), label), children: fc.array(node(known, start, depth, each), { maxLength: 4 }) })
}

function node(known: RuleContext, start: string, depth: number, each: boolean): fc.Arbitrary<ConditionNode> {
  const attribute = fc.record({ kind: fc.constant('attribute' as const), id: fc.constant(''), label: fc.oneof(fc.constant(''), label), expressions: fc.array(expression(known, start, 5), { maxLength: 3 }) })
  const plain: fc.Arbitrary<ConditionNode>[] = [attribute, occurrence(known, start, each), occurrence(known, start, each)]
  return depth === 0 ? fc.oneof(...plain) : fc.oneof(...plain, branch(known, start, depth - 1, each))
}

function occurrence(known: RuleContext, start: string, each: boolean): fc.Arbitrary<ConditionNode> {
  return ways(known, start).chain(({ path, table }) => {
    const counted = known.tables.find((one) => one.name === table)
    const timed = counted !== undefined && timeColumn(counted) !== null
    const frequency: fc.Arbitrary<Frequency> = fc.oneof(fc.constant<Frequency>({ kind: each ? 'each' : 'none' }), fc.constant<Frequency>({ kind: 'none' }), fc.integer({ min: 1, max: 20 }).map((count): Frequency => ({ kind: 'at_least', count })))
    return fc.record({
      kind: fc.constant('occurrence' as const), id: fc.constant(''), label: fc.oneof(fc.constant(''), label), path: fc.constant(path),
      interactionType: table === 'interaction' ? fc.nat().map((pick) => [null, ...interactionTypes(known.tables)][pick % (interactionTypes(known.tables).length + 1)] ?? null) : fc.constant(null),
      frequency,
      range: timed ? range : fc.constant<DateRange>({ kind: 'lifetime' }),
      expressions: fc.array(expression(known, table, 5 - path.length), { maxLength: 3 }),
    })
  })
}

const range: fc.Arbitrary<DateRange> = fc.oneof(
  fc.constant({ kind: 'lifetime' as const }),
  fc.record({ kind: fc.constant('last' as const), count: fc.integer({ min: 1, max: 40 }), unit: fc.constantFrom(...TIME_UNITS) }),
  fc.tuple(day, day).map(([one, other]) => ({ kind: 'between' as const, from: one < other ? one : other, to: one < other ? other : one })),
)

interface Way {
  readonly path: readonly Hop[]
  readonly table: string
}

/** Ways of one to four hops whose last goes to rows. */
function ways(known: RuleContext, start: string): fc.Arbitrary<Way> {
  return fc.array(fc.nat(), { minLength: 1, maxLength: 4 }).map((picks) => {
    let way: Way = { path: [], table: start }
    for (const pick of picks) {
      const choices = pathChoices(known.tables, way.table)
      const choice = choices[pick % choices.length]
      if (choice !== undefined) way = { path: [...way.path, choice.hop], table: choice.table }
    }
    if (way.path.at(-1)?.kind === 'rows') return way
    const back = pathChoices(known.tables, way.table).filter((choice) => choice.hop.kind === 'rows')
    const last = back[(picks[0] ?? 0) % Math.max(1, back.length)]
    return last === undefined ? { path: [{ kind: 'rows', table: 'interaction', column: `${start}_id` }], table: 'interaction' } : { path: [...way.path, last.hop], table: last.table }
  })
}

function expression(known: RuleContext, start: string, most: number): fc.Arbitrary<Expression> {
  return fc.tuple(fc.array(fc.nat(), { maxLength: Math.min(2, most) }), fc.nat(), fc.nat()).chain(([picks, columnPick, operatorPick]) => {
    let table = known.tables.find((one) => one.name === start)
    const lookups: string[] = []
    for (const pick of picks) {
      const over = table?.columns.filter((column) => column.lookupTable !== null) ?? []
      const column = over[pick % Math.max(1, over.length)]
      if (column === undefined) continue
      lookups.push(column.name)
      table = known.tables.find((one) => one.name === column.lookupTable)
    }
    const columns = table?.columns ?? []
    const column = columns[columnPick % Math.max(1, columns.length)]
    if (column === undefined) throw new Error('A table has no columns')
    const operators = operatorsOf(column.type)
    const operator = operators[operatorPick % operators.length] ?? 'filled'
    const value: fc.Arbitrary<RuleValue> = takesUnit(operator) ? fc.integer({ min: 1, max: 50 }) : valueOf(column.type, column.options)
    const count = { none: [0, 0], one: [1, 1], two: [2, 2], many: [1, 4] }[valuesOf(operator)]
    return fc.record({
      id: fc.constant(''), lookups: fc.constant(lookups), column: fc.constant(column.name), operator: fc.constant(operator),
      values: fc.array(value, { minLength: count[0] ?? 0, maxLength: count[1] ?? 0 }),
      unit: takesUnit(operator) ? fc.constantFrom(...TIME_UNITS) : fc.constant(null),
    })
  })
}

function valueOf(type: string, options: readonly string[]): fc.Arbitrary<RuleValue> {
  switch (type) {
    case 'integer': return fc.integer()
    case 'decimal':
    case 'number': return fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)), fc.integer())
    case 'boolean': return fc.boolean()
    case 'date':
    case 'datetime': return day
    default: return options.length > 0 ? fc.oneof(fc.constantFrom(...options), label) : fc.oneof(label, fc.string({ unit: 'binary' }), fc.constantFrom('2026-01-01', '5', 'yes'))
  }
}

/** The model without its ids, for comparing. */
export function withoutIds(model: RuleModel): unknown {
  return JSON.parse(JSON.stringify(model, (key, value: unknown) => (key === 'id' ? undefined : value)))
}
