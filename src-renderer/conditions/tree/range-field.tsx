import { TIME_UNITS, type DateRange } from '#shared/domain/rules/tree'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { toWall } from '#renderer/ui/format/zone.ts'
import { DateField } from '#renderer/ui/date-field.tsx'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Choice } from './choice.tsx'
import { UNIT_WORDS } from './value-kind.ts'

type Kind = DateRange['kind']

interface RangeFieldProps {
  readonly value: DateRange
  readonly onChange: (next: DateRange, mark?: string) => void
  readonly mark: string
  readonly readOnly: boolean
  /** As part of a sentence, without a label. */
  readonly inline?: boolean | undefined
}

const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [{ value: 'lifetime', label: 'Lifetime' }, { value: 'last', label: 'Last' }, { value: 'between', label: 'Between' }]
const SENTENCE_KINDS: typeof KINDS = [{ value: 'lifetime', label: 'at any time' }, { value: 'last', label: 'in the last' }, { value: 'between', label: 'between' }]

const USUAL_DAYS = 30

/** The range of that kind; between starts with the year so far. */
function rangeOf(kind: Kind, today: string): DateRange {
  switch (kind) {
    case 'lifetime':
      return { kind }
    case 'last':
      return { kind, count: USUAL_DAYS, unit: 'day' }
    case 'between':
      return { kind, from: `${today.slice(0, 4)}-01-01`, to: today }
  }
}

/** Lifetime, the last n units, or between two days. */
export function RangeField({ value, onChange, mark, readOnly, inline = false }: RangeFieldProps) {
  const { now, timeZone } = useClock()
  const pick = (kind: Kind): void => { if (kind !== value.kind) onChange(rangeOf(kind, toWall(now, timeZone).slice(0, 10))) }
  const parts = (
    <>
      <Choice label="Date range" value={value.kind} choices={inline ? SENTENCE_KINDS : KINDS} onPick={pick} readOnly={readOnly} width={140} />
      {value.kind === 'last' && (
        <>
          <NumberField ariaLabel="How many" value={value.count} onChange={(count) => { if (count !== null) onChange({ ...value, count }, mark) }} min={1} decimals={0} disabled={readOnly} />
          <Choice label="Unit" value={value.unit} choices={TIME_UNITS.map((unit) => ({ value: unit, label: UNIT_WORDS[unit] }))} onPick={(unit) => onChange({ ...value, unit })} readOnly={readOnly} width={120} />
        </>
      )}
      {value.kind === 'between' && (
        <>
          <DateField ariaLabel="From" value={value.from === '' ? null : value.from} onChange={(from) => onChange({ ...value, from: from ?? '' })} disabled={readOnly} placeholder="From" />
          <DateField ariaLabel="To" value={value.to === '' ? null : value.to} onChange={(to) => onChange({ ...value, to: to ?? '' })} disabled={readOnly} placeholder="To" />
        </>
      )}
    </>
  )
  if (inline) return <span className={`range-inline ${value.kind}`}>{parts}</span>
  return (
    <div className="range">
      <div className="field-label"><span>Date range</span></div>
      <div className={`range-line ${value.kind}`}>{parts}</div>
    </div>
  )
}
