import type { Frequency } from '#shared/domain/rules/tree'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { frequencySentence } from './frequency-words.ts'

type Kind = Frequency['kind']

interface FrequencyFieldProps {
  readonly value: Frequency
  readonly onChange: (next: Frequency, mark?: string) => void
  /** What is counted, for the sentence: `EmailClicked`. */
  readonly counted: string
  readonly mark: string
  readonly readOnly: boolean
  /** Audiences ask a yes or no, so that each occurrence cannot count by itself. */
  readonly gatesOnly?: boolean | undefined
}

const CHOICES: readonly { readonly value: Kind; readonly label: string }[] = [{ value: 'each', label: 'Each' }, { value: 'at_least', label: 'At least' }, { value: 'none', label: 'None' }]

/** The frequency of that kind; a count that was set before is not invented again. */
export const frequencyOf = (kind: Kind, was: Frequency): Frequency => (kind === 'at_least' ? (was.kind === 'at_least' ? was : { kind, count: 1 }) : { kind })

/** Each, at least or none, with a sentence of what it means. */
export function FrequencyField({ value, onChange, counted, mark, readOnly, gatesOnly = false }: FrequencyFieldProps) {
  const choices = gatesOnly ? CHOICES.filter((choice) => choice.value !== 'each') : CHOICES
  return (
    <div className="frequency">
      <div className="field-label"><span>Frequency</span></div>
      <div className="frequency-line">
        {readOnly ? <span className="choice still">{CHOICES.find((choice) => choice.value === value.kind)?.label}</span> : <Segment label="Frequency" value={value.kind} choices={choices} onChange={(kind) => onChange(frequencyOf(kind, value))} />}
        {value.kind === 'at_least' && <NumberField ariaLabel="At least how many" value={value.count} onChange={(count) => { if (count !== null) onChange({ kind: 'at_least', count }, mark) }} min={1} decimals={0} disabled={readOnly} />}
      </div>
      <p className="field-help">{frequencySentence(value, counted)}</p>
    </div>
  )
}
