import type { ReactNode } from 'react'
import type { ScoredRow } from '#shared/contract/index'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import { Avatar } from '#renderer/ui/avatar.tsx'
import type { TableColumn } from '#renderer/ui/data-table/columns.ts'
import { cellText } from '#renderer/ui/format/cell.ts'
import { type Clock, exact, isoDay } from '#renderer/ui/format/dates.ts'
import { count, percent } from '#renderer/ui/format/numbers.ts'
import { Time } from '#renderer/ui/format/time.tsx'
import { toWall } from '#renderer/ui/format/zone.ts'
import { GradeChip } from '#renderer/ui/grade-chip.tsx'
import { ScoreCell } from '#renderer/ui/score-cell.tsx'
import { TREND_WORDS, TrendCell } from '#renderer/ui/trend-cell.tsx'
import type { EntityText } from './entity.ts'
import { UNSCORED_WORDS } from './unscored.ts'

type Column = TableColumn<ScoredRow>

const why = (row: ScoredRow): string | undefined => (row.unscored === null ? undefined : UNSCORED_WORDS[row.unscored])
const time = (at: number | null): ReactNode => (at === null ? null : <span className="t1 muted"><Time at={at} /></span>)

const STANDARD: readonly Column[] = [
  { id: 'score', label: 'Score', width: 66, descendingFirst: true, cell: (row) => <ScoreCell score={row.score} grade={row.grade} reason={why(row)} /> },
  { id: 'grade', label: 'Grade', width: 50, cell: (row) => <GradeChip grade={row.grade} title={why(row)} /> },
  { id: 'trend', label: 'Trend', width: 78, yields: 3, cell: (row) => <TrendCell trend={row.trend} spark={row.spark} />, title: (row) => (row.trend === null ? undefined : TREND_WORDS[row.trend]) },
  { id: 'name', label: 'Name', width: 120, flex: 1.1, pinned: true, className: 'medium', cell: (row) => row.name, title: (row) => row.name },
  { id: 'company', label: 'Company', width: 118, flex: 1.2, cell: (row) => row.company, title: (row) => row.company ?? undefined },
  { id: 'topic', label: 'Topic', width: 104, flex: 1.4, yields: 2, className: 'muted', cell: (row) => row.topic, title: (row) => row.topic ?? undefined },
  { id: 'probability', label: 'Chance', width: 64, align: 'right', yields: 4, descendingFirst: true, className: 't1 muted', cell: (row) => (row.probability === null ? null : percent(row.probability)) },
  { id: 'estimated_revenue', label: 'Est. revenue', width: 92, align: 'right', descendingFirst: true, cell: (row) => (row.estimatedRevenue === null ? null : count(row.estimatedRevenue)) },
  { id: 'owner_id', label: 'Owner', width: 52, yields: 6, cell: (row) => (row.ownerName === null ? null : <Avatar name={row.ownerName} />) },
  { id: 'status', label: 'Status', width: 84, yields: 5, className: 't1 muted', cell: (row) => row.status ?? row.state, title: (row) => row.status ?? row.state },
  { id: 'created_at', label: 'Created', width: 82, align: 'right', yields: 8, descendingFirst: true, cell: (row) => time(row.createdAt) },
  { id: 'last_touch', label: 'Last touch', width: 82, align: 'right', yields: 9, descendingFirst: true, cell: (row) => time(row.lastTouch) },
]
const BY_ID = new Map(STANDARD.map((column) => [column.id, column]))

/** Ids of the columns that the list brings along; all others are asked for by name. */
export const isStandard = (id: string): boolean => BY_ID.has(id) || id === 'estimated_close'

function closeColumn(clock: Clock): Column {
  const today = toWall(clock.now, clock.timeZone).slice(0, 10)
  const overdue = (row: ScoredRow): boolean => row.state === 'open' && row.estimatedClose !== null && row.estimatedClose < today
  return {
    id: 'estimated_close',
    label: 'Est. close',
    width: 90,
    align: 'right',
    className: 't1 muted',
    cell: (row) => (row.estimatedClose === null ? null : overdue(row) ? <span className="dn">{isoDay(row.estimatedClose, clock)}</span> : isoDay(row.estimatedClose, clock)),
    title: (row) => (overdue(row) ? 'Overdue: still open after its estimated close date' : undefined),
  }
}

const RIGHT: ReadonlySet<string> = new Set(['integer', 'decimal', 'number', 'date', 'datetime'])

function catalogColumn(column: CatalogColumn, clock: Clock): Column {
  const right = RIGHT.has(column.type)
  const show = (row: ScoredRow): string => cellText(row.values[column.name], column, clock)
  const title = (row: ScoredRow): string => {
    const value = row.values[column.name]
    return column.type === 'datetime' && typeof value === 'number' ? exact(value, clock) : show(row)
  }
  return { id: column.name, label: column.label, width: right ? 92 : 112, yields: 7, className: 't1 muted', align: right ? 'right' : 'left', descendingFirst: right, cell: show, title }
}

/** Labels of every column that may be shown, in the order of the chooser; where the name is the topic it is there once. */
export function allColumns(entityColumns: readonly CatalogColumn[], { columns: standard, nameLabel }: Pick<EntityText, 'columns' | 'nameLabel'>): readonly { readonly id: string; readonly label: string }[] {
  const first = standard.map((id) => ({ id, label: id === 'name' ? nameLabel : (BY_ID.get(id)?.label ?? entityColumns.find((column) => column.name === id)?.label ?? id) }))
  const rest = entityColumns.filter((column) => !standard.includes(column.name) && column.type !== 'lookup' && (column.name !== 'topic' || nameLabel !== 'Topic')).map((column) => ({ id: column.name, label: column.label }))
  return [...first, ...rest]
}

/** Without a topic beside it the name says what it is about, as that of an opportunity does, and needs more of the room. */
const LONG_NAME = 2.4

/** The chosen columns, ready for the table. */
export function tableColumns(chosen: readonly string[], entityColumns: readonly CatalogColumn[], nameLabel: EntityText['nameLabel'], clock: Clock): readonly Column[] {
  return chosen.flatMap((id): readonly Column[] => {
    const standard = id === 'estimated_close' ? closeColumn(clock) : BY_ID.get(id)
    if (standard !== undefined && id === 'name') return [{ ...standard, label: nameLabel, ...(chosen.includes('topic') ? {} : { flex: LONG_NAME }) }]
    if (standard !== undefined) return [standard]
    const column = entityColumns.find((item) => item.name === id)
    return column === undefined ? [] : [catalogColumn(column, clock)]
  })
}
