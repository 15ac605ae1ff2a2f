import type { CatalogColumn, CatalogTable } from '#shared/domain/catalog/types'
import { lookupNames } from '#shared/domain/rules/text/path-names'
import { MOST_HOPS, type Hop } from '#shared/domain/rules/tree'

/**
 * One step of a way, read from what is counted to the record that is scored:
 * `up` follows a lookup column of the table reached so far, `down` goes to the rows of `table` whose lookup names what was reached.
 */
export type WayStep = { readonly kind: 'up'; readonly column: string } | { readonly kind: 'down'; readonly table: string; readonly column: string }

/** A path the other way round, as people write it: `EmailClicked.Contact.Account`. It may still end short of the target. */
export interface Way {
  readonly table: string
  readonly interactionType: string | null
  readonly steps: readonly WayStep[]
}

export interface WayChoice {
  readonly step: WayStep
  readonly label: string
  /** The table that it leads to, in words; '' where the label says it. */
  readonly note: string
  readonly leadsTo: string
  /** Other names of the relationship. */
  readonly aliases: readonly string[]
}

type Tables = readonly CatalogTable[]

const tableOf = (tables: Tables, name: string): CatalogTable | undefined => tables.find((table) => table.name === name)
const columnOf = (tables: Tables, table: string, name: string): CatalogColumn | undefined => tableOf(tables, table)?.columns.find((column) => column.name === name)
const labelOf = (tables: Tables, name: string): string => tableOf(tables, name)?.label ?? name
const lookupsTo = (table: CatalogTable, target: string): readonly CatalogColumn[] => table.columns.filter((column) => column.type === 'lookup' && column.lookupTable === target)

/** The path as a way; null for a path that goes nowhere. */
export function wayOfPath(path: readonly Hop[], start: string, interactionType: string | null, tables: Tables): Way | null {
  const steps: WayStep[] = []
  let table = start
  for (const hop of path) {
    if (hop.kind === 'rows') {
      steps.unshift({ kind: 'up', column: hop.column })
      table = hop.table
    } else {
      steps.unshift({ kind: 'down', table, column: hop.column })
      table = columnOf(tables, table, hop.column)?.lookupTable ?? table
    }
  }
  return steps.length === 0 ? null : { table, interactionType, steps }
}

/** The tables that a way passes, the counted one first. */
export function tablesOfWay(way: Way, tables: Tables): readonly string[] {
  const passed = [way.table]
  for (const step of way.steps) {
    const at = passed.at(-1) ?? way.table
    passed.push(step.kind === 'down' ? step.table : (columnOf(tables, at, step.column)?.lookupTable ?? at))
  }
  return passed
}

/** Where a way has come to. */
export const endOfWay = (way: Way, tables: Tables): string => tablesOfWay(way, tables).at(-1) ?? way.table

/** The way as a path from the target; null while it does not end there or counts no rows of its own. */
export function pathOfWay(way: Way, target: string, tables: Tables): readonly Hop[] | null {
  const passed = tablesOfWay(way, tables)
  if (passed.at(-1) !== target || way.steps[0]?.kind !== 'up') return null
  return way.steps.map((step, index): Hop => (step.kind === 'up' ? { kind: 'rows', table: passed[index] ?? '', column: step.column } : { kind: 'lookup', column: step.column })).toReversed()
}

/** One chip a step, the counted rows first. */
export function chipsOfWay(way: Way, tables: Tables): readonly string[] {
  const passed = tablesOfWay(way, tables)
  const steps = way.steps.map((step, index) => stepLabel(step, passed[index] ?? '', tables))
  return [startLabel(way, tables), ...steps]
}

const startLabel = (way: Way, tables: Tables): string => (way.table === 'interaction' ? (way.interactionType ?? 'Any interaction') : labelOf(tables, way.table))

