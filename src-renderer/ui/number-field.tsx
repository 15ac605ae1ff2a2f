import { useState } from 'react'
import { Field, type FieldProps } from './field.tsx'
import { decimal, parseNumber } from './format/numbers.ts'

export interface NumberFieldProps extends FieldProps {
  readonly value: number | null
  /** Called with null when emptied and with a number when what stands there reads as one. */
  readonly onChange: (value: number | null) => void
  readonly min?: number | undefined
  readonly max?: number | undefined
  /** Most decimal places; 0 asks for a whole number. */
  readonly decimals?: number | undefined
  readonly suffix?: string | undefined
  readonly placeholder?: string | undefined
  /** Thousands are set apart while nobody types, as in the list. */
  readonly grouped?: boolean | undefined
  /** Told whether what stands there is usable. */
  readonly onValid?: ((valid: boolean) => void) | undefined
}

function complaint(text: string, value: number | null, { min, max, decimals }: NumberFieldProps): string | null {
  if (text.trim() === '') return null
  if (value === null) return `“${text.trim()}” is no number; expected one like 1200${decimals === 0 ? '' : ' or 3.5'}`
  if (decimals === 0 && !Number.isInteger(value)) return 'Expected a whole number'
  if (min !== undefined && value < min) return `Expected ${min} or more`
  if (max !== undefined && value > max) return `Expected ${max} or less`
  return null
}

const written = (value: number | null): string => (value === null ? '' : String(value))
/** More decimal places than a value has. */
const EVERY_PLACE = 12

export function NumberField(props: NumberFieldProps) {
  const { value, onChange, min: _min, max: _max, decimals: _decimals, suffix, placeholder, grouped = false, onValid, ...field } = props
  // what was typed stands as long as the value it led to; a value set from outside replaces it
  const [typed, setTyped] = useState({ text: written(value), value })
  const text = typed.value === value ? typed.text : written(value)
  const [typing, setTyping] = useState(false)
  const problem = complaint(text, parseNumber(text), props)
  const shown = grouped && !typing && problem === null && value !== null ? decimal(value, EVERY_PLACE) : text

  const type = (next: string): void => {
    const number = parseNumber(next)
    const right = complaint(next, number, props) === null
    setTyped({ text: next, value: right ? number : value })
    onValid?.(right)
    if (right) onChange(number)
  }

  return (
    <Field {...field} error={problem ?? field.error}>
      {(input) => (
        <span className={suffix ? 'field-affix' : undefined}>
          <input {...input} className="field number" inputMode="decimal" autoComplete="off" value={shown} placeholder={placeholder} onFocus={() => setTyping(true)} onBlur={() => setTyping(false)} onChange={(event) => type(event.target.value)} />
          {suffix && <span>{suffix}</span>}
        </span>
      )}
    </Field>
  )
}
