import './controls.css'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

interface CheckboxProps {
  readonly label: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly mixed?: boolean
  readonly disabled?: boolean
  readonly hideLabel?: boolean
}

export function Checkbox({ label, checked, onChange, mixed = false, disabled = false, hideLabel = false }: CheckboxProps) {
  return (
    <label className="checkbox">
      <span>
        <input type="checkbox" checked={checked} disabled={disabled} ref={(node) => { if (node) node.indeterminate = mixed }} onChange={(event) => onChange(event.target.checked)} />
        <Icon name={mixed ? 'minus' : 'check'} size={12} />
      </span>
      <span className={hideLabel ? 'visually-hidden' : undefined}>{label}</span>
    </label>
  )
}
