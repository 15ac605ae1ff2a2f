import './layout.css'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

export interface Step {
  readonly name: string
  /** What was chosen, or what comes. */
  readonly detail?: ReactNode
  readonly state: 'done' | 'now' | 'next'
  /** Goes back to it; only steps that may be visited have one. */
  readonly onClick?: (() => void) | undefined
}

/** Where one is in a wizard; `inline` lies in a header. */
export function Steps({ label, steps, inline = false }: { readonly label: string; readonly steps: readonly Step[]; readonly inline?: boolean }) {
  return (
    <ol className={inline ? 'steps inline' : 'steps'} aria-label={label}>
      {steps.map((step, index) => (
        <li key={step.name} className={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <span className="mark" aria-hidden>{step.state === 'done' ? <Icon name="check" size={12} /> : index + 1}</span>
          <span>
            {step.onClick ? <button type="button" className="name" onClick={step.onClick}>{step.name}</button> : <span className="name">{step.name}</span>}
            {!inline && step.detail !== undefined && <span className="detail">{step.detail}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
