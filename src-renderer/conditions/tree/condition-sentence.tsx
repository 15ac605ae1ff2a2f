import type { OccurrenceNode } from '#shared/domain/rules/tree'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Choice } from './choice.tsx'
import type { PartEditing } from './part-editing.ts'
import { frequencyOf } from './frequency-field.tsx'
import { PathField } from './path-field.tsx'
import { RangeField } from './range-field.tsx'
import { sameRows } from './node-edit.ts'

interface ConditionSentenceProps extends PartEditing {
  readonly value: OccurrenceNode
  readonly onChange: (next: OccurrenceNode, mark?: string) => void
  readonly target: string
  readonly gatesOnly: boolean
}

const FREQUENCIES = [{ value: 'each', label: 'Each' }, { value: 'at_least', label: 'At least' }, { value: 'none', label: 'No' }] as const

/** “At least 5 EmailOpened in the last 28 days”, every word of which can be changed where it stands. */
export function ConditionSentence({ value, onChange, known, target, gatesOnly, readOnly, timeless = false }: ConditionSentenceProps) {
  const mark = `sentence:${value.id}`
  return (
    <div className="sentence-row">
      <Choice label="Frequency" value={value.frequency.kind} choices={gatesOnly ? FREQUENCIES.slice(1) : FREQUENCIES} onPick={(kind) => onChange({ ...value, frequency: frequencyOf(kind, value.frequency) })} readOnly={readOnly} width={120} className="sentence-frequency" />
      {value.frequency.kind === 'at_least' && <span className="sentence-number"><NumberField ariaLabel="At least how many" value={value.frequency.count} onChange={(count) => { if (count !== null) onChange({ ...value, frequency: { kind: 'at_least', count } }, `${mark}:count`) }} min={1} decimals={0} disabled={readOnly} /></span>}
      <span className="sentence-path"><PathField inline value={value} onChange={(next) => onChange({ ...value, ...next, expressions: sameRows(next, value) ? value.expressions : [] })} known={known} target={target} readOnly={readOnly} /></span>
      {(!timeless || value.range.kind !== 'lifetime') && <RangeField inline value={value.range} onChange={(range, m) => onChange({ ...value, range }, m)} mark={`${mark}:range`} readOnly={readOnly} />}
    </div>
  )
}
