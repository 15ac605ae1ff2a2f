import { GradeChip } from '#renderer/ui/grade-chip.tsx'
import { Tag } from '#renderer/ui/tag.tsx'

/** A grade by its letter where it is one, else by its name. */
export function GradeName({ grade }: { readonly grade: string | null }) {
  if (grade === null) return <span className="faint">–</span>
  return grade.length === 1 ? <GradeChip grade={grade} /> : <Tag>{grade}</Tag>
}
