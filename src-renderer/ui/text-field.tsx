import type { KeyboardEvent, Ref } from 'react'
import { Field, type FieldProps } from './field.tsx'
import { Icon } from './icon.tsx'

export interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onBlur?: (() => void) | undefined
  readonly placeholder?: string | undefined
  readonly type?: 'text' | 'email' | 'tel' | 'url'
  readonly maxLength?: number | undefined
  readonly readOnly?: boolean | undefined
  /** More than one line. */
  readonly rows?: number | undefined
}

/** From about here on a field in a panel cuts the text off. */
const FITS = 20

export function TextField({ value, onChange, onBlur, placeholder, type = 'text', maxLength, readOnly, rows, ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      {(input) =>
        rows === undefined ? (
          <input {...input} className="field" type={type} value={value} title={value.length > FITS ? value : undefined} placeholder={placeholder} maxLength={maxLength} readOnly={readOnly} spellCheck={false} autoComplete="off" onChange={(event) => onChange(event.target.value)} onBlur={onBlur} />
        ) : (
          <textarea {...input} className="field" rows={rows} value={value} placeholder={placeholder} maxLength={maxLength} readOnly={readOnly} onChange={(event) => onChange(event.target.value)} onBlur={onBlur} />
        )
      }
    </Field>
  )
}

interface SearchFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly label: string
  readonly width?: number
  /** Key that jumps here, shown at its right end. */
  readonly hotkey?: string
  readonly ref?: Ref<HTMLInputElement>
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
}

export function SearchField({ value, onChange, label, width = 200, hotkey, ref, onKeyDown }: SearchFieldProps) {
  return (
    <span className="search-field" style={{ width }}>
      <Icon name="search" size={14} />
      <input ref={ref} className="field" type="text" role="searchbox" aria-label={label} placeholder={label} value={value} spellCheck={false} autoComplete="off" onChange={(event) => onChange(event.target.value)} onKeyDown={onKeyDown} />
      {hotkey !== undefined && value === '' && <kbd>{hotkey}</kbd>}
    </span>
  )
}
