import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect } from 'react'

interface VirtualBodyProps<Row> {
  readonly rows: readonly Row[]
  readonly rowHeight: number
  readonly columns: number
  /** The element that scrolls; keep it in a state, because a parent's ref is set after its children's effects. */
  readonly scroller: HTMLElement | null
  readonly children: (row: Row, index: number) => ReactNode
  /** Kept in view when it changes. */
  readonly show?: number | undefined
}

/* oxlint-disable jsx-a11y/control-has-associated-label -- empty cells that keep the space of rows out of view */

/** The body of a PlainTable that draws only the rows in view; the space of the others is kept above and below. */
export function VirtualBody<Row>({ rows, rowHeight, columns, scroller, children, show }: VirtualBodyProps<Row>) {
  // oxlint-disable-next-line react/incompatible-library -- the compiler leaves this component out, which costs little: it draws only the rows in view
  const body = useVirtualizer({ count: rows.length, getScrollElement: () => scroller, estimateSize: () => rowHeight, overscan: 12, scrollPaddingStart: 32 })
  const items = body.getVirtualItems()
  const first = items[0]
  const last = items[items.length - 1]
  useEffect(() => {
    if (show !== undefined && show >= 0) body.scrollToIndex(show, { align: 'auto' })
  }, [body, show])
  const below = last === undefined ? 0 : body.getTotalSize() - last.end
  return (
    <tbody>
      {first !== undefined && first.start > 0 && <tr className="space" aria-hidden><td colSpan={columns} style={{ height: first.start }} /></tr>}
      {items.map((item) => {
        const row = rows[item.index]
        return row === undefined ? null : children(row, item.index)
      })}
      {below > 0 && <tr className="space" aria-hidden><td colSpan={columns} style={{ height: below }} /></tr>}
    </tbody>
  )
}
