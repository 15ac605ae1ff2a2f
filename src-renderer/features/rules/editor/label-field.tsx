import { LABEL_LENGTH } from '#shared/domain/rules/tree'
import { TextField } from '#renderer/ui/text-field.tsx'

interface LabelFieldProps {
  readonly value: string
  readonly onChange: (next: string) => void
  readonly placeholder?: string | undefined
  readonly readOnly: boolean
  readonly error?: string | null | undefined
}

/** The display name of a tile, with how much of its room is used. */
export function LabelField({ value, onChange, placeholder, readOnly, error }: LabelFieldProps) {
  return <TextField label="Display name" hint={`${value.length} of ${LABEL_LENGTH}`} value={value} onChange={onChange} placeholder={placeholder} maxLength={LABEL_LENGTH} readOnly={readOnly} error={error} />
}
