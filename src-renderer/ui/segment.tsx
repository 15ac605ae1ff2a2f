import './controls.css'
import { type KeyboardEvent, useRef } from 'react'
import { cx } from './cx.ts'

interface SegmentProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly choices: readonly { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
  readonly small?: boolean
}

/** Two to four choices side by side; arrow keys move between them. */
export function Segment<T extends string>({ label, value, choices, onChange, small = false }: SegmentProps<T>) {
  const root = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const at = choices.findIndex((choice) => choice.value === value)
    const index = (at + step + choices.length) % choices.length
    const next = choices[index]
    if (next === undefined) return
    onChange(next.value)
    root.current?.querySelectorAll('button')[index]?.focus()
  }
  return (
    <div className={cx('segment', small && 'small')} role="radiogroup" aria-label={label} ref={root}>
      {choices.map((choice) => (
        <button key={choice.value} type="button" role="radio" aria-checked={choice.value === value} tabIndex={choice.value === value ? 0 : -1} onKeyDown={move} onClick={() => onChange(choice.value)}>
          {choice.label}
        </button>
      ))}
    </div>
  )
}
