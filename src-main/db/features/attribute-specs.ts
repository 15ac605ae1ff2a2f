import type { OutcomeChoice } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { inSentence } from '#shared/domain/predictive/calendar-words'
import type { ReadDb } from '../handles.ts'
import { readSettings } from '../queries/settings.ts'
import type { AttributeSpec, Reading } from './attribute-spec.ts'
import { catalogColumns, hasDisplayName, type ColumnFacts } from './catalog-columns.ts'
import { columnStats, lookedAt } from './column-stats.ts'
import { dateSpecs } from './date-specs.ts'
import { intelligentSpecs } from './intelligent-specs.ts'
import { judgeColumn } from './judge-column.ts'
import { readColumns } from './read-columns.ts'
import { wordSpecs } from './word-specs.ts'

export interface SpecOptions {
  /** false: creation or closing times are missing, so nothing may depend on a moment. */
  readonly timesUsable: boolean
  readonly processId: number | null
  /** The record's column that says how it ended, which nothing may learn from; null for its state. */
  readonly outcome?: OutcomeChoice | null
}

/** Records whose columns count for the record that points at them: link column and table. */
const RELATED: Record<ScoredEntity, readonly { link: string; table: string; only?: readonly string[] }[]> = {
  lead: [
    { link: 'parent_account_id', table: 'account' },
    { link: 'parent_contact_id', table: 'contact' },
    { link: 'owner_id', table: 'user', only: ['manager', 'region'] },
  ],
  opportunity: [
    { link: 'account_id', table: 'account' },
    { link: 'contact_id', table: 'contact' },
    { link: 'owner_id', table: 'user', only: ['manager', 'region'] },
  ],
}

/**
 * Every attribute that a model of the entity could use, with those that it must not and the reason in words.
 * The choice looks at about 5,000 records and depends on the data alone.
 */
export function attributeSpecs(db: ReadDb, entity: ScoredEntity, options: SpecOptions): AttributeSpec[] {
  const ids = lookedAt(db, entity)
  const present = new Float64Array(ids.length).fill(Number.NaN)
  const ending = options.outcome?.column
  const own = columnSpecs(db, entity, { link: null, ids, timesUsable: options.timesUsable }).map((spec) => (spec.name === `${entity}.${ending}` ? { ...spec, usable: false, chosen: false, reason: 'Never used: it is the outcome.' } : spec))
  const related = RELATED[entity].flatMap(({ link, table, only }) => {
    const [values] = readColumns(db, entity, [{ name: link, historied: false }], ids, present)
    const parents = Float64Array.from(values ?? [], (id) => (id === null ? Number.NaN : Number(id)))
    if (parents.every(Number.isNaN)) return []
    return columnSpecs(db, table, { link, ids: parents, timesUsable: options.timesUsable, ...(only === undefined ? {} : { only }) })
  })
  return [...own, ...related, ...intelligentSpecs(db, entity, ids, options), ...dateSpecs(db, entity, ids, readSettings(db).timeZone)]
}

interface Place {
  readonly link: string | null
  /** Records looked at, NaN where the link is empty. */
  readonly ids: Float64Array
  readonly timesUsable: boolean
  readonly only?: readonly string[]
}

function columnSpecs(db: ReadDb, table: string, { link, ids, timesUsable, only }: Place): AttributeSpec[] {
  const columns = catalogColumns(db, table).filter(
    (column) => (only === undefined || only.includes(column.name)) && !(link !== null && isDuplicate(column)) && !(column.builtIn && column.name === 'name' && table !== 'account') && isShowable(db, column),
  )
  const stats = columnStats(db, table, columns.map((column) => column.name), ids)
  return columns.flatMap((column): AttributeSpec[] => {
    const found = stats.get(column.name) ?? { rows: ids.length, filled: 0, distinct: 0, values: [] }
    const reading = readingOf(column)
    const isTime = reading === 'date' || reading === 'datetime'
    const label = isTime ? `Days since ${inSentence(column.label)}` : column.label
    const spec: AttributeSpec = {
      name: `${link === null || table !== 'user' ? table : 'owner'}.${column.name}`,
      label: link === null ? label : `${table === 'user' ? 'Owner' : column.tableLabel}: ${label}`,
      origin: link === null ? 'record' : 'related',
      kind: isTime || reading === 'number' ? 'numeric' : 'category',
      knownWhen: column.knownWhen,
      vouched: column.builtIn,
      needsTime: isTime,
      ...judgeColumn(column, found, timesUsable),
      source: { type: 'column', link, table, column: column.name, reading, scale: column.scale, historied: column.knownWhen === 'history', lookupTable: column.lookupTable, ...(column.calculated ? { calculated: true } : {}) },
    }
    return [spec, ...wordSpecs(column, spec, found.values)]
  })
}

/** Owner and unit of a related record say the same as the record's own; its keys and dates of entry say nothing. */
function isDuplicate(column: ColumnFacts): boolean {
  return column.builtIn && (column.type === 'lookup' || ['external_id', 'created_at', 'modified_at'].includes(column.name))
}

/** A lookup is an attribute only by the display name of what it points at; accounts and contacts count through their columns. */
function isShowable(db: ReadDb, column: ColumnFacts): boolean {
  if (column.type !== 'lookup') return true
  if (column.lookupTable === null || ['account', 'contact', 'lead', 'opportunity'].includes(column.lookupTable)) return false
  return hasDisplayName(db, column.lookupTable)
}

function readingOf(column: ColumnFacts): Reading {
  switch (column.type) {
    case 'text':
    case 'option':
      return 'text'
    case 'integer':
    case 'decimal':
    case 'number':
      return 'number'
    case 'boolean':
    case 'date':
    case 'datetime':
    case 'lookup':
      return column.type
  }
}
