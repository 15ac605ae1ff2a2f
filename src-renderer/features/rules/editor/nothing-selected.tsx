import type { Editing } from './editing.ts'
import { Section } from '#renderer/ui/section.tsx'
import { plural } from '#renderer/ui/format/numbers.ts'
import { find } from '#shared/domain/rules/tiles'

/** Without a selection: what is wrong with the model, each a way to where it is mended. */
export function NothingSelected({ model, problems, readOnly, onSelect }: Editing & { readonly onSelect: (id: string | null) => void }) {
  return (
    <>
      <Section first title="Properties"><p className="muted">Select a condition or an action to see {readOnly ? '' : 'and change '}what it does.</p></Section>
      {problems.length > 0 && (
        <Section title="To mend" note={plural(problems.length, 'problem')}>
          <ul className="to-mend">
            {problems.map((problem) => (
              <li key={`${problem.at}/${problem.code}/${problem.sentence}`}>
                {find(model, problem.at) === null && problem.at !== 'audience' ? <span className="muted">{problem.sentence}</span> : <button type="button" className="to-mend-link" onClick={() => onSelect(problem.at)}>{problem.sentence}</button>}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}
