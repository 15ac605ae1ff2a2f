import './layout.css'
import { type ReactNode, useEffect, useRef } from 'react'
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
  /** Keys pressed anywhere inside, except those that close a list or calendar of a field. Keep it stable or cheap. */
  readonly onKey?: ((event: KeyboardEvent) => void) | undefined
}

/** Opens beside what it explains. */
export function SidePanel({ label, size = 'record', overlays = false, head, foot, children, onKey }: SidePanelProps) {
  const root = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = root.current
    if (element === null || onKey === undefined) return
    const press = (event: KeyboardEvent): void => {
      const inList = event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true' && event.target.getAttribute('role') === 'combobox'
      if (!inList) onKey(event)
    }
    element.addEventListener('keydown', press)
    return () => element.removeEventListener('keydown', press)
  }, [onKey])
  return (
    <aside ref={root} className={cx('panel', size !== 'record' && size, overlays && 'overlays')} aria-label={label}>
      {head}
      <div className="panel-body">{children}</div>
      {foot}
    </aside>
  )
}
