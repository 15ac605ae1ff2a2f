import './grade-name.css'
import { cx } from './cx.ts'
import { GradeChip } from './grade-chip.tsx'
import { gradeColour } from './grade-colours.ts'

interface GradeNameProps {
  readonly grade: string | null
  /** All grades of the model, from the lowest to the highest, which give a name its colour; left out, names are grey. */
  readonly among?: readonly string[]
}

/** A grade as a chip where it is a letter in the letter's own colour, else by its name in the colour of its place among the others. */
export function GradeName({ grade, among = [] }: GradeNameProps) {
  if (grade === null) return <span className="faint">–</span>
  const colour = gradeColour(grade, among)
  if (grade.length === 1 && (colour === null || colour === grade.toLowerCase())) return <GradeChip grade={grade} />
  return <span className={cx('tag', 'grade-name', colour)} title={grade}>{grade}</span>
}
