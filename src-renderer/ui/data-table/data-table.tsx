import './data-table.css'
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type MouseEvent, type ReactNode, type Ref, useEffect, useId, useMemo, useRef } from 'react'
import { cx } from '../cx.ts'
import { fitColumns, gridTemplate, leastWidth, pinnedLeft, type Sort, type TableColumn } from './columns.ts'
import { TableHead } from './table-head.tsx'
import { TableRow } from './table-row.tsx'
import { tableKey } from './use-table-keys.ts'

const HEAD = 32
const NO_WIDTHS: Readonly<Record<string, number>> = {}

export interface DataTableProps<Row> {
  readonly label: string
  readonly columns: readonly TableColumn<Row>[]
  readonly total: number
  /** The row, or undefined while its page is on the way. */
  readonly rowAt: (index: number) => Row | undefined
  readonly rowKey: (row: Row) => string | number
  /** Told the first and last row in view, so that their pages can be read. Keep it stable. */
  readonly onRange?: ((start: number, end: number) => void) | undefined
  readonly sort?: Sort | undefined
  readonly onSort?: ((sort: Sort) => void) | undefined
  /** Index of the row that the keys act on; -1 for none. */
  readonly active: number
  readonly onActive: (index: number) => void
  /** Key of the row that is open beside the table. */
  readonly openKey?: string | number | null
  readonly selected?: ReadonlySet<string | number>
  readonly onOpen?: ((index: number) => void) | undefined
  readonly onExplain?: ((index: number) => void) | undefined
  readonly onToggle?: ((index: number) => void) | undefined
  /** Shift with a move or a click. */
  readonly onExtend?: ((from: number, to: number) => void) | undefined
  readonly onEscape?: (() => void) | undefined
  readonly widths?: Readonly<Record<string, number>>
  readonly onWidth?: ((column: string, width: number | null) => void) | undefined
  readonly rowHeight?: number
  /** Rows shown are of the question before; the new ones are on their way. */
  readonly dim?: boolean
  /** Instead of rows when there are none. */
  readonly empty?: ReactNode
  readonly ref?: Ref<HTMLDivElement>
}

type TableStyle = CSSProperties & { readonly '--row-height': string }

/** A virtualized grid of equal rows that asks for what it shows; one focusable element, driven by keys. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, total, rowAt, rowKey, onRange, active, onActive, openKey = null, selected, widths = NO_WIDTHS, rowHeight = 32, onOpen, onExtend, onToggle } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>()
  const ref = useMergedRef(scroller, sizeRef, props.ref)
  const shown = useMemo(() => fitColumns(columns, widths, width), [columns, widths, width])
  const template = useMemo(() => gridTemplate(shown, widths), [shown, widths])
  const left = pinnedLeft(shown, widths)

  // oxlint-disable-next-line react/incompatible-library -- the compiler leaves this component out, which costs nothing: its rows are memoized
  const rows = useVirtualizer({ count: total, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 8, scrollPaddingStart: HEAD, paddingStart: 0 })
  const items = rows.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items[items.length - 1]?.index ?? 0
  const top = rows.range?.startIndex ?? 0
  const bottom = rows.range?.endIndex ?? 0
  useEffect(() => {
    if (total > 0) onRange?.(top, bottom)
  }, [top, bottom, total, onRange])

  const move = (index: number, extend: boolean): void => {
    if (index < 0) return
    if (extend) onExtend?.(active, index)
    onActive(index)
    rows.scrollToIndex(index)
  }
  const press = (event: MouseEvent<HTMLElement>): void => {
    const index = event.target instanceof Element ? Number(event.target.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1) : -1
    if (index < 0) return
    if (event.shiftKey && onExtend) onExtend(active, index)
    else if ((event.ctrlKey || event.metaKey) && onToggle) onToggle(index)
    else onOpen?.(index)
    onActive(index)
  }

  const style: TableStyle = { '--row-height': `${rowHeight}px` }
  const activeId = active >= first && active <= last && total > 0 ? `${id}-${active}` : undefined
  const pageRows = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 400) - HEAD) / rowHeight) - 1)
  return (
    <div
      ref={ref}
      className={cx('dt', props.dim && 'dim')}
      style={style}
      role="grid"
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-colcount={shown.length}
      aria-multiselectable={onToggle !== undefined || undefined}
      aria-activedescendant={activeId}
      tabIndex={0}
      onClick={press}
      onMouseDown={(event) => { if (event.shiftKey && onExtend) { event.preventDefault(); event.currentTarget.focus() } }}
      onFocus={(event) => { if (event.target === event.currentTarget && active < 0 && total > 0) onActive(0) }}
      onKeyDown={(event) => { if (event.target === event.currentTarget) tableKey(event, { total, active, pageRows, move, onOpen, onExplain: props.onExplain, onToggle, onEscape: props.onEscape }) }}
    >
      <div className="dt-size" style={{ minWidth: leastWidth(shown, widths) }}>
        <TableHead columns={shown} template={template} left={left} sort={props.sort} onSort={props.onSort} onWidth={props.onWidth} />
        <div className="dt-body" role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const row = rowAt(item.index)
            const key = row === undefined ? null : rowKey(row)
            const isSelected = key !== null && (selected?.has(key) ?? false)
            return <TableRow key={item.index} id={`${id}-${item.index}`} row={row} index={item.index} columns={shown} template={template} left={left} offset={item.start} active={item.index === active} selected={isSelected || (key !== null && key === openKey)} marked={isSelected} />
          })}
        </div>
      </div>
      {total === 0 && props.empty !== undefined && <div role="presentation">{props.empty}</div>}
    </div>
  )
}