function stepLabel(step: WayStep, from: string, tables: Tables): string {
  if (step.kind === 'up') return columnOf(tables, from, step.column)?.label ?? step.column
  const table = tableOf(tables, step.table)
  if (table === undefined) return step.table
  // several relationships may lead from one table to another; then the one that is meant is said in words
  return lookupsTo(table, from).length > 1 ? `${table.label} by ${columnOf(tables, step.table, step.column)?.label ?? step.column}` : table.label
}

/** Steps that can follow; those that arrive at the target come first. */
export function nextSteps(way: Way, target: string, tables: Tables): readonly WayChoice[] {
  if (way.steps.length >= MOST_HOPS) return []
  const at = endOfWay(way, tables)
  const names = lookupNames(tableOf(tables, at) ?? null)
  const ups = (tableOf(tables, at)?.columns ?? []).filter((column) => column.type === 'lookup' && column.lookupTable !== null)
    .map((column): WayChoice => ({ step: { kind: 'up', column: column.name }, label: column.label, leadsTo: column.lookupTable ?? '', aliases: names.filter((name) => name.meaning === column && name.label !== column.label).map((name) => name.label), note: column.label === labelOf(tables, column.lookupTable ?? '') ? '' : labelOf(tables, column.lookupTable ?? '') }))
  // the first step is always from the counted row to a record that it names
  const downs = way.steps.length === 0 ? [] : tables.flatMap((table) => lookupsTo(table, at).map((column): WayChoice => {
    const step: WayStep = { kind: 'down', table: table.name, column: column.name }
    return { step, label: stepLabel(step, at, tables), leadsTo: table.name, aliases: [], note: `whose ${column.label} it is` }
  }))
  const all = [...ups, ...downs]
  return [...all.filter((choice) => choice.leadsTo === target), ...all.filter((choice) => choice.leadsTo !== target)]
}

/** Almost every record names them, so that a way through them ties together what has nothing to do with each other. */
const HUBS: ReadonlySet<string> = new Set(['user', 'business_unit'])

/** The shortest ways from a start to the target, over lookups alone where that is possible. */
export function shortestWays(start: Way, target: string, tables: Tables): readonly Way[] {
  for (const upOnly of [true, false]) {
    let edge: readonly Way[] = [start]
    while ((edge[0]?.steps.length ?? MOST_HOPS) < MOST_HOPS) {
      const grown = edge.flatMap((way) => stepsOnward(way, target, tables, upOnly))
      const there = grown.filter((way) => endOfWay(way, tables) === target)
      if (there.length > 0) return there
      edge = grown
    }
  }
  return []
}

/** The way grown by each step that arrives at the target or at a table it has not passed, hubs left out. */
function stepsOnward(way: Way, target: string, tables: Tables, upOnly: boolean): readonly Way[] {
  const passed = new Set(tablesOfWay(way, tables))
  return nextSteps(way, target, tables)
    .filter((choice) => (choice.step.kind === 'up' || !upOnly) && (choice.leadsTo === target || (!passed.has(choice.leadsTo) && !HUBS.has(choice.leadsTo))))
    .map((choice) => ({ ...way, steps: [...way.steps, choice.step] }))
}

/** Everything that can be counted: each type of interaction, any interaction, and the rows of every other table that names a record. */
export function countable(tables: Tables): readonly { readonly way: Way; readonly label: string; readonly note: string }[] {
  const types = columnOf(tables, 'interaction', 'type')?.options ?? []
  const interactions = tableOf(tables, 'interaction') === undefined ? [] : [...types.map((type) => ({ way: { table: 'interaction', interactionType: type, steps: [] }, label: type, note: '' })), { way: { table: 'interaction', interactionType: null, steps: [] }, label: 'Any interaction', note: '' }]
  const others = tables.filter((table) => table.name !== 'interaction' && table.columns.some((column) => column.type === 'lookup')).map((table) => ({ way: { table: table.name, interactionType: null, steps: [] }, label: table.label, note: 'rows' }))
  return [...interactions, ...others]
}
