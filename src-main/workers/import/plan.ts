import { type CatalogColumn, type CatalogTable, type ColumnType, type KnownWhen } from '#shared/domain/catalog/types'
import type { ColumnProfile } from '#shared/domain/dataset/column-profile'
import type { ColumnMapping, FileFormat, Mapping } from '#shared/domain/dataset/mapping'
import { columnName, freeName } from '#shared/domain/dataset/names'
import { calculatedNamed, lookupKey, matchColumns, newColumn, RESERVED_COLUMNS } from '#shared/domain/dataset/suggest'
import { Problem } from '#main/db/errors'
import type { ReadDb, SqlValue } from '#main/db/handles'
import { readTables } from '#main/db/queries/catalog'
import { quoteName } from '#main/db/stage'
import { allowedRange, allowedValues, isSystemTable, mostColumns } from './limits.ts'
import { planConstants } from './plan-constants.ts'
import { profileSample, type Sample } from './sample.ts'

export interface PlannedLookup {
  readonly table: string
  readonly tableLabel: string
  readonly key: string
  readonly create: boolean
  /** Points at the table that is being filled. */
  readonly self: boolean
}

/** One column of the file on its way into one column of the store. */
export interface PlannedColumn {
  /** Place in the file. */
  readonly index: number
  readonly source: string
  readonly target: string
  readonly label: string
  readonly type: ColumnType
  readonly scale: number
  readonly isNew: boolean
  /** The store takes no row without it. */
  readonly required: boolean
  /** What the store writes where there is no value, as SQL. */
  readonly fallback: string | null
  readonly knownWhen: KnownWhen
  readonly personal: boolean
  readonly lookup: PlannedLookup | null
  readonly dateFormats: readonly string[]
  readonly missing: readonly string[]
  readonly values: Readonly<Record<string, string>>
  readonly allowed: readonly string[] | undefined
  readonly range: readonly [number, number] | undefined
}

/** All that is decided before the first row is read. */
export interface Plan {
  readonly table: string
  readonly tableLabel: string
  readonly isNewTable: boolean
  readonly key: string | null
  readonly columns: readonly PlannedColumn[]
  readonly constants: readonly { readonly target: string; readonly value: SqlValue; readonly isNew: boolean; readonly type: ColumnType }[]
  readonly format: FileFormat
  readonly headings: readonly string[]
  /** Columns that a new record needs and the file does not give; then only existing records can be updated. */
  readonly lacking: readonly string[]
  readonly notes: readonly string[]
}

interface TableColumn {
  readonly name: string
  readonly notnull: number
  readonly dflt_value: string | null
  readonly pk: number
}

/** Brings mapping, file and catalog together; a Problem says what does not fit. */
export function makePlan(db: ReadDb, mapping: Mapping, sample: Sample): Plan {
  const tables = readTables(db)
  const table = tables.find((entry) => entry.name === mapping.table)
  if (table === undefined && isSystemTable(mapping.table)) throw new Problem('BAD_INPUT', `“${mapping.table}” is a name that Sextant uses itself. Choose another table name.`, 'table')
  if (table === undefined) refuseTakenName(db, mapping.table)
  const physical = table === undefined ? [] : db.prepare<TableColumn>(`PRAGMA table_info(${quoteName(table.name)})`).all()
  const told = mapping.others === 'ignore' && mapping.columns.every((column) => column.ignore === true || (column.type !== undefined && (!column.type.startsWith('date') || column.dateFormats !== undefined)))
  const profiles = told ? [] : profileSample(sample)
  const mapped = mapColumns(mapping, sample.headings, profiles, table, tables)
  const columns = mapped.map((column) => planColumn(column, { mapping, table, tables, physical, profiles, headings: sample.headings }))
  const twice = columns.find((column, place) => columns.findIndex((other) => other.target === column.target) !== place)
  if (twice !== undefined) throw new Problem('BAD_INPUT', `Two columns of the file go into ${twice.label}: ${columns.filter((column) => column.target === twice.target).map((column) => `“${column.source}”`).join(' and ')}. Leave one of them out, or choose another target.`, twice.target)
  if (columns.length === 0) throw new Problem('BAD_INPUT', 'No column of the file is imported. Choose a target for at least one.')
  const constants = planConstants(db, mapping, table, tables, columns)
  const total = (physical.length || 7) + columns.filter((column) => column.isNew).length + constants.filter((constant) => constant.isNew).length
  if (total > mostColumns) throw new Problem('BAD_INPUT', `${mapping.table} would have ${total.toLocaleString('en-US')} columns; ${mostColumns.toLocaleString('en-US')} is the most. Leave out at least ${(total - mostColumns).toLocaleString('en-US')} columns of the file.`)
  const key = keyOf(mapping, columns, table)
  const given = new Set([...columns.map((column) => column.target), ...constants.map((constant) => constant.target), 'modified_at', 'recorded_at'])
  const lacking = physical.filter((column) => column.notnull === 1 && column.dflt_value === null && column.pk === 0 && !given.has(column.name)).map((column) => table?.columns.find((entry) => entry.name === column.name)?.label ?? column.name)
  if (lacking.length > 0 && key === null) throw new Problem('BAD_INPUT', `${table?.labelPlural ?? mapping.table} need ${lacking.join(', ')}, and no column of the file goes there. Choose one, or give a constant.`, 'columns')
  return { table: mapping.table, tableLabel: table?.label ?? mapping.tableLabel ?? labelOf(mapping.table), isNewTable: table === undefined, key, columns, constants, format: sample.format, headings: sample.headings, lacking, notes: calculatedNotes(mapping, sample.headings, table) }
}

