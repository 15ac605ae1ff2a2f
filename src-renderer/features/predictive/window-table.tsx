import type { Readiness } from '#shared/contract/index'
import { cx } from '#renderer/ui/cx.ts'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { plainDay } from '#renderer/ui/format/dates.ts'
import { count } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { Meter } from '#renderer/ui/meter.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { Radio } from '#renderer/ui/radio.tsx'
import { verdict } from './window-choice.ts'

const DEFAULT = 24

interface WindowTableProps {
  readonly label?: string
  readonly readiness: Readiness
  /** The chosen window, and what is told of another choice; without them the table is only read. */
  readonly months?: number
  readonly onChoose?: (months: number) => void
}

/** Each window with its live counts against what is needed. */
export function WindowTable({ label = 'Windows', readiness, months, onChoose }: WindowTableProps) {
  const clock = useClock()
  const columns: readonly PlainColumn[] = [
    { id: 'window', label: 'Window', width: 152 },
    { id: 'since', label: 'Created since', width: 92 },
    { id: 'positive', label: readiness.positiveLabel, overNext: true },
    { id: 'positives', label: null, width: 86 },
    { id: 'negative', label: readiness.negativeLabel, overNext: true },
    { id: 'negatives', label: null, width: 86 },
    { id: 'verdict', label: 'Verdict', width: 92 },
  ]
  return (
    <PlainTable label={label} columns={columns} roomy inset className="window-table">
      <tbody>
        {readiness.windows.map((window) => (
          <tr key={window.months} className={onChoose && 'acts'} aria-selected={onChoose && window.months === months} onClick={() => onChoose?.(window.months)}>
            <td>{onChoose ? <Radio name="window" checked={window.months === months} onChange={() => onChoose(window.months)} label={<Months of={window.months} />} /> : <Months of={window.months} />}</td>
            <td className="muted t1">{plainDay(window.since, clock)}</td>
            <Need value={window.positive} minimum={readiness.minimum} />
            <Need value={window.negative} minimum={readiness.minimum} />
            <td>{window.enough ? <span className="up row"><Icon name="check" />Enough</span> : <span className="warn">{verdict(window, readiness.minimum)}</span>}</td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  )
}

function Months({ of }: { readonly of: number }) {
  return <>{of} months {of === DEFAULT && <span className="faint t1">default</span>}</>
}

function Need({ value, minimum }: { readonly value: number; readonly minimum: number }) {
  const low = value < minimum
  return (
    <>
      <td><Meter share={value / minimum} tone={low ? 'care' : 'good'} /></td>
      <td className="num"><span className={cx(low && 'warn medium')}>{count(value)}</span> <span className="faint">of {minimum}</span></td>
    </>
  )
}
