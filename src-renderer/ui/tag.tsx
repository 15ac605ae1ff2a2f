import './marks.css'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import type { IconName } from './icon-paths.ts'
import { Icon } from './icon.tsx'

export type Tone = 'good' | 'bad' | 'care' | 'blue'

interface TagProps {
  readonly children: ReactNode
  readonly tone?: Tone | undefined
  readonly icon?: IconName | undefined
  readonly title?: string | undefined
}

/** One word about a state. */
export function Tag({ children, tone, icon, title }: TagProps) {
  return <span className={cx('tag', tone)} title={title}>{icon && <Icon name={icon} size={12} />}{children}</span>
}
