import type { CatalogColumn, CatalogTable } from '../catalog/types.ts'
import type { ColumnProfile } from './column-profile.ts'
import type { ColumnMapping, Mapping } from './mapping.ts'
import { columnName, freeName, plainName } from './names.ts'
import { outcomeColumn } from './outcome-values.ts'
import { synonymRank, TABLE_WORDS } from './synonyms.ts'

interface SuggestInput {
  readonly fileName: string
  readonly profiles: readonly ColumnProfile[]
  readonly tables: readonly CatalogTable[]
  /** The table that was chosen; guessed from the file's name and headings when left out. */
  readonly table?: string
  /** Columns that hold nothing, and those that hold one value in the whole file, are left out. */
  readonly leaveOut: ReadonlySet<string>
}

/** Names that every table keeps for itself. */
export const RESERVED_COLUMNS: ReadonlySet<string> = new Set(['id', 'import_id', 'modified_at', 'rowid', 'oid', '_rowid_'])

/** A mapping to start from: headings that a column of the table is known by go there, all others become new columns. */
export function suggestMapping(input: SuggestInput): Mapping {
  const name = input.table ?? guessTable(input)
  const table = input.tables.find((entry) => entry.name === name)
  const matched = table === undefined ? new Map<string, ColumnMapping>() : matchColumns(table, input.profiles, input.tables)
  const taken = new Set([...RESERVED_COLUMNS, ...(table?.columns.map((column) => column.name) ?? ['external_id', 'owner_id', 'created_at']), ...[...matched.values()].map((column) => column.target ?? '')])
  const columns = input.profiles.map((profile): ColumnMapping => {
    const found = matched.get(profile.source)
    if (found !== undefined) return found
    if (input.leaveOut.has(profile.source) || calculatedNamed(table, profile.source) !== undefined) return { source: profile.source, ignore: true }
    return newColumn(profile, taken)
  })
  const targets = new Set(columns.map((column) => column.target))
  const key = ['external_id', 'name'].find((candidate) => targets.has(candidate) && isKey(columns, input.profiles, candidate))
  return { table: name, ...(table === undefined ? { tableLabel: input.fileName.replace(/\.[^.]*$/u, '') } : {}), ...(key === undefined ? {} : { key }), columns, others: 'ignore' }
}

function isKey(columns: readonly ColumnMapping[], profiles: readonly ColumnProfile[], target: string): boolean {
  const source = columns.find((column) => column.target === target)?.source
  return profiles.find((profile) => profile.source === source)?.unique === true
}

/** The calculated column that a heading names; its values follow from others, so that an import leaves them out. */
export function calculatedNamed(table: Pick<CatalogTable, 'columns'> | undefined, heading: string): CatalogColumn | undefined {
  const wanted = plainName(heading)
  return table?.columns.find((column) => column.formula !== undefined && (plainName(column.label) === wanted || plainName(column.name) === wanted))
}

/** A new column of the detected type, under a free name that is entered into `taken`. */
export function newColumn(profile: ColumnProfile, taken: Set<string>): ColumnMapping {
  const target = freeName(columnName(profile.source), taken)
  taken.add(target)
  return { source: profile.source, target, label: profile.source, ...reading(profile, profile.detectedType) }
}

function reading(profile: ColumnProfile, type: CatalogColumn['type']): Pick<ColumnMapping, 'type' | 'dateFormats' | 'missing'> {
  const dates = (type === 'date' || type === 'datetime') && profile.dateFormats.length > 0
  return { type, ...(dates ? { dateFormats: profile.dateFormats } : {}), ...(profile.missingMarkers.length > 0 ? { missing: profile.missingMarkers } : {}) }
}

