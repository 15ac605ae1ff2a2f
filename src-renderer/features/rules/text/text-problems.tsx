import type { PlacedProblem } from '#shared/domain/rules/text/place-problems'
import { plural } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'

interface TextProblemsProps {
  /** Whether the text can be read; then the problems are those of the model that it says. */
  readonly readable: boolean
  readonly groups: number
  readonly problems: readonly PlacedProblem[]
  readonly readOnly: boolean
  /** The clipboard did not take the text. */
  readonly refused: boolean
  readonly onShow: (problem: PlacedProblem) => void
}

/** How the text was read, and everything that is wrong with it; each problem leads to its words. */
export function TextProblems({ readable, groups, problems, readOnly, refused, onShow }: TextProblemsProps) {
  return (
    <section className="text-foot" aria-label="Problems of the text">
      <p className="text-state" role="status">{refused ? 'The clipboard refused. Select the text with Ctrl A and copy it with Ctrl C.' : stateOf(readable, groups, problems)}</p>
      {problems.length > 0 && (
        <ul className="text-problems">
          {problems.map((problem, index) => (
            <li key={`${problem.from}${problem.sentence}${index}`}>
              <button type="button" onClick={() => onShow(problem)}>
                <span className={problem.severity === 'error' ? 'dn' : 'warn'}><Icon name={problem.severity === 'error' ? 'warn' : 'info'} size={14} label={problem.severity === 'error' ? 'Error' : 'Warning'} /></span>
                <b>Line {problem.line}.</b>
                <span>{problem.sentence}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {!readOnly && <p className="t1 faint text-keys">Tab leaves the text; Ctrl Space completes; F8 goes to the next problem.</p>}
    </section>
  )
}

function stateOf(readable: boolean, groups: number, problems: readonly PlacedProblem[]): string {
  if (!readable) return `${plural(problems.length, 'error')}. The model keeps what could last be read.`
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const warnings = problems.length - errors
  const words = [errors > 0 && `${plural(errors, 'error')} to mend before it goes live`, warnings > 0 && plural(warnings, 'warning')].filter(Boolean)
  return [`${plural(groups, 'group')} read`, ...words].join(', ')
}
