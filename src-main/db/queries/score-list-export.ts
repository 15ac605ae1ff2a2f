import type { ScoredRow } from '#shared/contract/scores'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import type { ExportedRows, ExportedValue } from '../features/exported-rows.ts'
import type { ReadDb } from '../handles.ts'
import { columnOf, readTable } from './catalog.ts'
import { listIds, type PageContext, type PageInput } from './score-page.ts'
import { readScoredRows } from './score-page-rows.ts'

export interface ListExport extends Omit<PageInput, 'columns' | 'offset' | 'limit'> {
  /** The columns that are shown, in their order. */
  readonly shown: readonly { readonly id: string; readonly label: string }[]
}

const PAGE = 2000

const time = (at: number | null): ExportedValue => (at === null ? null : new Date(at).toISOString())

/** What the list brings along by itself; scores and chances are not rounded, times are ISO 8601. */
const STANDARD: Readonly<Record<string, (row: ScoredRow) => ExportedValue>> = {
  score: (row) => row.score,
  grade: (row) => row.grade,
  trend: (row) => row.trend,
  name: (row) => row.name,
  company: (row) => row.company,
  topic: (row) => row.topic,
  probability: (row) => row.probability,
  estimated_revenue: (row) => row.estimatedRevenue,
  estimated_close: (row) => row.estimatedClose,
  owner_id: (row) => row.ownerName,
  status: (row) => row.status ?? row.state,
  created_at: (row) => time(row.createdAt),
  last_touch: (row) => time(row.lastTouch),
}

/** All rows of a list with its view, filters, search, order and columns, and the external id of each in front, by which an import finds it. */
export function exportedList(db: ReadDb, input: ListExport, context: PageContext): ExportedRows {
  const table = readTable(db, input.entity)
  const extra = [columnOf(table, 'external_id'), ...input.shown.filter(({ id }) => id !== 'external_id' && !Object.hasOwn(STANDARD, id)).map(({ id }) => columnOf(table, id))]
  const shown = input.shown.filter(({ id }) => id !== 'external_id')
  const byName = new Map(extra.map((column) => [column.name, column]))
  const ids = listIds(db, { ...input, columns: [] }, context)
  const pages = function* (): Generator<ExportedValue[][]> {
    for (let from = 0; from < ids.length; from += PAGE) {
      yield readScoredRows(db, input.entity, ids.slice(from, from + PAGE), extra, context).map(({ row }) => ['external_id', ...shown.map(({ id }) => id)].map((id) => valueOf(row, id, byName.get(id))))
    }
  }
  return { columns: ['External id', ...shown.map(({ label }) => label)], total: ids.length, pages: pages() }
}

function valueOf(row: ScoredRow, id: string, column: CatalogColumn | undefined): ExportedValue {
  const standard = STANDARD[id]
  if (standard !== undefined && column === undefined) return standard(row)
  const value = row.values[id] ?? null
  return column?.type === 'datetime' && typeof value === 'number' ? time(value) : value
}
