import './text.css'
import { useCallback, useMemo, useState } from 'react'
import { completeRules } from '#shared/domain/rules/text/complete'
import { Button } from '#renderer/ui/button.tsx'
import { CodeEditor } from '#renderer/ui/code-editor/code-editor.tsx'
import { plural } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import type { Editing } from '../editor/editing.ts'
import { saveText } from '../pages/save-text.ts'
import { highlightRules, opensBlock } from './highlight.ts'
import { useRuleText } from './use-rule-text.ts'

export interface TextViewProps extends Editing {
  /** Names the opened model, so that a text that cannot be read yet is found again. */
  readonly modelKey: string
  /** Without its ending. */
  readonly fileName: string
}

/** The model as text, which can be read and written in whole. */
export function TextView({ model, known, problems, readOnly, onChange, modelKey, fileName }: TextViewProps) {
  const own = useRuleText({ model, known, onChange, modelKey })
  const complete = useCallback((text: string, offset: number) => completeRules(text, offset, known), [known])
  const marks = useMemo(() => own.problems.map((problem) => ({ ...problem, severity: 'error' as const })), [own.problems])
  const [first, ...others] = own.problems
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const [refused, setRefused] = useState(false)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(own.text)
      setRefused(false)
      toast('The text is in the clipboard')
    } catch {
      // a browser may keep the clipboard to itself; the keys of the field work all the same
      setRefused(true)
    }
  }
  return (
    <section className="text-view" aria-label="Text of the model">
      <div className="bar" role="toolbar" aria-label="Text">
        <Button small variant="ghost" icon="list" onClick={own.format} disabled={readOnly || first !== undefined} title={first === undefined ? 'Writes the text in its usual form' : 'Mend the text first'}>Format</Button>
        <Button small variant="ghost" icon="copy" onClick={() => void copy()}>Copy</Button>
        <Button small variant="ghost" icon="download" onClick={() => saveText(`${fileName}.rules`, own.text)}>Download</Button>
        <span className="grow" />
        <span className="t1 faint text-state" role="status">{refused ? 'The clipboard refused. Select the text with Ctrl A and copy it with Ctrl C.' : readOnly ? 'Live, so it can only be read. Edit the model to change it.' : first === undefined ? `${plural(model.groups.length, 'group')} read${errors === 0 ? '' : `, ${plural(errors, 'error')} to mend before it goes live`}` : 'Tab leaves the text; Ctrl Space completes; F8 goes to the next error.'}</span>
      </div>
      <CodeEditor label={`Text of ${model.name}`} value={own.text} onChange={own.change} problems={marks} readOnly={readOnly} highlight={highlightRules} complete={complete} opensBlock={opensBlock} onBlur={own.flush} />
      <div role="status" className="text-notice-slot">
        {first !== undefined && (
          <p className="text-notice">
            <Icon name="warn" size={16} />
            <span><b>Line {first.line}.</b> {first.sentence}{others.length > 0 && ` ${plural(others.length, 'more error')} below.`} <span className="muted">The model keeps what could last be read.</span></span>
          </p>
        )}
      </div>
    </section>
  )
}
