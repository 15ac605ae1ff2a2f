import './states.css'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import type { IconName } from './icon-paths.ts'
import { Icon } from './icon.tsx'

interface NoticeProps {
  readonly tone?: 'care' | 'bad' | 'good' | undefined
  readonly title?: ReactNode
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly icon?: IconName
}

/** In place: what happened, what was kept, what to do. */
export function Notice({ tone, title, children, actions, icon }: NoticeProps) {
  const shown = icon ?? (tone === 'care' || tone === 'bad' ? 'warn' : tone === 'good' ? 'check' : 'info')
  return (
    <div className={cx('notice', tone)} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={shown} />
      <div className="grow">
        {title !== undefined && <strong>{title}</strong>}
        {children !== undefined && <div className="muted">{children}</div>}
        {actions !== undefined && <div className="notice-actions">{actions}</div>}
      </div>
    </div>
  )
}
