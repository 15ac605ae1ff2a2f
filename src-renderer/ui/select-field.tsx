import { Select } from '@mantine/core'
import { use } from 'react'
import { Field, type FieldProps } from './field.tsx'
import { Icon } from './icon.tsx'
import { InPopover } from './in-popover.ts'

interface Choice {
  readonly value: string
  readonly label: string
  readonly disabled?: boolean
}

export interface SelectFieldProps extends FieldProps {
  readonly value: string | null
  readonly onChange: (value: string | null) => void
  readonly choices: readonly Choice[]
  readonly searchable?: boolean | undefined
  /** Lets people go back to no value. */
  readonly clearable?: boolean | undefined
  readonly placeholder?: string | undefined
  /** For choices that the server finds: told what was typed. */
  readonly onSearch?: ((text: string) => void) | undefined
  readonly emptyText?: string | undefined
  readonly small?: boolean | undefined
}

/** One value out of a list; the search narrows the list while typing. */
export function SelectField({ value, onChange, choices, searchable = choices.length > 8, clearable = false, placeholder, onSearch, emptyText = 'Nothing found', small = false, ...field }: SelectFieldProps) {
  const inside = use(InPopover)
  const filled = clearable && value !== null
  return (
    <Field {...field} className={small ? `field-small ${field.className ?? ''}` : field.className}>
      {(input) => (
        <Select
          {...input}
          value={value}
          onChange={(next) => onChange(next)}
          data={choices.map((choice) => ({ ...choice }))}
          searchable={searchable}
          clearSectionMode={filled ? 'clear' : 'both'}
          clearable={filled}
          allowDeselect={false}
          withAlignedLabels
          checkIconPosition="right"
          placeholder={placeholder ?? ''}
          nothingFoundMessage={emptyText}
          maxDropdownHeight={260}
          comboboxProps={{ withinPortal: !inside, shadow: 'md', transitionProps: { duration: 0 }, offset: 4 }}
          rightSection={filled ? undefined : <Icon name="down" size={14} />}
          rightSectionPointerEvents={filled ? 'all' : 'none'}
          clearButtonProps={{ 'aria-label': 'Clear', tabIndex: -1 }}
          {...(onSearch === undefined ? {} : { onSearchChange: onSearch, filter: ({ options }) => options })}
        />
      )}
    </Field>
  )
}
