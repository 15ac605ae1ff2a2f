import { useState } from 'react'
import type { RuleAction, RuleProblem } from '#shared/domain/rules/tree'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { Toggle } from '#renderer/ui/toggle.tsx'
import { ProblemNotes } from '#renderer/conditions/tree/problem-notes.tsx'

interface ActionEditorProps {
  readonly value: RuleAction
  readonly onChange: (next: RuleAction, mark?: string) => void
  readonly problems: readonly RuleProblem[]
  readonly readOnly: boolean
}

const SIGNS = [{ value: 'add', label: '+ Add' }, { value: 'subtract', label: '− Subtract' }] as const
const USUAL_DECAY = { percent: 10, days: 7 }

/** Points of either sign, the most that the group gives, and how they fade. */
export function ActionEditor({ value, onChange, problems, readOnly }: ActionEditorProps) {
  // nought has no sign of its own; the one that was chosen last stands until a number is there
  const [zeroSign, setZeroSign] = useState<1 | -1>(1)
  const sign = value.points === 0 ? zeroSign : value.points < 0 ? -1 : 1
  const mark = `action:${value.id}`
  const setSign = (next: 'add' | 'subtract'): void => {
    const wanted = next === 'add' ? 1 : -1
    setZeroSign(wanted)
    if (wanted !== sign && value.points !== 0) onChange({ ...value, points: -value.points })
  }
  return (
    <div className="stack action-editor">
      <div>
        <div className="field-label"><span>Points</span></div>
        <div className="action-points">
          {readOnly ? <span className="choice still">{sign === 1 ? '+ Add' : '− Subtract'}</span> : <Segment label="Add or subtract" value={sign === 1 ? 'add' : 'subtract'} choices={SIGNS} onChange={setSign} />}
          <NumberField ariaLabel="Points" value={Math.abs(value.points)} onChange={(points) => { if (points !== null) onChange({ ...value, points: points < 0 ? points : sign * points }, `${mark}:points`) }} decimals={0} disabled={readOnly} />
        </div>
      </div>
      <ProblemNotes problems={problems} at={value.id} />
      <NumberField label="At most" hint="points, for one lead" value={value.cap} onChange={(cap) => onChange({ ...value, cap }, `${mark}:cap`)} min={1} decimals={0} placeholder="No limit" disabled={readOnly} help={value.points < 0 ? 'Never takes away more than this.' : undefined} />
      <div>
        <Toggle label="Fades with age" checked={value.decay !== null} onChange={(on) => onChange({ ...value, decay: on ? USUAL_DECAY : null })} disabled={readOnly} />
        {value.decay !== null && (
          <div className="action-decay">
            <span>Loses</span>
            <NumberField ariaLabel="Percent lost" value={value.decay.percent} onChange={(percent) => { if (percent !== null && value.decay !== null) onChange({ ...value, decay: { ...value.decay, percent } }, `${mark}:percent`) }} min={0} max={100} suffix="%" disabled={readOnly} />
            <span>every</span>
            <NumberField ariaLabel="Every how many days" value={value.decay.days} onChange={(days) => { if (days !== null && value.decay !== null) onChange({ ...value, decay: { ...value.decay, days } }, `${mark}:days`) }} min={1} decimals={0} disabled={readOnly} />
            <span>days</span>
          </div>
        )}
        <p className="field-help">{value.decay === null ? 'Points stay as they are while the condition holds.' : 'Counted from the time of each firing, in steps.'}</p>
      </div>
    </div>
  )
}