function refuseTakenName(db: ReadDb, name: string): void {
  if (name.length > 60) throw new Problem('BAD_INPUT', `“${name}” is too long for the name of a table: 60 characters are the most.`, 'table')
  const taken = db.prepare("SELECT 1 FROM sqlite_master WHERE name IN (?, ? || '_external') COLLATE NOCASE").get(name, name)
  if (taken !== undefined) throw new Problem('BAD_INPUT', `“${name}” is a name that Sextant uses itself. Choose another table name.`, 'table')
}

/** Says which columns of the file are left out because the workspace calculates them. */
function calculatedNotes(mapping: Mapping, headings: readonly string[], table: CatalogTable | undefined): string[] {
  const named = new Set(mapping.columns.filter((column) => column.ignore !== true).map((column) => column.source))
  return headings.flatMap((heading) => {
    const column = named.has(heading) ? undefined : calculatedNamed(table, heading)
    return column === undefined ? [] : [`“${heading}” was left out: ${column.label} is calculated from other columns.`]
  })
}

function keyOf(mapping: Mapping, columns: readonly PlannedColumn[], table: CatalogTable | undefined): string | null {
  if (mapping.key === undefined) return null
  const column = columns.find((entry) => entry.target === mapping.key)
  if (column === undefined) throw new Problem('BAD_INPUT', `Records are to be found by “${mapping.key}”, but no column of the file goes there. Choose another key, or map a column to it.`, 'key')
  if (column.lookup !== null) throw new Problem('BAD_INPUT', `Records of ${table?.label ?? mapping.table} cannot be found by ${column.label}, which points at another table. Choose another key.`, 'key')
  return mapping.key
}

/** The mapping's entries, completed by what it does not name. */
function mapColumns(mapping: Mapping, headings: readonly string[], profiles: readonly ColumnProfile[], table: CatalogTable | undefined, tables: readonly CatalogTable[]): ColumnMapping[] {
  const named = new Set(mapping.columns.map((column) => column.source))
  const unknown = mapping.columns.find((column) => !headings.includes(column.source) && column.ignore !== true)
  if (unknown !== undefined) throw new Problem('BAD_INPUT', `The file has no column “${unknown.source}”. It has ${headings.map((heading) => `“${heading}”`).join(', ')}.`, 'columns')
  const used = new Set(mapping.columns.flatMap((column) => column.target ?? []))
  const taken = new Set([...RESERVED_COLUMNS, ...(table?.columns.map((column) => column.name) ?? ['external_id', 'owner_id', 'created_at']), ...used, ...Object.keys(mapping.constants ?? {})])
  const complete = mapping.columns.filter((column) => column.ignore !== true).map((column) => {
    if (column.target !== undefined) return column
    const target = freeName(columnName(column.source), taken)
    taken.add(target)
    return { ...column, target, label: column.label ?? column.source }
  })
  if (mapping.others === 'ignore') return complete
  const open = profiles.filter((profile) => !named.has(profile.source) && !(profile.examples.length === 0 && /^column \d+$/u.test(profile.source)))
  const brought = open.filter((profile) => calculatedNamed(table, profile.source) === undefined)
  const matched = table === undefined ? new Map<string, ColumnMapping>() : matchColumns({ ...table, columns: table.columns.filter((column) => !used.has(column.name) && !(column.name in (mapping.constants ?? {}))) }, brought, tables)
  // new columns are made in the order of the file
  return [...complete, ...brought.map((profile) => matched.get(profile.source) ?? newColumn(profile, taken))].toSorted((one, other) => headings.indexOf(one.source) - headings.indexOf(other.source))
}