/** The best heading for each column of the table, by name, label or synonym; a heading serves one column. */
export function matchColumns(table: CatalogTable, profiles: readonly ColumnProfile[], tables: readonly CatalogTable[]): Map<string, ColumnMapping> {
  const matched = new Map<string, ColumnMapping>()
  const state = outcomeColumn(table.name, profiles)
  if (state !== undefined) matched.set(state.profile.source, { source: state.profile.source, target: 'state', ...reading(state.profile, 'option'), values: state.values })
  const pairs = table.columns
    .filter((column) => !column.readOnly && !(column.name === 'state' && state !== undefined))
    .flatMap((column) => profiles.flatMap((profile) => ({ column, profile, rank: rankOf(table, column, profile) })))
    .filter((pair): pair is typeof pair & { rank: number } => pair.rank !== undefined)
    .sort((one, other) => one.rank - other.rank)
  const used = new Set<string>(state === undefined ? [] : ['state'])
  for (const { column, profile } of pairs) {
    if (matched.has(profile.source) || used.has(column.name)) continue
    used.add(column.name)
    matched.set(profile.source, { source: profile.source, target: column.name, ...reading(profile, column.type), ...lookupOf(column, profile, tables) })
  }
  return matched
}

function rankOf(table: CatalogTable, column: CatalogColumn, profile: ColumnProfile): number | undefined {
  const rank = plainName(profile.source) === plainName(column.label) ? 0 : synonymRank(table.name, column.name, profile.source)
  if (rank === undefined || !suits(column, profile)) return undefined
  // an export has the column by its own name, and not every record has an external id
  const ownName = plainName(profile.source) === 'externalid' && !profile.repeats
  return column.name === 'external_id' && !profile.unique && !ownName ? undefined : rank
}

/** Whether the values can go into the column at all. */
function suits(column: CatalogColumn, { detectedType, nearlyWhole }: ColumnProfile): boolean {
  switch (column.type) {
    case 'integer':
      return detectedType === 'integer' || nearlyWhole
    case 'decimal':
    case 'number':
      return detectedType === 'integer' || detectedType === 'number' || detectedType === 'decimal'
    case 'boolean':
      return detectedType === 'boolean'
    case 'date':
    case 'datetime':
      return detectedType === 'date' || detectedType === 'datetime'
    case 'option':
      return column.name === 'state' ? false : detectedType === 'option' || detectedType === 'text'
    case 'text':
    case 'lookup':
      return detectedType !== 'boolean'
  }
}

const madeOnTheWay: ReadonlySet<string> = new Set(['user', 'account'])

/** The column by which people know the records of a table: their name where it is typed in, else their external id. */
export function lookupKey(table: Pick<CatalogTable, 'name' | 'columns'> | undefined): 'name' | 'external_id' {
  const name = table?.columns.find((column) => column.name === 'name')
  return table?.name === 'contact' || (name !== undefined && !name.readOnly) ? 'name' : 'external_id'
}

function lookupOf(column: CatalogColumn, profile: ColumnProfile, tables: readonly CatalogTable[]): Pick<ColumnMapping, 'lookup'> {
  const table = column.lookupTable
  if (table === null) return {}
  const ids = (/id$|number$/iu.test(profile.source.trim()) && !profile.examples.some((value) => value.includes(' '))) || profile.examples.every((value) => /^\d+$/u.test(value))
  const mail = (table === 'user' || table === 'contact') && profile.examples.every((value) => value.includes('@'))
  const key = mail ? 'email' : ids ? 'external_id' : lookupKey(tables.find((entry) => entry.name === table))
  return { lookup: { table, key, ...(madeOnTheWay.has(table) ? { create: true } : {}) } }
}

function guessTable({ fileName, profiles, tables }: SuggestInput): string {
  const names = (table: string): boolean => {
    const found = tables.find((entry) => entry.name === table)
    return found !== undefined && [...matchColumns(found, profiles, tables).values()].some((column) => column.target === 'name')
  }
  // a user or an account cannot be without a name
  const byName = TABLE_WORDS.find(([table, words]) => words.test(fileName) && ((table !== 'user' && table !== 'account') || names(table)))?.[0]
  if (byName !== undefined) return byName
  const scored = tables
    .filter((table) => ['lead', 'opportunity', 'contact', 'account', 'interaction'].includes(table.name))
    .map((table) => ({ name: table.name, matches: matchColumns(table, profiles, tables).size }))
    .sort((one, other) => other.matches - one.matches)
  const best = scored[0]
  const lead = scored.find((entry) => entry.name === 'lead')
  return best !== undefined && best.matches > (lead?.matches ?? 0) + 1 ? best.name : 'lead'
}
