import './floating.css'
import { Popover as MantinePopover } from '@mantine/core'
import { type ReactElement, type ReactNode, useState } from 'react'
import { InPopover } from './in-popover.ts'

interface PopoverProps {
  /** Builds the button that opens it. */
  readonly target: (state: { readonly opened: boolean; readonly toggle: () => void }) => ReactElement
  readonly children: (close: () => void) => ReactNode
  readonly label: string
  readonly width?: number
  readonly position?: 'bottom-start' | 'bottom-end' | 'left' | 'right' | 'right-start' | 'top-start'
  /** Controlled from outside when given. */
  readonly opened?: boolean
  readonly onChange?: (opened: boolean) => void
  /** False once what was done inside has taken the focus elsewhere. */
  readonly returnFocus?: boolean
}

/** Floats beside its button, takes focus, gives it back. */
export function Popover({ target, children, label, width = 280, position = 'bottom-start', opened, onChange, returnFocus = true }: PopoverProps) {
  const [own, setOwn] = useState(false)
  const open = opened ?? own
  const set = (next: boolean): void => {
    setOwn(next)
    onChange?.(next)
  }
  return (
    <MantinePopover opened={open} onChange={set} width={width} position={position} offset={4} trapFocus returnFocus={returnFocus} transitionProps={{ duration: 0 }} withRoles={false}>
      <MantinePopover.Target>{target({ opened: open, toggle: () => set(!open) })}</MantinePopover.Target>
      <MantinePopover.Dropdown role="dialog" aria-label={label}><InPopover value>{children(() => set(false))}</InPopover></MantinePopover.Dropdown>
    </MantinePopover>
  )
}
