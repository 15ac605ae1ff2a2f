import { memo } from 'react'
import { cx } from '../cx.ts'
import { Skeleton } from '../skeleton.tsx'
import type { TableColumn } from './columns.ts'

interface TableRowProps<Row> {
  readonly row: Row | undefined
  readonly index: number
  readonly columns: readonly TableColumn<Row>[]
  readonly template: string
  /** Where pinned columns stay, in pixels. */
  readonly left: number
  readonly offset: number
  readonly id: string
  readonly active: boolean
  readonly selected: boolean
  readonly marked: boolean
}

function Row<Row>({ row, index, columns, template, left, offset, id, active, selected, marked }: TableRowProps<Row>) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={cx('dt-row', active && 'active', marked && 'marked')}
      style={{ gridTemplateColumns: template, transform: `translateY(${offset}px)` }}
      data-index={index}
    >
      {columns.map((column, at) => (
        <div key={column.id} role="gridcell" aria-colindex={at + 1} className={cx('dt-cell', column.align, column.className, (at === 0 || column.pinned) && 'pinned')} style={at > 0 && column.pinned ? { left } : undefined} title={row === undefined ? undefined : column.title?.(row)}>
          {row === undefined ? <Skeleton width={Math.min(column.width - 12, 24 + ((index * 31 + at * 17) % 70))} /> : column.cell(row)}
        </div>
      ))}
    </div>
  )
}

export const TableRow = memo(Row) as typeof Row
