import './text.css'
import { Portal } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { RuleSimulation } from '#shared/contract/index'
import { completeRules } from '#shared/domain/rules/text/complete'
import { Button } from '#renderer/ui/button.tsx'
import { CodeEditor, type Reveal } from '#renderer/ui/code-editor/code-editor.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import type { Editing } from '../editor/editing.ts'
import type { FocusOn } from '../editor/use-focus-on.ts'
import type { PanelTab } from '../model-store.ts'
import { saveText } from '../pages/save-text.ts'
import { highlightRules, opensBlock } from './highlight.ts'
import { withExample } from './text-examples.ts'
import { TextProblems } from './text-problems.tsx'
import { TextSide } from './text-side.tsx'
import { useRuleText } from './use-rule-text.ts'

export interface TextViewProps extends Editing {
  /** Names the opened model, so that a text that cannot be read yet is found again. */
  readonly modelKey: string
  /** Without its ending. */
  readonly fileName: string
  /** Where the commands of the text go: the bar of the page. */
  readonly bar: HTMLElement | null
  /** Moves the caret to the part of that id whenever `at` changes. */
  readonly focusOn: FocusOn
  readonly simulation: RuleSimulation | null
  /** Which part stands beside the text. */
  readonly panel: PanelTab
  readonly onPanel: (panel: PanelTab) => void
}

/** The model as text, which can be read and written in whole; what is wrong with it stands at its words and in a list. */
export function TextView({ model, known, problems, readOnly, onChange, modelKey, fileName, bar, focusOn, simulation, panel, onPanel }: TextViewProps) {
  const own = useRuleText({ model, known, problems, onChange, modelKey })
  const complete = useCallback((text: string, offset: number) => completeRules(text, offset, known), [known])
  const [refused, setRefused] = useState(false)
  const [reveal, setReveal] = useState<Reveal | null>(null)
  const show = ({ from, to }: Pick<Reveal, 'from' | 'to'>): void => setReveal((last) => ({ from, to, at: (last?.at ?? 0) + 1 }))
  const go = useRef(show)
  useEffect(() => {
    go.current = show
  })
  // what another view was asked to show is not asked of this one
  const asked = useRef(focusOn?.at)
  const { problems: placed, placeOf } = own
  useEffect(() => {
    if (focusOn === null || focusOn === undefined || asked.current === focusOn.at) return
    asked.current = focusOn.at
    const place = placed.find((problem) => problem.at === focusOn.part) ?? placeOf(focusOn.part) ?? placed[0]
    if (place !== undefined) go.current(place)
  }, [focusOn, placed, placeOf])
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
  const insert = (example: string): void => {
    const next = withExample(own.text, example)
    own.change(next.text)
    show(next)
  }
  return (
    <div className="split">
      <section className="main text-view" aria-label="Text of the model">
        {bar !== null && (
          <Portal target={bar}>
            <Button small variant="ghost" icon="list" onClick={own.format} disabled={readOnly || !own.readable} title={own.readable ? 'Writes the text in its usual form' : 'Mend the text first'}>Format</Button>
            <Button small variant="ghost" icon="copy" onClick={() => void copy()}>Copy</Button>
            <Button small variant="ghost" icon="download" onClick={() => saveText(`${fileName}.rules`, own.text)}>Download</Button>
          </Portal>
        )}
        <CodeEditor label={`Text of ${model.name}`} value={own.text} onChange={own.change} problems={placed} readOnly={readOnly} highlight={highlightRules} complete={complete} opensBlock={opensBlock} onBlur={own.flush} reveal={reveal} />
        <TextProblems readable={own.readable} groups={model.groups.length} problems={placed} readOnly={readOnly} refused={refused} onShow={show} />
      </section>
      <TextSide model={model} known={known} problems={problems} readOnly={readOnly} onChange={onChange} tab={panel} onTab={onPanel} simulation={simulation} readable={own.readable} onInsert={insert} />
    </div>
  )
}
