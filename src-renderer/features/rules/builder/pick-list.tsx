import { type KeyboardEvent, useRef, useState } from 'react'
import { Icon } from '#renderer/ui/icon.tsx'
import type { Thing } from './pickable.ts'

interface PickListProps {
  readonly things: readonly Thing[]
  readonly onPick: (thing: Thing) => void
  readonly label: string
}

/** A long list with one stop of the Tab key; arrows move in it, Enter adds. */
export function PickList({ things, onPick, label }: PickListProps) {
  const root = useRef<HTMLUListElement>(null)
  const [at, setAt] = useState(0)
  const stop = Math.min(at, things.length - 1)
  const press = (event: KeyboardEvent): void => {
    const next = event.key === 'ArrowDown' ? stop + 1 : event.key === 'ArrowUp' ? stop - 1 : event.key === 'Home' ? 0 : event.key === 'End' ? things.length - 1 : null
    if (next === null || next < 0 || next >= things.length) return
    event.preventDefault()
    event.stopPropagation()
    setAt(next)
    root.current?.querySelectorAll('button')[next]?.focus()
  }
  if (things.length === 0) return <p className="picker-empty faint">Nothing found</p>
  return (
    <ul className="pick-things" aria-label={label} ref={root}>
      {things.map((thing, index) => (
        <li key={thing.key}>
          {thing.group !== things[index - 1]?.group && <div className="pick-group">{thing.group}</div>}
          <button type="button" tabIndex={index === stop ? 0 : -1} title={thing.help} onKeyDown={press} onFocus={() => setAt(index)} onClick={() => onPick(thing)}>
            <Icon name={thing.icon} size={14} />
            <span className="clip"><span className="visually-hidden">Add </span>{thing.label}</span>
            <span className="end">{thing.note}</span>
            <Icon name="plus" size={14} className="add" />
          </button>
        </li>
      ))}
    </ul>
  )
}
