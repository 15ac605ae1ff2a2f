import './layout.css'
import type { ReactNode } from 'react'

/** The bar between header and content: filters at the left, what changes the display at the right. */
export function Toolbar({ label, children, end, wrap = false }: { readonly label: string; readonly children?: ReactNode; readonly end?: ReactNode; readonly wrap?: boolean }) {
  return (
    <div className={wrap ? 'bar wrap' : 'bar'} role="group" aria-label={label}>
      {children}
      <span className="grow" />
      {end}
    </div>
  )
}
