import './controls.css'
import { type ReactNode, useId } from 'react'

interface ToggleProps {
  readonly label: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
  readonly hideLabel?: boolean
}

/** A setting that takes effect at once. */
export function Toggle({ label, checked, onChange, disabled = false, hideLabel = false }: ToggleProps) {
  const id = useId()
  return (
    <span className="toggle">
      <button type="button" role="switch" aria-checked={checked} aria-labelledby={id} aria-disabled={disabled || undefined} onClick={() => !disabled && onChange(!checked)} />
      <span id={id} className={hideLabel ? 'visually-hidden' : undefined}>{label}</span>
    </span>
  )
}
