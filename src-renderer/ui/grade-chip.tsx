import './marks.css'
import { cx } from './cx.ts'

/** The CSS class of a grade; letters beyond D, from models with more bands, stay neutral. */
export function gradeClass(grade: string | null): string | false {
  const letter = grade?.toLowerCase() ?? 'none'
  return ['a', 'b', 'c', 'd', 'none'].includes(letter) ? letter : false
}

interface GradeChipProps {
  readonly grade: string | null
  readonly big?: boolean
  /** Tooltip; for a record without a grade, the reason. */
  readonly title?: string | undefined
}

/** Always the letter, never the colour alone. */
export function GradeChip({ grade, big = false, title }: GradeChipProps) {
  return (
    <span className={cx('grade', gradeClass(grade), big && 'big')} title={title} role="img" aria-label={grade === null ? 'No grade' : `Grade ${grade}`}>
      {grade ?? '–'}
    </span>
  )
}
