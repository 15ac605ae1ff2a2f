import './controls.css'
import type { ReactNode } from 'react'

interface RadioProps {
  readonly name: string
  readonly label: ReactNode
  readonly checked: boolean
  readonly onChange: () => void
  readonly disabled?: boolean
}

/** One of several rows; give all of them the same name. */
export function Radio({ name, label, checked, onChange, disabled = false }: RadioProps) {
  return (
    <label className="radio">
      <input type="radio" name={name} checked={checked} disabled={disabled} onChange={onChange} />
      <span>{label}</span>
    </label>
  )
}
