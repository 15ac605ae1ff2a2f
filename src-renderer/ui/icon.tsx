import { ICON_PATHS, type IconName } from './icon-paths.ts'

const HEAVY: ReadonlySet<IconName> = new Set(['more', 'grip'])

interface IconProps {
  readonly name: IconName
  readonly size?: number
  readonly className?: string | undefined
  /** Words for people who cannot see it; without them the icon is decoration. */
  readonly label?: string | undefined
}

export function Icon({ name, size = 16, className, label }: IconProps) {
  const meaning = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return (
    <svg
      className={className ? `i ${className}` : 'i'}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={HEAVY.has(name) ? 2 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      {...meaning}
    >
      <path d={ICON_PATHS[name]} />
    </svg>
  )
}
