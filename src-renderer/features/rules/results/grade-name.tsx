import './grade-name.css'
import { cx } from '#renderer/ui/cx.ts'
import { GradeChip } from '#renderer/ui/grade-chip.tsx'
import { gradeColour } from '../grade-colours.ts'

interface GradeNameProps {
  readonly grade: string | null
  /** All grades of the model, from the lowest to the highest, which give a name its colour; left out, names are grey. */
  readonly among?: readonly string[]
}

/** A grade by its letter where it is one, else by its name. */
export function GradeName({ grade, among = [] }: GradeNameProps) {
  if (grade === null) return <span className="faint">–</span>
  return grade.length === 1 ? <GradeChip grade={grade} /> : <span className={cx('tag', 'grade-name', gradeColour(grade, among))} title={grade}>{grade}</span>
}
