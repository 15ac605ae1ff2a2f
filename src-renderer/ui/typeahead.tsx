import './typeahead.css'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react'
import { cx } from './cx.ts'
import { type TypeaheadChoice, TypeaheadList } from './typeahead-list.tsx'

interface TypeaheadProps {
  readonly id?: string | undefined
  readonly label?: string | undefined
  readonly describedBy?: string | undefined
  readonly invalid?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly text: string
  readonly onText: (text: string) => void
  readonly placeholder?: string | undefined
  readonly opened: boolean
  /** Told as well whether it was typing that opened the list. */
  readonly onOpened: (opened: boolean, typing?: boolean) => void
  readonly choices: readonly TypeaheadChoice[]
  /** Says what to do where nothing fits. */
  readonly emptyText?: string | undefined
  readonly onPick: (key: string) => void
  /** Keys that the list does not take; `active` is the choice that Enter would pick. */
  readonly onKey?: ((event: KeyboardEvent<HTMLInputElement>, active: TypeaheadChoice | undefined) => void) | undefined
  readonly onBlur?: (() => void) | undefined
  readonly title?: string | undefined
  /** Stands in the field before what is typed, such as chips. */
  readonly before?: ReactNode
  readonly className?: string | undefined
}

const PAGE = 8

/** A field that offers a list while people type: arrows move in it, Enter picks, Esc closes, the focus stays in the field. */
export function Typeahead(props: TypeaheadProps) {
  const { text, onText, opened, onOpened, choices, onPick, onKey, before, className } = props
  const listId = useId()
  const [at, setAt] = useState(0)
  const found = choices.findIndex((choice) => choice.current === true)
  const index = Math.min(at, choices.length - 1)
  const active = opened ? choices[index] : undefined

  useEffect(() => {
    if (opened) document.getElementById(`${listId}-${index}`)?.scrollIntoView({ block: 'nearest' })
  }, [listId, index, opened])

  const open = (): void => {
    if (props.disabled === true) return
    setAt(found === -1 ? 0 : found)
    onOpened(true)
  }
  const pick = (key: string): void => {
    setAt(0)
    onPick(key)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : event.key === 'PageDown' ? PAGE : event.key === 'PageUp' ? -PAGE : 0
    if (step !== 0 && !event.altKey) {
      event.preventDefault()
      if (opened) setAt(Math.abs(step) === 1 ? (index + step + choices.length) % Math.max(choices.length, 1) : Math.min(Math.max(index + step, 0), choices.length - 1))
      else open()
      return
    }
    if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault()
      pick(active.key)
      return
    }
    if (event.key === 'Escape' && opened) {
      event.preventDefault()
      event.stopPropagation()
      onOpened(false)
      onText('')
      return
    }
    onKey?.(event, active)
  }

  return (
    // the box around the input passes clicks on to it; keys go to the input itself
    <div className={cx('typeahead field', props.disabled && 'off', className)} title={props.title} data-invalid={props.invalid || undefined} onPointerDown={(event) => { if (event.target instanceof HTMLElement && event.target.closest('input, button') === null) { event.preventDefault(); event.currentTarget.querySelector('input')?.focus(); open() } }}>
      {before}
      <input
        id={props.id}
        role="combobox"
        aria-label={props.label}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid || undefined}
        aria-expanded={opened}
        aria-controls={opened ? listId : undefined}
        aria-activedescendant={active === undefined ? undefined : `${listId}-${index}`}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        disabled={props.disabled}
        value={text}
        placeholder={props.placeholder}
        onChange={(event) => { setAt(0); onText(event.target.value); if (!opened) onOpened(true, true) }}
        onKeyDown={press}
        onClick={() => { if (!opened) open() }}
        onBlur={() => { onOpened(false); props.onBlur?.() }}
      />
      {opened && props.disabled !== true && <TypeaheadList id={listId} label={props.label ?? 'Choices'} choices={choices} active={index} onActive={setAt} onPick={pick} emptyText={props.emptyText} />}
    </div>
  )
}
