import './button.css'
import { type MouseEvent, type ReactNode, type Ref, useId } from 'react'
import { cx } from './cx.ts'
import type { IconName } from './icon-paths.ts'
import { Icon } from './icon.tsx'

type Variant = 'default' | 'primary' | 'ghost' | 'danger' | 'destroy'

export interface ButtonProps {
  readonly children?: ReactNode
  readonly variant?: Variant
  readonly small?: boolean
  readonly icon?: IconName | undefined
  readonly iconRight?: IconName | undefined
  readonly onClick?: ((event: MouseEvent<HTMLElement>) => void) | undefined
  /** Makes it a link, for example `#/models`. */
  readonly href?: string | undefined
  readonly type?: 'button' | 'submit'
  readonly disabled?: boolean | undefined
  /** Why it cannot be used now; disables it and stands beside it. */
  readonly reason?: ReactNode
  /** Something is under way; the click is not taken twice. */
  readonly busy?: boolean | undefined
  readonly pressed?: boolean | undefined
  readonly title?: string | undefined
  readonly className?: string | undefined
  readonly label?: string | undefined
  readonly expanded?: boolean | undefined
  readonly hasPopup?: 'menu' | 'dialog' | 'listbox' | undefined
  readonly form?: string | undefined
  readonly ref?: Ref<HTMLButtonElement> | undefined
}

/** The one button; a disabled one keeps its place in the focus order and says why. */
export function Button(props: ButtonProps) {
  const { children, variant = 'default', small, icon, iconRight, onClick, href, type = 'button', busy, pressed, title, label, expanded, hasPopup, form, ref } = props
  const reasonId = useId()
  const hasReason = props.reason !== undefined && props.reason !== null && props.reason !== false && props.reason !== ''
  const off = props.disabled === true || busy === true || hasReason
  const iconOnly = children === undefined
  const className = cx('btn', variant !== 'default' && variant, small && 'small', iconOnly && 'icon-only', props.className)
  const inside = (
    <>
      {icon && <Icon name={icon} size={small ? 14 : 16} />}
      {children}
      {iconRight && <Icon name={iconRight} size={14} />}
    </>
  )
  if (href !== undefined && !off) {
    return <a className={className} href={href} onClick={onClick} title={title} aria-label={label}>{inside}</a>
  }
  const button = (
    <button
      ref={ref}
      type={off ? 'button' : type}
      className={className}
      onClick={off ? (event) => event.preventDefault() : onClick}
      aria-disabled={off || undefined}
      aria-describedby={hasReason ? reasonId : undefined}
      aria-busy={busy || undefined}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-haspopup={hasPopup}
      aria-label={label}
      title={title}
      form={form}
    >
      {inside}
    </button>
  )
  if (!hasReason) return button
  return <span className="btn-with-reason"><span id={reasonId}>{props.reason}</span>{button}</span>
}

/** A button with an icon alone; its name is told to assistive technology and shown as tooltip. */
export function IconButton({ label, variant = 'ghost', ...rest }: Omit<ButtonProps, 'children' | 'label'> & { readonly icon: IconName; readonly label: string }) {
  return <Button {...rest} variant={variant} label={label} title={rest.title ?? label} />
}
