import type { RuleProblem } from '#shared/domain/rules/tree'
import { cx } from '#renderer/ui/cx.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { problemsOf } from './part-editing.ts'

/** What is wrong with one part, where it is edited. */
export function ProblemNotes({ problems, at }: { readonly problems: readonly RuleProblem[]; readonly at: string }) {
  const own = problemsOf(problems, at)
  if (own.length === 0) return null
  return (
    <ul className="problem-notes">
      {own.map((problem) => (
        <li key={`${problem.code}/${problem.sentence}`} className={cx(problem.severity)}>
          <Icon name="warn" size={14} label={problem.severity === 'error' ? 'Error' : 'Warning'} />
          <span>{problem.sentence}</span>
        </li>
      ))}
    </ul>
  )
}
