import './layout.css'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

interface PageHeaderProps {
  /** The page above this one. */
  readonly crumb?: { readonly label: string; readonly href: string } | undefined
  readonly title: string
  readonly tag?: ReactNode
  /** One sentence, with a denominator where it has a number. */
  readonly sentence?: ReactNode
  /** Primary last. */
  readonly actions?: ReactNode
  /** A line under it; leave out where tabs follow. */
  readonly ruled?: boolean
}

export function PageHeader({ crumb, title, tag, sentence, actions, ruled = false }: PageHeaderProps) {
  return (
    <header className={ruled ? 'page-head ruled' : 'page-head'}>
      <div className="page-head-words">
        {crumb && <span className="crumb"><a href={crumb.href}>{crumb.label}</a><Icon name="right" size={12} /></span>}
        <h1 title={title}>{title}</h1>
        {tag}
        {sentence !== undefined && <p className="sentence">{sentence}</p>}
      </div>
      {actions !== undefined && <div className="page-actions">{actions}</div>}
    </header>
  )
}
