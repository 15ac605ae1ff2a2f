import type { CatalogTable } from '#shared/domain/catalog/types'
import { findTable } from '../context.ts'
import { RULE_TARGETS, type Hop } from '../tree.ts'
import { countedNames, lookupNames, tableNames } from './path-names.ts'
import { spellName, type Named } from './names.ts'
import type { Choice, Reader } from './reader.ts'

export interface ReadPath {
  /** From the subject to what is counted. */
  readonly path: readonly Hop[]
  readonly interactionType: string | null
  /** Name of the table whose rows are counted; null when it is not known. */
  readonly table: string | null
}

interface Walk {
  /** Table that the way has reached; null after an unknown name. */
  readonly at: string | null
  readonly path: readonly Hop[]
}

/** Reads what is counted and the way from it to the subject: `EmailClicked of Contact of Account`, or with dots. Answers null when nothing begins here. */
export function readPath(reader: Reader, tables: readonly CatalogTable[], subject: string): ReadPath | null {
  const begin = reader.peek()?.from ?? 0
  if (reader.hole()) return { path: [], interactionType: null, table: null }
  const counted = reader.name(countedNames(tables), (written) => `Neither an interaction type nor a table is called “${written}”.`)
  if (counted === null) return null
  const meaning = counted.found?.meaning ?? null
  const isType = typeof meaning === 'string'
  const table = isType ? 'interaction' : (meaning?.name ?? null)
  let walk: Walk = { at: table, path: [] }
  let first = true
  while (reader.accept('of', 'the way to whom it counts for') || reader.accept('.')) {
    walk = readStep(reader, tables, subject, walk, first ? (table ?? counted.written) : counted.written, first)
    first = false
  }
  if (table === null) return { path: first ? [{ kind: 'rows', table: counted.written, column: '' }] : walk.path, interactionType: null, table: null }
  const closed = closeWay(tables, subject, walk)
  if (closed === null && walk.at !== null && !reader.wished) {
    const reached = findTable(tables, walk.at)
    const about = findTable(tables, subject)
    reader.problem(`This way ends at ${reached?.labelPlural ?? walk.at}, but must lead to the ${about?.label ?? subject}.${ways(tables, walk.at, subject)}`, begin, reader.peek(-1)?.to)
  }
  return { path: (closed ?? walk).path, interactionType: isType ? meaning : null, table }
}

function readStep(reader: Reader, tables: readonly CatalogTable[], subject: string, walk: Walk, event: string, first: boolean): Walk {
  const here = findTable(tables, walk.at)
  const lookups = lookupNames(here)
  reader.offer(() => stepChoices(tables, subject, walk.at))
  const asTable = reader.match(tableNames(tables))
  if (asTable !== null && (asTable.found !== null || walk.at === null) && isBy(reader, asTable.length)) return readBack(reader, tables, walk, asTable.length)
  const match = reader.match(lookups)
  if (match?.found === null && first && here !== null && asTable?.found?.meaning === here) {
    reader.skip(asTable.length)
    return walk
  }
  if (match === null && reader.hole()) return { at: null, path: [{ kind: 'rows', table: walk.at ?? event, column: '' }, ...walk.path] }
  const named = reader.name(lookups, here === null ? null : (written) => `${here.labelPlural} have no relationship called “${written}”.`)
  if (named === null) {
    reader.problem('Say which relationship to follow.')
    return { at: null, path: walk.path }
  }
  const column = named.found?.meaning
  return { at: column?.lookupTable ?? null, path: [{ kind: 'rows', table: walk.at ?? event, column: column?.name ?? named.written }, ...walk.path] }
}

function isBy(reader: Reader, ahead: number): boolean {
  const token = reader.peek(ahead)
  return token?.kind === 'word' && token.value === 'by'
}

/** `Leads by Parent contact`: on to the leads whose parent contact the record is. */
function readBack(reader: Reader, tables: readonly CatalogTable[], walk: Walk, length: number): Walk {
  const table = reader.match(tableNames(tables))?.found?.meaning ?? null
  reader.skip(length + 1)
  if (reader.hole()) return { at: table?.name ?? null, path: [{ kind: 'lookup', column: '' }, ...walk.path] }
  const reached = findTable(tables, walk.at)
  const column = reader.name(lookupNames(table, walk.at ?? undefined), (written) => `${table?.labelPlural ?? 'These records'} do not lead to ${reached?.labelPlural ?? 'it'} by “${written}”.`)
  if (column === null) reader.problem('Say by which relationship.')
  return { at: table?.name ?? null, path: [{ kind: 'lookup', column: column?.found?.meaning.name ?? column?.written ?? '' }, ...walk.path] }
}

