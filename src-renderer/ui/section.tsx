import './layout.css'
import { type ReactNode, useId } from 'react'
import { cx } from './cx.ts'

interface SectionProps {
  readonly title?: ReactNode
  /** At the right end of the title's line. */
  readonly note?: ReactNode
  readonly children: ReactNode
  /** No line above. */
  readonly first?: boolean
  readonly className?: string | undefined
}

/** A part of a panel or page, divided from the one above by a hairline. */
export function Section({ title, note, children, first = false, className }: SectionProps) {
  const id = useId()
  return (
    <section className={cx('sec', first && 'first', className)} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && <h2 className="sec-title"><span id={id} style={{ font: 'inherit', color: 'inherit' }}>{title}</span>{note !== undefined && <span>{note}</span>}</h2>}
      {children}
    </section>
  )
}
