import { sql } from 'kysely'
import { mentions } from '#shared/domain/predictive/word-mentions'
import { assertNever } from '#shared/lib/assert'
import type { ReadDb, SqlValue } from '../handles.ts'
import { DAY, type AttributeSpec, type ColumnSource, type Samples } from './attribute-spec.ts'
import { compileSql } from './compile-sql.ts'
import { datePart, daysBetween, timeOf } from './date-values.ts'
import type { FeatureBuilder } from './feature-builder.ts'
import { emailKind, isPlausibleName } from './personal-domains.ts'
import { readColumns, type WantedColumn } from './read-columns.ts'

/** Rows of the builders that the samples stand for begin here. */
interface Target {
  readonly samples: Samples
  readonly firstRow: number
}

/** A stored column that an attribute is made of. */
interface StoredColumn {
  /** Lookup column of the record that leads to the table; null when the column is the record's own. */
  readonly link: string | null
  readonly table: string
  readonly column: string
  readonly historied: boolean
}

/** The stored columns that an attribute is made of; none where it is made of something else. */
export function columnsOf({ source }: AttributeSpec): readonly StoredColumn[] {
  switch (source.type) {
    case 'column':
      // one that is calculated follows its sources back in time, each of which is replayed where its own history is kept
      return [source.calculated === true ? { ...source, historied: true } : source]
    case 'email_domain':
      return [{ link: source.link, table: source.table, column: 'email', historied: true }]
    case 'plausible_name':
      return [{ ...source, historied: true }]
    case 'word':
      return [source]
    case 'date_part':
      return [{ ...source, link: null }]
    case 'days_between':
      return [source.from, source.to].map((date) => ({ ...date, link: null, table: source.table }))
    case 'age':
    case 'interactions':
    case 'last_interaction':
    case 'days_in_stage':
    case 'stage_returns':
      return []
  }
}

/** Values by row of one of the columns that were read. */
type ColumnReader = (column: WantedColumn) => readonly SqlValue[]

/** Reads each of the columns once, however many attributes are made of it. */
function readOnce(db: ReadDb, table: string, columns: readonly WantedColumn[], ids: Float64Array, asOf: Float64Array): ColumnReader {
  const keyOf = ({ name, historied }: WantedColumn): string => `${historied ? 'then' : 'now'} ${name}`
  const distinct = new Map(columns.map((column) => [keyOf(column), column]))
  const values = readColumns(db, table, [...distinct.values()], ids, asOf)
  const place = new Map([...distinct.keys()].map((key, index) => [key, index]))
  return (column) => values[place.get(keyOf(column)) ?? -1] ?? []
}

const wanted = ({ column, historied }: StoredColumn): WantedColumn => ({ name: column, historied })
const CREATED: WantedColumn = { name: 'created_at', historied: false }

/** Fills the attributes that are columns of the record or of the records it points at, links included as they were at the time. */
export function fillColumns(db: ReadDb, entity: string, builders: readonly FeatureBuilder[], target: Target): void {
  const { ids, asOf } = target.samples
  const made = builders.flatMap((builder) => {
    const columns = columnsOf(builder.spec)
    const [first] = columns
    return first === undefined ? [] : [{ builder, columns, link: first.link, table: first.table }]
  })
  const links = [...new Set(made.flatMap(({ link }) => (link === null ? [] : [link])))]
  const linkColumn = (name: string): WantedColumn => ({ name, historied: true })
  const own = made.filter(({ link }) => link === null)
  const ages = builders.filter(({ spec }) => spec.source.type === 'age')
  const read = readOnce(db, entity, [...own.flatMap(({ columns }) => columns.map(wanted)), ...links.map(linkColumn), ...(ages.length > 0 ? [CREATED] : [])], ids, asOf)
  for (const { builder, columns } of own) fill(db, builder, columns.map((column) => read(wanted(column))), target)
  for (const link of links) {
    const parents = made.filter((entry) => entry.link === link)
    const parentIds = Float64Array.from(read(linkColumn(link)), (id) => (id === null ? Number.NaN : Number(id)))
    const readParent = readOnce(db, parents[0]?.table ?? '', parents.flatMap(({ columns }) => columns.map(wanted)), parentIds, asOf)
    for (const { builder, columns } of parents) fill(db, builder, columns.map((column) => readParent(wanted(column))), target)
  }
  for (const age of ages) {
    read(CREATED).forEach((created, row) => {
      if (created !== null) age.numbers[target.firstRow + row] = (asOf[row]! - Number(created)) / DAY
    })
  }
}

/** `columns` has the values of the attribute's stored columns, in their order. */
function fill(db: ReadDb, builder: FeatureBuilder, columns: readonly (readonly SqlValue[])[], target: Target): void {
  const { source } = builder.spec
  const { firstRow } = target
  const [values = [], further = []] = columns
  switch (source.type) {
    case 'column':
      fillColumn(db, builder, source, values, target)
      return
    case 'email_domain':
      return fillCategory(builder, values, firstRow, (text) => emailKind(text))
    case 'plausible_name':
      return fillCategory(builder, values, firstRow, (text) => (isPlausibleName(text) ? 'Yes' : 'No'))
    case 'word': {
      const has = mentions(source.word)
      return fillCategory(builder, values, firstRow, (text) => (has(text) ? 'Yes' : 'No'))
    }
    case 'date_part':
      values.forEach((value, row) => {
        const name = datePart(value, source)
        if (name !== null) builder.setCategory(firstRow + row, name)
      })
      return
    case 'days_between':
      values.forEach((value, row) => (builder.numbers[firstRow + row] = daysBetween(value, further[row], source)))
      return
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
      for (let row = 0; row < values.length; row += 1) builder.numbers[firstRow + row] = (samples.asOf[row]! - timeOf(values[row])) / DAY
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
