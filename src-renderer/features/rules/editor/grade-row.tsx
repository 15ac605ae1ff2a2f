import type { RuleGrade, RuleProblem } from '#shared/domain/rules/tree'
import { IconButton } from '#renderer/ui/button.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { ProblemNotes } from '#renderer/conditions/tree/problem-notes.tsx'

interface GradeRowProps {
  readonly value: RuleGrade
  readonly onChange: (next: RuleGrade, mark?: string) => void
  readonly onRemove: () => void
  readonly problems: readonly RuleProblem[]
  readonly readOnly: boolean
  /** Leads in its range now; null while that is not known. */
  readonly leads: number | null
}

export function GradeRow({ value, onChange, onRemove, problems, readOnly, leads }: GradeRowProps) {
  const mark = `grade:${value.id}`
  const name = value.name === '' ? 'the grade without a name' : value.name
  return (
    <div className="grade-row" data-part={value.id}>
      <TextField ariaLabel={`Name of ${name}`} value={value.name} onChange={(next) => onChange({ ...value, name: next }, `${mark}:name`)} readOnly={readOnly} maxLength={40} />
      <NumberField ariaLabel={`${name} from`} value={value.from} onChange={(from) => onChange({ ...value, from }, `${mark}:from`)} decimals={0} placeholder="any" disabled={readOnly} />
      <NumberField ariaLabel={`${name} to`} value={value.to} onChange={(to) => onChange({ ...value, to }, `${mark}:to`)} decimals={0} placeholder="any" disabled={readOnly} />
      <span className="num t1 faint">{leads === null ? '' : count(leads)}</span>
      {readOnly ? <span /> : <IconButton small icon="x" label={`Remove ${name}`} onClick={onRemove} />}
      <ProblemNotes problems={problems} at={value.id} />
    </div>
  )
}
