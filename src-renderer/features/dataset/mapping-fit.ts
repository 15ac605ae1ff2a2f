import type { Inspection } from '#shared/contract/index'
import { type ColumnMapping, editMapping, type Mapping } from './mapping-edit.ts'

type Source = Inspection['columns'][number]

/**
 * A mapping made to fit a file: an entry for every column of the file and for no other, markers of missing values
 * written with the columns that they apply to, so that each can be seen and changed in its row. A column of the file that
 * fills several keeps all its entries; the first is the one that its row changes, the others follow it.
 */
export function fitMapping(mapping: Mapping, inspection: Pick<Inspection, 'columns' | 'suggested'>): Mapping {
  const { missing: everywhere = [], ...rest } = mapping
  const given = Map.groupBy(mapping.columns, (column) => column.source)
  const suggested = new Map(inspection.suggested.table === mapping.table ? inspection.suggested.columns.map((column) => [column.source, column]) : [])
  const columns = inspection.columns.flatMap((source) => {
    const [first = unnamed(source, mapping, suggested.get(source.source)), ...others] = given.get(source.source) ?? []
    return [first, ...others.filter((column) => column.target !== undefined && column.ignore !== true)].map((column) => withMarkers(column, everywhere))
  })
  const targets = new Set(columns.filter((column) => column.ignore !== true).map((column) => column.target))
  const fitted: Mapping = { ...rest, columns, others: 'ignore' }
  return fitted.key === undefined || targets.has(fitted.key) ? withTargets(fitted, inspection) : editMapping(withTargets(fitted, inspection), { do: 'key', key: null })
}

function unnamed(source: Source, mapping: Mapping, suggested: ColumnMapping | undefined): ColumnMapping {
  if (mapping.others === 'ignore') return { source: source.source, ignore: true }
  return suggested ?? { source: source.source }
}

function withMarkers(column: ColumnMapping, everywhere: readonly string[]): ColumnMapping {
  if (everywhere.length === 0 || column.ignore === true) return column
  return { ...column, missing: [...new Set([...(column.missing ?? []), ...everywhere])] }
}

/** Gives a name of its own to every column that has none. */
function withTargets(mapping: Mapping, inspection: Pick<Inspection, 'columns'>): Mapping {
  const types = new Map(inspection.columns.map((source) => [source.source, source.detectedType]))
  return mapping.columns
    .filter((column) => column.target === undefined && column.ignore !== true)
    .reduce((fitted, column) => editMapping(fitted, { do: 'create', source: column.source, type: column.type ?? types.get(column.source) ?? 'text', taken: targetsOf(fitted) }), mapping)
}

/** The same settings for another table: how values are read is kept, where they go is taken from the suggestion. */
export function moveToTable(now: Mapping, suggested: Mapping): Mapping {
  const kept = new Map(now.columns.map((column) => [column.source, column]))
  const columns = suggested.columns.map((column) => {
    const { missing, values, dateFormats, knownWhen, ignore } = kept.get(column.source) ?? { source: column.source }
    return { ...column, ...(missing && { missing }), ...(values && { values }), ...(dateFormats && { dateFormats }), ...(knownWhen && { knownWhen }), ...(ignore && { ignore }) }
  })
  return { ...suggested, columns, ...(now.format && { format: now.format }) }
}

/** A mapping that makes a new table of everything that was to be imported. */
export function intoNewTable(now: Mapping, name: string, label: string, sources: readonly Source[]): Mapping {
  const { key: _, constants: __, ...rest } = now
  const bare: Mapping = { ...rest, table: name, tableLabel: label, columns: now.columns.filter((column) => !alsoFilled(now, column.source).includes(column)).map(({ target: _target, label: _label, lookup: _lookup, ...column }) => column) }
  return withTargets(bare, { columns: [...sources] })
}

/** What a column of the file fills besides what its row says. */
export function alsoFilled(mapping: Mapping, source: string): readonly ColumnMapping[] {
  return mapping.columns.filter((column) => column.source === source).slice(1)
}

/** Every column that a mapping fills. */
export function targetsOf(mapping: Mapping): ReadonlySet<string> {
  return new Set(mapping.columns.flatMap((column) => (column.target === undefined || column.ignore === true ? [] : [column.target])))
}

/** Targets that two columns of the file would fill. */
export function doubleTargets(mapping: Mapping): ReadonlySet<string> {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { target, ignore } of mapping.columns) {
    if (target === undefined || ignore === true) continue
    if (seen.has(target)) twice.add(target)
    seen.add(target)
  }
  return twice
}
