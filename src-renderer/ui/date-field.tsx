import { DateInput } from '@mantine/dates'
import { use } from 'react'
import { Field, type FieldProps } from './field.tsx'
import { InPopover } from './in-popover.ts'

export interface DateFieldProps extends FieldProps {
  /** `YYYY-MM-DD`, or `YYYY-MM-DD HH:mm:ss` with time. */
  readonly value: string | null
  readonly onChange: (value: string | null) => void
  readonly withTime?: boolean | undefined
  readonly minDate?: string | undefined
  readonly maxDate?: string | undefined
  readonly placeholder?: string | undefined
}

/** A day, typed as `14 Nov 2026` or `2026-11-14`, or chosen from the calendar. */
export function DateField({ value, onChange, withTime = false, minDate, maxDate, placeholder, ...field }: DateFieldProps) {
  const inside = use(InPopover)
  return (
    <Field {...field}>
      {(input) => (
        <DateInput
          {...input}
          value={value}
          onChange={onChange}
          valueFormat={withTime ? 'D MMM YYYY HH:mm' : 'D MMM YYYY'}
          withTime={withTime}
          allowDeselect
          highlightToday
          placeholder={placeholder ?? ''}
          popoverProps={{ withinPortal: !inside, shadow: 'md', transitionProps: { duration: 0 } }}
          previousLabel="Previous month"
          nextLabel="Next month"
          {...(minDate === undefined ? {} : { minDate })}
          {...(maxDate === undefined ? {} : { maxDate })}
        />
      )}
    </Field>
  )
}
