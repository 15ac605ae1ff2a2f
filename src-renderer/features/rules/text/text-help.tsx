import { useMemo } from 'react'
import type { RuleContext } from '#shared/domain/rules/context'
import type { RuleTarget } from '#shared/domain/rules/tree'
import { Button } from '#renderer/ui/button.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { CodeSample } from './code-sample.tsx'
import { highlightRules } from './highlight.ts'
import { textExamples } from './text-examples.ts'

interface TextHelpProps {
  readonly target: RuleTarget
  readonly known: RuleContext
  readonly readOnly: boolean
  readonly onInsert: (example: string) => void
}

/** How the text is written, for people who see it for the first time, and groups to begin with. */
export function TextHelp({ target, known, readOnly, onInsert }: TextHelpProps) {
  const examples = useMemo(() => textExamples(target, known), [target, known])
  return (
    <>
      <Section first title="How it reads">
        <dl className="text-words">
          <dt>When … then</dt>
          <dd>A group: what has to be so, and the points for it.</dd>
          <dt>each</dt>
          <dd>Points for every time.</dd>
          <dt>at least 3</dt>
          <dd>Points once, from the third time on.</dd>
          <dt>no</dt>
          <dd>Points when it did not happen.</dd>
          <dt>all of, any of</dt>
          <dd>Take the lines below that are indented further.</dd>
          <dt>where</dt>
          <dd>Narrows it down: <i>where Asset contains "pricing"</i>.</dd>
        </dl>
        <p className="muted t1">Names are those of the tables, columns and values that you see elsewhere. Ctrl Space shows what can stand at the caret.</p>
      </Section>
      <Section title="Examples">
        <ul className="text-examples">
          {examples.map(({ key, title, text }) => (
            <li key={key}>
              <div className="text-example-head"><span className="grow">{title}</span>{!readOnly && <Button small variant="ghost" icon="plus" label={`Insert: ${title}`} onClick={() => onInsert(text)}>Insert</Button>}</div>
              <CodeSample text={text} highlight={highlightRules} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
