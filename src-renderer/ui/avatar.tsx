import './marks.css'
import { cx } from './cx.ts'

/** The first letters of the first and the last word. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = words[0]?.[0] ?? ''
  const last = words.length > 1 ? (words[words.length - 1]?.[0] ?? '') : ''
  return (first + last).toUpperCase()
}

export function Avatar({ name, big = false, team = false }: { readonly name: string; readonly big?: boolean; readonly team?: boolean }) {
  return <span className={cx('avatar', big && 'big', team && 'team')} title={name} role="img" aria-label={name}>{initials(name)}</span>
}
