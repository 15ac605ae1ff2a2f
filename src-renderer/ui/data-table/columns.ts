import type { ReactNode } from 'react'

export interface Sort {
  readonly column: string
  readonly direction: 'asc' | 'desc'
}

export interface TableColumn<Row> {
  readonly id: string
  readonly label: string
  readonly cell: (row: Row) => ReactNode
  /** Full text of the cell, shown as tooltip where it may be cut off. */
  readonly title?: ((row: Row) => string | undefined) | undefined
  /** Pixels; with `flex` the least. */
  readonly width: number
  /** Takes what is left over, in this proportion. */
  readonly flex?: number | undefined
  readonly align?: 'left' | 'right'
  readonly sortable?: boolean
  /** The first click sorts from the highest. */
  readonly descendingFirst?: boolean
  readonly className?: string | undefined
  /** Gives way in narrow tables: higher numbers go first; without a number it always stays. */
  readonly yields?: number | undefined
  /** Stays in view beside the first column while the table scrolls sideways. */
  readonly pinned?: boolean | undefined
}

/** Padding that the first and the last cell add to their column. */
export const EDGE = 14

/**
 * The columns that fit into the width, in their order; those that yield go first, highest number first.
 * Never leaves out a column that does not yield, even if the table then scrolls sideways.
 */
export function fitColumns<Row>(columns: readonly TableColumn<Row>[], widths: Readonly<Record<string, number>>, available: number): readonly TableColumn<Row>[] {
  if (available <= 0 || leastWidth(columns, widths) <= available) return columns
  const most = Math.max(...columns.map((column) => column.yields ?? 0))
  const leaving = columns.findLast((column) => column.yields === most)
  return leaving === undefined ? columns : fitColumns(columns.filter((column) => column !== leaving), widths, available)
}

/** Pixels that the columns need at least, with the padding at both ends. */
export function leastWidth<Row>(columns: readonly TableColumn<Row>[], widths: Readonly<Record<string, number>>): number {
  return columns.reduce((sum, column) => sum + (widths[column.id] ?? column.width), 2 * EDGE)
}

/** Where pinned columns stay: right of the first one, in pixels. */
export function pinnedLeft<Row>(columns: readonly TableColumn<Row>[], widths: Readonly<Record<string, number>>): number {
  const [first] = columns
  return first === undefined ? 0 : (widths[first.id] ?? first.width) + EDGE
}

/** The `grid-template-columns` of head and rows. A column that a person has resized no longer flexes. */
export function gridTemplate<Row>(columns: readonly TableColumn<Row>[], widths: Readonly<Record<string, number>>): string {
  const flexes = columns.some((column) => column.flex !== undefined && widths[column.id] === undefined)
  return columns
    .map((column, index) => {
      const edge = (index === 0 ? EDGE : 0) + (index === columns.length - 1 ? EDGE : 0)
      const chosen = widths[column.id]
      if (chosen !== undefined) return index === columns.length - 1 && !flexes ? `minmax(${chosen + edge}px, 1fr)` : `${chosen + edge}px`
      const width = column.width + edge
      if (column.flex !== undefined) return `minmax(${width}px, ${column.flex}fr)`
      return index === columns.length - 1 && !flexes ? `minmax(${width}px, 1fr)` : `${width}px`
    })
    .join(' ')
}

/** What a click on a column's head sorts by next. */
export function nextSort<Row>(column: TableColumn<Row>, sort: Sort | undefined): Sort {
  const first = column.descendingFirst ? 'desc' : 'asc'
  if (sort?.column !== column.id) return { column: column.id, direction: first }
  return { column: column.id, direction: sort.direction === 'asc' ? 'desc' : 'asc' }
}
