import './layout.css'
import type { ReactNode } from 'react'

export interface Hint {
  readonly keys: readonly string[]
  readonly does: string
}

/** The page's first keys, and at the right where one is in the list. */
export function HintStrip({ hints, end }: { readonly hints: readonly Hint[]; readonly end?: ReactNode }) {
  return (
    <footer className="hints">
      {hints.map((hint) => (
        <span key={hint.does}>{hint.keys.map((key) => <kbd key={key}>{key}</kbd>)} {hint.does}</span>
      ))}
      {end !== undefined && <span className="end">{end}</span>}
    </footer>
  )
}
