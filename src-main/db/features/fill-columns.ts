import { sql } from 'kysely'
import { assertNever } from '#shared/lib/assert'
import type { ReadDb, SqlValue } from '../handles.ts'
import { DAY, type AttributeSpec, type ColumnSource, type Samples } from './attribute-spec.ts'
import { compileSql } from './compile-sql.ts'
import type { FeatureBuilder } from './feature-builder.ts'
import { emailKind, isPlausibleName } from './personal-domains.ts'
import { readColumns } from './read-columns.ts'

/** Rows of the builders that the samples stand for begin here. */
interface Target {
  readonly samples: Samples
  readonly firstRow: number
}

/** The stored column that an attribute is made of, if it is made of one. */
export function columnOf(spec: AttributeSpec): { link: string | null; table: string; column: string; historied: boolean } | null {
  const { source } = spec
  switch (source.type) {
    case 'column':
      return source
    case 'email_domain':
      return { link: source.link, table: source.table, column: 'email', historied: true }
    case 'plausible_name':
      return { ...source, historied: true }
    case 'age':
    case 'interactions':
    case 'last_interaction':
    case 'days_in_stage':
    case 'stage_returns':
      return null
  }
}

/** Fills the attributes that are columns of the record or of the records it points at, links included as they were at the time. */
export function fillColumns(db: ReadDb, entity: string, builders: readonly FeatureBuilder[], target: Target): void {
  const { ids, asOf } = target.samples
  const made = builders.flatMap((builder) => {
    const column = columnOf(builder.spec)
    return column === null ? [] : [{ builder, ...column }]
  })
  const links = [...new Set(made.flatMap(({ link }) => (link === null ? [] : [link])))]
  const own = made.filter(({ link }) => link === null)
  const ages = builders.filter(({ spec }) => spec.source.type === 'age')
  const wanted = [...own.map(({ column, historied }) => ({ name: column, historied })), ...links.map((name) => ({ name, historied: true })), ...(ages.length > 0 ? [{ name: 'created_at', historied: false }] : [])]
  const values = readColumns(db, entity, wanted, ids, asOf)
  own.forEach(({ builder }, index) => fill(db, builder, values[index] ?? [], target))
  links.forEach((link, index) => {
    const parents = made.filter((entry) => entry.link === link)
    const parentIds = Float64Array.from(values[own.length + index] ?? [], (id) => (id === null ? Number.NaN : Number(id)))
    const columns = parents.map(({ column, historied }) => ({ name: column, historied }))
    const found = readColumns(db, parents[0]?.table ?? '', columns, parentIds, asOf)
    parents.forEach(({ builder }, place) => fill(db, builder, found[place] ?? [], target))
  })
  for (const age of ages) {
    values.at(-1)?.forEach((created, row) => {
      if (created !== null) age.numbers[target.firstRow + row] = (asOf[row]! - Number(created)) / DAY
    })
  }
}

function fill(db: ReadDb, builder: FeatureBuilder, values: readonly SqlValue[], target: Target): void {
  const { source } = builder.spec
  const { firstRow } = target
  switch (source.type) {
    case 'column':
      fillColumn(db, builder, source, values, target)
      return
    case 'email_domain':
      return fillCategory(builder, values, firstRow, (text) => emailKind(text))
    case 'plausible_name':
      return fillCategory(builder, values, firstRow, (text) => (isPlausibleName(text) ? 'Yes' : 'No'))
    case 'age':
    case 'interactions':
    case 'last_interaction':
    case 'days_in_stage':
    case 'stage_returns':
      return
    default:
      assertNever(source)
  }
}

function fillCategory(builder: FeatureBuilder, values: readonly SqlValue[], firstRow: number, nameOf: (text: string) => string | null): void {
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row]
    if (value === null || value === undefined) continue
    const text = String(value).trim()
    const name = text === '' ? null : nameOf(text)
    if (name !== null) builder.setCategory(firstRow + row, name)
  }
}

function fillColumn(db: ReadDb, builder: FeatureBuilder, source: ColumnSource, values: readonly SqlValue[], { samples, firstRow }: Target): void {
  switch (source.reading) {
    case 'number': {
      const unit = 10 ** source.scale
      for (let row = 0; row < values.length; row += 1) if (values[row] !== null) builder.numbers[firstRow + row] = Number(values[row]) / unit
      return
    }
    case 'date':
    case 'datetime':
      for (let row = 0; row < values.length; row += 1) {
        const value = values[row]
        if (value === null || value === undefined) continue
        const time = typeof value === 'string' ? Date.parse(value) : Number(value)
        builder.numbers[firstRow + row] = (samples.asOf[row]! - time) / DAY
      }
      return
    case 'boolean':
      return fillCategory(builder, values, firstRow, (text) => (text === '1' ? 'Yes' : 'No'))
    case 'text':
      return fillCategory(builder, values, firstRow, (text) => text)
    case 'lookup': {
      const names = displayNames(db, source.lookupTable ?? '', values)
      return fillCategory(builder, values, firstRow, (id) => names.get(Number(id)) ?? null)
    }
  }
}

function displayNames(db: ReadDb, table: string, ids: readonly SqlValue[]): Map<number, string> {
  const text = compileSql(sql`SELECT t.id, t.name FROM json_each(${''}) i CROSS JOIN ${sql.id(table)} t WHERE t.id = i.value AND t.name IS NOT NULL`)
  const distinct = [...new Set(ids)].filter((id) => id !== null)
  return new Map(db.prepare(text).values(JSON.stringify(distinct)).map(([id, name]) => [Number(id), String(name)]))
}
