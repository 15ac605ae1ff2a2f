import { useState } from 'react'
import type { RuleValue } from '#shared/domain/rules/tree'
import { parseNumber } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { Typeahead } from '#renderer/ui/typeahead.tsx'

interface ChipsFieldProps {
  readonly label: string
  readonly values: readonly RuleValue[]
  readonly onChange: (values: readonly RuleValue[]) => void
  /** Known values to choose from; others can be typed. */
  readonly options: readonly string[]
  readonly numeric: boolean
  readonly invalid?: boolean | undefined
  readonly readOnly: boolean
}

/** Several values as chips: Enter or a comma adds what was typed, Backspace takes the last away, a pasted list becomes many. */
export function ChipsField({ label, values, onChange, options, numeric, invalid, readOnly }: ChipsFieldProps) {
  const [text, setText] = useState('')
  const [opened, setOpened] = useState(false)
  const wanted = text.trim().toLowerCase()
  const left = options.filter((option) => !values.includes(option) && option.toLowerCase().includes(wanted))
  const read = (typed: string): RuleValue | null => {
    const trimmed = typed.trim()
    if (trimmed === '') return null
    return numeric ? parseNumber(trimmed) : (options.find((option) => option.toLowerCase() === trimmed.toLowerCase()) ?? trimmed)
  }
  const add = (typed: readonly string[]): void => {
    const read_ = typed.map(read).filter((value) => value !== null)
    const unread = typed.filter((part) => part.trim() !== '' && read(part) === null)
    setText(unread.join(', '))
    const next = [...new Set([...values, ...read_])]
    if (next.length > values.length) onChange(next)
  }
  const isWrong = numeric && text.trim() !== '' && parseNumber(text) === null
  return (
    <Typeahead
      label={label}
      text={text}
      onText={(next) => (/[,;\n]/.test(next) ? add(next.split(/[,;\n]/)) : setText(next))}
      opened={opened && left.length > 0}
      onOpened={setOpened}
      invalid={invalid === true || isWrong}
      disabled={readOnly}
      placeholder={values.length === 0 ? 'Values' : ''}
      choices={left.map((option) => ({ key: option, label: option }))}
      onPick={(key) => { add([key]); setOpened(true) }}
      onKey={(event) => {
        if (event.key === 'Enter' && text.trim() !== '') {
          event.preventDefault()
          add([text])
        } else if (event.key === 'Backspace' && text === '' && values.length > 0) {
          onChange(values.slice(0, -1))
        }
      }}
      onBlur={() => add([text])}
      before={values.map((value) => (
        <span key={String(value)} className="tag">
          <span>{String(value)}</span>
          {!readOnly && <button type="button" tabIndex={-1} aria-label={`Remove ${String(value)}`} onClick={() => onChange(values.filter((item) => item !== value))}><Icon name="x" size={12} /></button>}
        </span>
      ))}
    />
  )
}
