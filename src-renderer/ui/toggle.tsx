import './controls.css'
import { type ReactNode, useId } from 'react'

interface ToggleProps {
  readonly label: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
  readonly hideLabel?: boolean
}

/** A setting that takes effect at once; a click on its words switches it as well. */
export function Toggle({ label, checked, onChange, disabled = false, hideLabel = false }: ToggleProps) {
  const id = useId()
  return (
    <span className="toggle">
      <button type="button" role="switch" id={id} aria-labelledby={`${id}-words`} aria-checked={checked} aria-disabled={disabled || undefined} onClick={() => !disabled && onChange(!checked)} />
      <label id={`${id}-words`} htmlFor={id} className={hideLabel ? 'visually-hidden' : undefined}>{label}</label>
    </span>
  )
}
