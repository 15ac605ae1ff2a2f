import { useState } from 'react'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import { TIME_UNITS, type Expression, type RuleValue } from '#shared/domain/rules/tree'
import { DateField } from '#renderer/ui/date-field.tsx'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { Typeahead } from '#renderer/ui/typeahead.tsx'
import { ChipsField } from './chips-field.tsx'
import { Choice } from './choice.tsx'
import { arityOf, UNIT_WORDS } from './value-kind.ts'

interface ValueFieldProps {
  readonly expression: Expression
  readonly column: CatalogColumn
  readonly onChange: (next: Expression, typing: boolean) => void
  readonly invalid: boolean
  readonly readOnly: boolean
}

const NUMERIC: ReadonlySet<string> = new Set(['integer', 'decimal', 'number'])
const YES_NO = [{ value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }] as const

/** The input that fits the column's type and the operator; nothing where the operator takes no value. */
export function ValueField({ expression, column, onChange, invalid, readOnly }: ValueFieldProps) {
  const { values } = expression
  const one = (index: number, label: string) => (
    <OneValue column={column} label={`${label} of ${column.label}`} value={values[index]} invalid={invalid} readOnly={readOnly} onChange={(value, typing) => onChange({ ...expression, values: setAt(values, index, value) }, typing)} />
  )
  switch (arityOf(expression.operator)) {
    case 'none':
      return null
    case 'one':
      return one(0, 'Value')
    case 'two':
      return <span className="value-two">{one(0, 'From')}<span className="faint">and</span>{one(1, 'To')}</span>
    case 'many':
      return <ChipsField label={`Values of ${column.label}`} values={values} onChange={(next) => onChange({ ...expression, values: next }, false)} options={column.options} numeric={NUMERIC.has(column.type)} invalid={invalid} readOnly={readOnly} />
    case 'relative':
      return (
        <span className="value-relative">
          <NumberField ariaLabel={`How many, of ${column.label}`} value={typeof values[0] === 'number' ? values[0] : null} onChange={(value) => onChange({ ...expression, values: value === null ? [] : [value] }, true)} min={1} decimals={0} disabled={readOnly} />
          <Choice label={`Unit of ${column.label}`} value={expression.unit ?? 'day'} choices={TIME_UNITS.map((unit) => ({ value: unit, label: UNIT_WORDS[unit] }))} onPick={(unit) => onChange({ ...expression, unit }, false)} readOnly={readOnly} width={120} />
        </span>
      )
  }
}

/** The list with one place set, or cut there when the value is gone. */
function setAt(values: readonly RuleValue[], index: number, value: RuleValue | null): readonly RuleValue[] {
  if (value === null) return values.slice(0, index)
  // a second value without a first has no place of its own; it takes the first
  return index > values.length ? [...values, value] : [...values.slice(0, index), value, ...values.slice(index + 1)]
}

interface OneValueProps {
  readonly column: CatalogColumn
  readonly label: string
  readonly value: RuleValue | undefined
  readonly onChange: (value: RuleValue | null, typing: boolean) => void
  readonly invalid: boolean
  readonly readOnly: boolean
}

function OneValue({ column, label, value, onChange, invalid, readOnly }: OneValueProps) {
  switch (column.type) {
    case 'boolean':
      return <Choice label={label} value={value === false ? 'no' : 'yes'} choices={YES_NO} onPick={(next) => onChange(next === 'yes', false)} readOnly={readOnly} width={100} />
    case 'integer':
    case 'decimal':
    case 'number':
      return <NumberField ariaLabel={label} value={typeof value === 'number' ? value : null} onChange={(next) => onChange(next, true)} decimals={column.type === 'integer' ? 0 : column.type === 'decimal' ? column.scale : undefined} disabled={readOnly} placeholder="Number" className={invalid ? 'is-wrong' : undefined} />
    case 'date':
    case 'datetime':
      return <DateField ariaLabel={label} value={typeof value === 'string' && value !== '' ? value : null} onChange={(next) => onChange(next, false)} disabled={readOnly} placeholder="Day" className={invalid ? 'is-wrong' : undefined} />
    case 'option':
      return column.options.length === 0 ? <Words label={label} value={value} onChange={onChange} invalid={invalid} readOnly={readOnly} /> : <OptionValue label={label} value={value} options={column.options} onChange={onChange} invalid={invalid} readOnly={readOnly} />
    case 'text':
    case 'lookup':
      return <Words label={label} value={value} onChange={onChange} invalid={invalid} readOnly={readOnly} />
  }
}

function Words({ label, value, onChange, invalid, readOnly }: Omit<OneValueProps, 'column'>) {
  return <TextField ariaLabel={label} value={typeof value === 'string' ? value : ''} onChange={(next) => onChange(next === '' ? null : next, true)} readOnly={readOnly} placeholder="Value" className={invalid ? 'is-wrong' : undefined} />
}

/** A choice of the column; what is typed stands as well, for values that no record has yet and for parts of words. */
function OptionValue({ label, value, options, onChange, invalid, readOnly }: Omit<OneValueProps, 'column'> & { readonly options: readonly string[] }) {
  const [typed, setTyped] = useState<string | null>(null)
  const [opened, setOpened] = useState(false)
  const chosen = typeof value === 'string' ? value : ''
  const wanted = (typed ?? '').trim().toLowerCase()
  const found = options.filter((option) => option.toLowerCase().includes(wanted))
  const commit = (next: string): void => {
    setTyped(null)
    setOpened(false)
    if (next !== chosen) onChange(next === '' ? null : next, false)
  }
  return (
    <Typeahead
      label={label}
      title={chosen}
      text={typed ?? chosen}
      onText={(next) => setTyped(next)}
      opened={opened && found.length > 0}
      onOpened={setOpened}
      invalid={invalid}
      disabled={readOnly}
      placeholder="Value"
      choices={found.map((option) => ({ key: option, label: option, current: option === chosen }))}
      onPick={commit}
      onKey={(event) => {
        if (event.key === 'Enter' && typed !== null) {
          event.preventDefault()
          commit(typed.trim())
        }
      }}
      onBlur={() => { if (typed !== null) commit(typed.trim()) }}
    />
  )
}
