import './grades.css'
import type { RuleSimulation } from '#shared/contract/index'
import { numberingOf, removeTile, replaceGrade } from '#shared/domain/rules/edit'
import { Button } from '#renderer/ui/button.tsx'
import { plural } from '#renderer/ui/format/numbers.ts'
import { Section } from '#renderer/ui/section.tsx'
import { ProblemNotes } from '#renderer/conditions/tree/problem-notes.tsx'
import type { Editing } from './editing.ts'
import { addGrade, makeContiguous, usualGrades } from './grade-edit.ts'
import { GradeRow } from './grade-row.tsx'
import { PanelTitle } from './panel-title.tsx'

const sameRanges = (left: Editing['model']['grades'], right: Editing['model']['grades']): boolean => left.every((grade, index) => grade.id === right[index]?.id && grade.from === right[index]?.from && grade.to === right[index]?.to)

/** Names for ranges of the score, the best first. */
export function GradesPanel({ model, problems, readOnly, onChange, simulation }: Editing & { readonly simulation: RuleSimulation | null }) {
  const { grades } = model
  const set = (next: typeof grades, mark?: string): void => onChange({ ...model, grades: next }, mark)
  const mended = makeContiguous(grades)
  return (
    <div className="grades-panel">
      <Section first>
        <PanelTitle title="Grades" note={grades.length === 0 ? 'optional' : plural(grades.length, 'grade')} />
        <p className="muted">{grades.length === 0 ? 'A grade names a range of scores. Without grades people see the score alone.' : 'Ranges follow one another without a gap and without overlap. An end that is left empty is open.'}</p>
      </Section>
      <Section>
        {grades.length > 0 && (
          <div className="grade-rows" role="group" aria-label="Grades, the highest first">
            <span className="grade-head">Name</span><span className="grade-head">From</span><span className="grade-head">To</span><span className="grade-head num">{simulation === null ? '' : 'Leads'}</span><span />
            {grades.toReversed().map((grade) => (
              <GradeRow
                key={grade.id} value={grade} problems={problems} readOnly={readOnly}
                leads={simulation?.grades.find((item) => item.name === grade.name && item.from === grade.from && item.to === grade.to)?.leads ?? null}
                onChange={(next, mark) => onChange(replaceGrade(model, grade.id, next), mark)}
                onRemove={() => onChange(removeTile(model, grade.id))}
              />
            ))}
          </div>
        )}
        <ProblemNotes problems={problems} at="grades" />
        {!readOnly && (
          <div className="grade-actions">
            {grades.length === 0 && <Button small onClick={() => set(usualGrades(numberingOf(model), model.settings.salesReadyScore))}>Use A to D</Button>}
            <Button small icon="plus" variant={grades.length === 0 ? 'default' : 'ghost'} onClick={() => set(addGrade(grades, numberingOf(model)()))}>Add grade</Button>
            {grades.length > 1 && <Button small disabled={sameRanges(grades, mended)} title={sameRanges(grades, mended) ? 'They are contiguous already' : 'Closes gaps and overlaps'} onClick={() => set(mended)}>Make contiguous</Button>}
          </div>
        )}
      </Section>
    </div>
  )
}
