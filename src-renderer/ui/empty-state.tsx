import './states.css'
import type { ReactNode } from 'react'

/** One sentence on why, one on what fills it, one button. */
export function EmptyState({ why, fill, action }: { readonly why: string; readonly fill?: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{why}</h2>
      {fill !== undefined && <p>{fill}</p>}
      {action !== undefined && <div className="empty-actions">{action}</div>}
    </div>
  )
}
