import type { CatalogTable } from '../catalog/types.ts'
import { findColumn, findTable } from './context.ts'
import type { Hop } from './tree.ts'
import { spellName, spellUnknown } from './text/names.ts'
import { countedNames } from './text/path-names.ts'
import { readPath, spellBack, spellLookup, steps, type ReadPath } from './text/read-path.ts'
import { Reader, STAND_IN, type Choice, type Trouble, type Wish } from './text/reader.ts'
import { tokenize } from './text/tokens.ts'

/** The table whose rows a path counts; null while its last step does not go to rows. */
export function occurrenceTable(start: string, path: readonly Hop[]): string | null {
  const last = path.at(-1)
  if (last === undefined) return start
  return last.kind === 'rows' ? last.table : null
}

/** The table reached after each step; null from the first step on that the catalog does not know. */
export function pathTables(tables: readonly CatalogTable[], start: string, path: readonly Hop[]): readonly (string | null)[] {
  let at: string | null = start
  return path.map((hop) => {
    if (hop.kind === 'lookup') at = findColumn(tables, at, hop.column)?.lookupTable ?? null
    else at = findColumn(tables, hop.table, hop.column)?.lookupTable === at && at !== null ? hop.table : null
    return at
  })
}

export interface PathChoice {
  readonly hop: Hop
  /** The table that the hop leads to. */
  readonly table: string
  /** In words that tell several relationships to the same table apart: `Parent contact`, `Leads by Parent contact`. */
  readonly label: string
  /** Where it leads: `to Contacts`. */
  readonly detail: string
}

/** Every next hop from a table: along its lookups first, then to the rows that look up to it. */
export function pathChoices(tables: readonly CatalogTable[], table: string): readonly PathChoice[] {
  return steps(tables, table).map((step) => ({ hop: step.hop, table: step.table, label: step.spelled, detail: `to ${findTable(tables, step.table)?.labelPlural ?? step.table}` }))
}

/** A path in words, from what is counted to the subject: `EmailClicked.Contact.Account`; `parsePath` reads it back. */
export function describePath(tables: readonly CatalogTable[], target: string, path: readonly Hop[], interactionType: string | null): string {
  return spellPath(tables, target, path, interactionType, '.', false)
}

/** The path with any joint between its steps; `many` writes a table's plural. */
export function spellPath(tables: readonly CatalogTable[], start: string, path: readonly Hop[], interactionType: string | null, joint: string, many: boolean): string {
  if (path.length === 0) return '?'
  const reached = [start, ...pathTables(tables, start, path)]
  const wayBack = path.map((hop, index) => {
    if (hop.kind === 'lookup') {
      const from = findTable(tables, reached[index] ?? null)
      const to = findColumn(tables, from?.name ?? null, hop.column)?.lookupTable
      return from === null || to === undefined || to === null ? `${from === null ? '[unknown]' : spellTable(tables, from, true)} by ${spellUnknown(hop.column)}` : spellBack(tables, from, hop.column, to)
    }
    const table = findTable(tables, hop.table)
    return table === null || findColumn(tables, table.name, hop.column)?.lookupTable === undefined ? spellUnknown(hop.column) : spellLookup(table, hop.column)
  })
  return [spellCounted(tables, path.at(-1), reached.at(-1) ?? null, interactionType, many), ...wayBack.toReversed()].join(joint)
}

function spellCounted(tables: readonly CatalogTable[], last: Hop | undefined, reached: string | null, interactionType: string | null, many: boolean): string {
  const name = last?.kind === 'rows' ? last.table : reached
  if (name === 'interaction' && interactionType !== null) {
    const names = countedNames(tables)
    return names.some((known) => known.meaning === interactionType) ? spellName(names, interactionType, interactionType) : spellUnknown(interactionType)
  }
  const table = findTable(tables, name)
  return table === null ? spellUnknown(name ?? 'unknown') : spellTable(tables, table, many)
}

function spellTable(tables: readonly CatalogTable[], table: CatalogTable, many: boolean): string {
  return spellName<string | CatalogTable>(countedNames(tables), table, many ? table.labelPlural : table.label)
}

export interface PathTrouble {
  /** Says what is wrong and what to write instead. */
  readonly problem: string
  readonly from: number
  readonly to: number
}

/**
 * Reads a path written from what is counted to the subject, with dots or "of" between its steps: `EmailClicked.Contact.Parent customer account`,
 * `Lead.Lead.Parent contact`. Where only one relationship joins the last step to the subject it may be left out.
 */
export function parsePath(text: string, target: string, tables: readonly CatalogTable[]): ReadPath | PathTrouble {
  const troubles: Trouble[] = []
  const path = read(text, target, tables, troubles, null)
  const first = troubles[0]
  if (first !== undefined) return { problem: first.sentence, from: first.from, to: first.to }
  return path ?? { problem: 'Begin with what is counted, for example EmailClicked.', from: 0, to: text.length }
}

function read(text: string, target: string, tables: readonly CatalogTable[], troubles: Trouble[], wish: Wish | null): ReadPath | null {
  const { lines, problems } = tokenize(text)
  troubles.push(...problems)
  const reader = new Reader(text, lines[0]?.tokens ?? [], troubles, wish)
  const path = readPath(reader, tables, target)
  if (troubles.length === 0) reader.finish('The path should end here; put a dot between its steps.')
  return path
}

export interface PathCompletion {
  /** Offset from which the choice replaces the text. */
  readonly from: number
  /** `done` when the way reaches the subject with it. */
  readonly choices: readonly (Choice & { readonly done: boolean })[]
}

/** What can be written at the end of a path: what is counted, or the next step after a period. */
export function completePath(text: string, target: string, tables: readonly CatalogTable[]): PathCompletion {
  const from = Math.max(text.lastIndexOf('.') + 1, /^(?:.*\s)?of\s/iu.exec(text)?.[0].length ?? 0)
  const begin = from + (/^\s*/u.exec(text.slice(from))?.[0].length ?? 0)
  const typed = text.slice(begin).toLowerCase().replace(/^\[/u, '')
  const wish: Wish = { at: begin, choices: [] }
  read(`${text.slice(0, begin)}${STAND_IN}`, target, tables, [], wish)
  const fitting = wish.choices.filter((choice) => choice.insert !== 'of' && choice.insert !== '.' && (choice.label.toLowerCase().includes(typed) || choice.insert.toLowerCase().includes(typed)))
  return { from: begin, choices: fitting.map((choice) => ({ ...choice, done: choice.detail === 'reaches the subject' })) }
}
