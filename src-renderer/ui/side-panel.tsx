import './layout.css'
import type { ReactNode, Ref } from 'react'
import { cx } from './cx.ts'

interface SidePanelProps {
  readonly label: string
  /** 376 for a record, 320 for properties and problems, 248 for notes. */
  readonly size?: 'record' | 'properties' | 'notes'
  /** Lies over the content in narrow windows instead of pushing it. */
  readonly overlays?: boolean
  readonly head?: ReactNode
  readonly foot?: ReactNode
  readonly children: ReactNode
  readonly bodyRef?: Ref<HTMLDivElement>
}

/** Opens beside what it explains. */
export function SidePanel({ label, size = 'record', overlays = false, head, foot, children, bodyRef }: SidePanelProps) {
  return (
    <aside className={cx('panel', size !== 'record' && size, overlays && 'overlays')} aria-label={label}>
      {head}
      <div className="panel-body" ref={bodyRef}>{children}</div>
      {foot}
    </aside>
  )
}
