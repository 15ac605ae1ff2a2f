import './plain-table.css'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export interface PlainColumn {
  readonly id: string
  readonly label: ReactNode
  /** Pixels; left out, it shares what is left over. */
  readonly width?: number | undefined
  readonly align?: 'right' | undefined
  readonly title?: string | undefined
  /** Its heading stands over this column and the next, whose own is not shown. */
  readonly overNext?: boolean | undefined
}

interface PlainTableProps {
  readonly label: string
  readonly columns: readonly PlainColumn[]
  /** One or more `tbody`. */
  readonly children: ReactNode
  /** Rows of 36, for cells that hold a field. */
  readonly roomy?: boolean
  /** Stands inside a form instead of reaching from edge to edge. */
  readonly inset?: boolean
  readonly role?: 'grid' | undefined
  readonly className?: string | undefined
}

/** A table of native rows for lists that are short or hold fields; long lists of records use DataTable. */
export function PlainTable({ label, columns, children, roomy = false, inset = false, role, className }: PlainTableProps) {
  return (
    <table className={cx('plain', roomy && 'roomy', inset && 'inset', className)} aria-label={label} role={role}>
      <colgroup>{columns.map((column) => <col key={column.id} style={column.width === undefined ? undefined : { width: column.width }} />)}</colgroup>
      <thead>
        <tr>{columns.map((column, index) => (columns[index - 1]?.overNext ? null : <th key={column.id} scope="col" colSpan={column.overNext ? 2 : undefined} className={column.align === 'right' ? 'num' : undefined} title={column.title}>{column.label}</th>))}</tr>
      </thead>
      {children}
    </table>
  )
}
