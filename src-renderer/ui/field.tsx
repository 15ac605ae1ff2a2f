import './field.css'
import { type ReactNode, useId } from 'react'

/** What every field takes, whatever its type. */
export interface FieldProps {
  readonly label?: ReactNode
  /** Short note at the right end of the label's line, such as a count. */
  readonly hint?: ReactNode
  readonly help?: ReactNode
  /** Replaces the help; says what was expected. */
  readonly error?: string | null | undefined
  readonly disabled?: boolean | undefined
  readonly className?: string | undefined
  /** Name for assistive technology where no label is shown. */
  readonly ariaLabel?: string | undefined
  readonly autoFocus?: boolean | undefined
}

/** Attributes that tie an input to its label, help and error. */
interface FieldInput {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
  readonly 'aria-label': string | undefined
  readonly disabled: boolean
  readonly autoFocus: boolean
}

interface FieldShellProps extends FieldProps {
  readonly children: (input: FieldInput) => ReactNode
}

/** Label above, one input, then help or the error in its place. */
export function Field({ label, hint, help, error, disabled, className, ariaLabel, autoFocus, children }: FieldShellProps) {
  const id = useId()
  const noteId = `${id}-note`
  const hasNote = Boolean(error) || (help !== undefined && help !== null && help !== '')
  return (
    <div className={className ? `field-group ${className}` : 'field-group'}>
      {(label !== undefined || hint !== undefined) && (
        <div className="field-label">
          <label htmlFor={id}>{label}</label>
          {hint !== undefined && <b>{hint}</b>}
        </div>
      )}
      {children({
        id,
        'aria-describedby': hasNote ? noteId : undefined,
        'aria-invalid': error ? true : undefined,
        'aria-label': label === undefined ? ariaLabel : undefined,
        disabled: disabled === true,
        autoFocus: autoFocus === true,
      })}
      {error ? <p className="field-error" id={noteId} role="alert">{error}</p> : hasNote && <p className="field-help" id={noteId}>{help}</p>}
    </div>
  )
}
