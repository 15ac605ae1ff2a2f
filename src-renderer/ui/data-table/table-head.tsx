import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { cx } from '../cx.ts'
import { Icon } from '../icon.tsx'
import { nextSort, type Sort, type TableColumn } from './columns.ts'

const NARROWEST = 40

interface TableHeadProps<Row> {
  readonly columns: readonly TableColumn<Row>[]
  readonly template: string
  /** Where pinned columns stay, in pixels. */
  readonly left: number
  readonly sort?: Sort | undefined
  readonly onSort?: ((sort: Sort) => void) | undefined
  readonly onWidth?: ((column: string, width: number | null) => void) | undefined
}

/** A click sorts; dragging the right edge, or Shift with the arrow keys, sets the width; a double click forgets it. */
export function TableHead<Row>({ columns, template, left, sort, onSort, onWidth }: TableHeadProps<Row>) {
  return (
    <div role="rowgroup" className="dt-heads">
      <div className="dt-row dt-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        {columns.map((column, index) => (
          <HeadCell key={column.id} column={column} index={index} left={left} sort={sort} onSort={onSort} onWidth={onWidth} />
        ))}
      </div>
    </div>
  )
}

interface HeadCellProps<Row> extends Omit<TableHeadProps<Row>, 'columns' | 'template'> {
  readonly column: TableColumn<Row>
  readonly index: number
}

function HeadCell<Row>({ column, index, left, sort, onSort, onWidth }: HeadCellProps<Row>) {
  const sorted = sort?.column === column.id ? sort.direction : undefined
  const sortable = column.sortable !== false && onSort !== undefined
  const key = (event: KeyboardEvent<HTMLElement>): void => {
    if (!event.shiftKey || onWidth === undefined || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    event.preventDefault()
    const now = event.currentTarget.parentElement?.offsetWidth ?? column.width
    onWidth(column.id, Math.max(NARROWEST, now + (event.key === 'ArrowRight' ? 8 : -8)))
  }
  return (
    <div className={cx('dt-th', column.align, (index === 0 || column.pinned) && 'pinned')} style={index > 0 && column.pinned ? { left } : undefined} role="columnheader" aria-colindex={index + 1} aria-sort={sorted && (sorted === 'asc' ? 'ascending' : 'descending')}>
      {sortable ? (
        <button type="button" onClick={() => onSort(nextSort(column, sort))} onKeyDown={key} title={`Sort by ${column.label.toLowerCase()}`}>
          <span>{column.label}</span>
          {sorted && <Icon name={sorted === 'asc' ? 'up' : 'down'} size={12} />}
        </button>
      ) : (
        <span>{column.label}</span>
      )}
      {onWidth && <ResizeHandle onWidth={(width) => onWidth(column.id, width)} />}
    </div>
  )
}

function ResizeHandle({ onWidth }: { readonly onWidth: (width: number | null) => void }) {
  const [from, setFrom] = useState<{ readonly x: number; readonly width: number } | null>(null)
  const start = (event: PointerEvent<HTMLElement>): void => {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    setFrom({ x: event.clientX, width: event.currentTarget.parentElement?.offsetWidth ?? 100 })
  }
  return (
    <span
      className={cx('dt-resize', from && 'active')}
      aria-hidden
      onPointerDown={start}
      onPointerMove={(event) => from && onWidth(Math.max(NARROWEST, from.width + event.clientX - from.x))}
      onPointerUp={() => setFrom(null)}
      onDoubleClick={() => onWidth(null)}
    />
  )
}
