import './layout.css'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { count as grouped } from './format/numbers.ts'

interface TabItem<T extends string> {
  readonly value: T
  readonly label: string
  readonly count?: number | undefined
}

interface TabsProps<T extends string> {
  readonly label: string
  readonly items: readonly TabItem<T>[]
  readonly value: T
  readonly onChange: (value: T) => void
  /** Id of the element whose content they switch. */
  readonly controls?: string
  /** Stands behind the last tab. */
  readonly end?: ReactNode
}

/** Saved views, or the parts of a page; arrow keys move between them. */
export function Tabs<T extends string>({ label, items, value, onChange, controls, end }: TabsProps<T>) {
  const root = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const index = (items.findIndex((item) => item.value === value) + step + items.length) % items.length
    const next = items[index]
    if (next === undefined) return
    onChange(next.value)
    root.current?.querySelectorAll('button')[index]?.focus()
  }
  const tabs = (
    <div className="tabs" role="tablist" aria-label={label} ref={root}>
      {items.map((item) => (
        <button key={item.value} type="button" role="tab" aria-selected={item.value === value} aria-controls={controls} tabIndex={item.value === value ? 0 : -1} onKeyDown={move} onClick={() => onChange(item.value)}>
          {item.label}
          {item.count !== undefined && <b>{grouped(item.count)}</b>}
        </button>
      ))}
    </div>
  )
  return end === undefined ? tabs : <div className="tabs-row">{tabs}{end}</div>
}