/** The way as it is when it leads to the subject, else with the one relationship that is missing; null where there is none or where there are several. */
function closeWay(tables: readonly CatalogTable[], subject: string, walk: Walk): Walk | null {
  if (walk.at === null) return null
  if (walk.at === subject) return walk.path.length > 0 ? walk : null
  const over = lookupNames(findTable(tables, walk.at), subject).filter((name) => name.detail !== '')
  const only = over[0]
  if (over.length === 1 && only !== undefined) return { at: subject, path: [{ kind: 'rows', table: walk.at, column: only.meaning.name }, ...walk.path] }
  // The records of one owner or one business unit have little to do with each other, so such a way must be written out.
  if (!(RULE_TARGETS as readonly string[]).includes(walk.at)) return null
  const back = lookupNames(findTable(tables, subject), walk.at).filter((name) => name.detail !== '')
  const single = back[0]
  return over.length === 0 && back.length === 1 && single !== undefined ? { at: subject, path: [{ kind: 'lookup', column: single.meaning.name }, ...walk.path] } : null
}

function ways(tables: readonly CatalogTable[], from: string, subject: string): string {
  const direct = stepChoices(tables, subject, from).filter((choice) => choice.detail === 'reaches the subject').map((choice) => `“of ${choice.insert}”`)
  return direct.length === 0 ? ' Go on with “of” and a relationship.' : ` Go on with ${direct.join(' or ')}.`
}

/** Every relationship that a way can go on with, those that reach the subject first. */
export function stepChoices(tables: readonly CatalogTable[], subject: string, at: string | null): Choice[] {
  const choices = steps(tables, at).map((step) => ({ label: step.label, insert: step.spelled, detail: step.table === subject ? 'reaches the subject' : `to ${findTable(tables, step.table)?.labelPlural ?? step.table}` }))
  return [...choices.filter((choice) => choice.detail === 'reaches the subject'), ...choices.filter((choice) => choice.detail !== 'reaches the subject')]
}

export interface Step {
  /** In words: `Parent contact`, `Leads by Parent contact`. */
  readonly label: string
  /** As the text form and the paths write it. */
  readonly spelled: string
  readonly hop: Hop
  /** The table that it leads to. */
  readonly table: string
}

/** The steps from a table: along its lookups, then back from every table that looks up to it. */
export function steps(tables: readonly CatalogTable[], at: string | null): readonly Step[] {
  const here = findTable(tables, at)
  if (here === null) return []
  const along = here.columns.flatMap((column) => (column.lookupTable === null ? [] : [{ label: column.label, spelled: spellLookup(here, column.name), hop: { kind: 'lookup', column: column.name } as const, table: column.lookupTable }]))
  const back = tables.flatMap((table) =>
    table.columns.filter((column) => column.lookupTable === here.name).map((column) => ({
      label: `${table.labelPlural} by ${column.label}`, spelled: spellBack(tables, table, column.name, here.name), hop: { kind: 'rows', table: table.name, column: column.name } as const, table: table.name,
    })),
  )
  return [...along, ...back]
}

/** A lookup of a table as a step of a way; one with a word "by" in its name stands in brackets, since "by" leads back. */
export function spellLookup(table: CatalogTable, column: string): string {
  return spelled(lookupNames(table), column)
}

/** The step back to the rows of a table, over their lookup to `target`. */
export function spellBack(tables: readonly CatalogTable[], table: CatalogTable, column: string, target: string): string {
  return `${spellName(tableNames(tables), table, table.labelPlural)} by ${spelled(lookupNames(table, target), column)}`
}

function spelled(names: readonly Named<{ readonly name: string; readonly label: string }>[], column: string): string {
  const known = names.find((name) => name.meaning.name === column)
  if (known === undefined) return column === '' ? '?' : `[${column}]`
  const text = spellName(names, known.meaning, known.label)
  return /(?:^| )by(?: |$)/iu.test(known.label) && !text.startsWith('[') ? text.replace(known.label, `[${known.label}]`) : text
}