interface Surroundings {
  readonly mapping: Mapping
  readonly table: CatalogTable | undefined
  readonly tables: readonly CatalogTable[]
  readonly physical: readonly TableColumn[]
  readonly profiles: readonly ColumnProfile[]
  readonly headings: readonly string[]
}

function planColumn(column: ColumnMapping, { mapping, table, tables, physical, profiles, headings }: Surroundings): PlannedColumn {
  const index = headings.indexOf(column.source)
  const target = column.target ?? columnName(column.source)
  if (!/^[a-z][a-z0-9_]*$/u.test(target) || target.length > 60) throw new Problem('BAD_INPUT', `“${target}” cannot name a column: use small letters, digits and underscores, beginning with a letter, 60 at most.`, 'target')
  const known = table?.columns.find((entry) => entry.name === target)
  if (known?.readOnly === true || RESERVED_COLUMNS.has(target)) throw new Problem('BAD_INPUT', `${known?.label ?? target} is ${known?.formula === undefined ? 'filled in by Sextant' : 'calculated from other columns'} and cannot be imported into. Choose another target for “${column.source}”.`, target)
  const profile = profiles[index]
  const type = known?.type ?? column.type ?? (column.lookup === undefined ? implied(target, profile) : 'lookup')
  const stored = physical.find((entry) => entry.name === target)
  const formats = column.dateFormats ?? profile?.dateFormats ?? []
  return {
    index, source: column.source, target, type,
    label: known?.label ?? column.label ?? labelOf(target),
    scale: known?.scale ?? (type === 'decimal' ? 2 : 0),
    isNew: known === undefined && !(table === undefined && implicit.has(target)),
    required: target === mapping.key || (stored?.notnull === 1 && stored.dflt_value === null && target !== 'recorded_at'),
    fallback: stored?.notnull === 1 ? stored.dflt_value : null,
    knownWhen: column.knownWhen ?? known?.knownWhen ?? (mapping.table === 'interaction' ? 'creation' : 'snapshot'),
    personal: known?.personal ?? /name$|e-?mail|phone|address|birth/iu.test(column.source),
    lookup: type === 'lookup' ? planLookup(column, known, tables, mapping.table) : null,
    dateFormats: formats.length > 0 ? formats : ['YYYY-MM-DD HH:mm', 'YYYY-MM-DD'],
    missing: [...(mapping.missing ?? []), ...(column.missing ?? [])].map((marker) => marker.trim()),
    values: column.values ?? {},
    allowed: allowedValues(mapping.table, target),
    range: allowedRange(mapping.table, target),
  }
}

/** Columns that every table made by an import has from the start. */
export const implicit: ReadonlyMap<string, ColumnType> = new Map([['external_id', 'text'], ['owner_id', 'lookup'], ['created_at', 'datetime']])

function implied(target: string, profile: ColumnProfile | undefined): ColumnType {
  return implicit.get(target) ?? profile?.detectedType ?? 'text'
}

function planLookup(column: ColumnMapping, known: CatalogColumn | undefined, tables: readonly CatalogTable[], own: string): PlannedLookup {
  const name = known?.lookupTable ?? column.lookup?.table ?? (column.target === 'owner_id' ? 'user' : undefined)
  if (name === undefined) throw new Problem('BAD_INPUT', `“${column.source}” is a lookup, but the mapping does not say of which table. Add lookup with table and key.`, column.source)
  const table = tables.find((entry) => entry.name === name)
  if (table === undefined && name !== own) throw new Problem('BAD_INPUT', `“${column.source}” points at the table “${name}”, which is not there. Import that table first.`, column.source)
  const key = column.lookup?.key ?? lookupKey(table)
  if (table !== undefined && !table.columns.some((entry) => entry.name === key)) throw new Problem('BAD_INPUT', `${table.labelPlural} have no column “${key}” by which “${column.source}” could find them.`, column.source)
  return { table: name, tableLabel: table?.label ?? labelOf(name), key, create: column.lookup?.create === true, self: name === own }
}

function labelOf(name: string): string {
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
