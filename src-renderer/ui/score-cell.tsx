import './marks.css'
import type { CSSProperties } from 'react'
import { cx } from './cx.ts'
import { decimal, score as shown } from './format/numbers.ts'
import { gradeClass } from './grade-chip.tsx'

interface ScoreCellProps {
  readonly score: number | null
  readonly grade: string | null
  /** Why there is no score. */
  readonly reason?: string | undefined
}

type Share = CSSProperties & { readonly '--v': string }

/** The number, then a thin bar in the grade's colour. */
export function ScoreCell({ score, grade, reason }: ScoreCellProps) {
  if (score === null) return <span className="score none" title={reason}><span aria-label={reason ? `Not scored: ${reason}` : 'Not scored'} role="img">–</span></span>
  const share: Share = { '--v': `${score}%` }
  return (
    <span className={cx('score', gradeClass(grade))} title={decimal(score, 2)}>
      {shown(score)}
      <i style={share} />
    </span>
  )
}
