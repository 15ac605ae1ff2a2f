import { useEffect, useRef, useState } from 'react'
import { parseRules } from '#shared/domain/rules/text/parse'
import { printRules } from '#shared/domain/rules/text/print'
import type { TextProblem } from '#shared/domain/rules/text/tokens'
import type { Editing } from '../editor/editing.ts'
import { keepIds } from './keep-ids.ts'
import { unreadTexts } from './unread-texts.ts'

const PAUSE = 300
const NONE: readonly TextProblem[] = []

export interface RuleText {
  readonly text: string
  /** Of the text as it was last read. */
  readonly problems: readonly TextProblem[]
  readonly change: (text: string) => void
  /** Writes the text anew as the model reads; nothing while it cannot be read. */
  readonly format: () => void
  /** Reads what was typed last without waiting, and ends the step of undo. */
  readonly flush: () => void
}

/**
 * The text of a model while it is edited. What was typed goes to the model as soon as it can be read, a little after the last key;
 * a model that changes elsewhere is printed anew. What cannot be read is kept for when people come back.
 */
export function useRuleText({ model, known, onChange, modelKey }: Pick<Editing, 'model' | 'known' | 'onChange'> & { readonly modelKey: string }): RuleText {
  const [text, setText] = useState(() => unreadTexts.of(modelKey, model) ?? printRules(model, known))
  const [problems, setProblems] = useState(() => (unreadTexts.of(modelKey, model) === null ? NONE : parseRules(text, known).problems))
  // the tree that the text stands for; a prop that differs from it was changed elsewhere
  const stands = useRef(model)
  // what is written between two visits of the field is one step of undo
  const session = useRef(0)
  const waiting = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly text: string } | null>(null)
  const latest = useRef({ known, onChange, modelKey })
  useEffect(() => {
    latest.current = { known, onChange, modelKey }
  }, [known, onChange, modelKey])

  const read = (typed: string): void => {
    waiting.current = null
    const found = parseRules(typed, latest.current.known)
    setProblems(found.problems)
    if (found.model === null) return unreadTexts.keep(latest.current.modelKey, stands.current, typed)
    unreadTexts.forget(latest.current.modelKey)
    const next = keepIds(stands.current, found.model)
    if (next === stands.current) return
    stands.current = next
    latest.current.onChange(next, `text:${session.current}`)
  }
  const flush = (): void => {
    if (waiting.current !== null) {
      clearTimeout(waiting.current.timer)
      read(waiting.current.text)
    }
    session.current += 1
  }
  const leave = useRef(flush)
  useEffect(() => {
    leave.current = flush
  })
  useEffect(() => () => leave.current(), [])

  useEffect(() => {
    if (stands.current === model) return
    stands.current = model
    if (waiting.current !== null) clearTimeout(waiting.current.timer)
    waiting.current = null
    setText(printRules(model, latest.current.known))
    setProblems(NONE)
  }, [model])

  const change = (typed: string): void => {
    setText(typed)
    if (waiting.current !== null) clearTimeout(waiting.current.timer)
    waiting.current = { text: typed, timer: setTimeout(() => read(typed), PAUSE) }
  }
  const format = (): void => {
    const found = parseRules(text, known)
    setProblems(found.problems)
    if (found.model === null) return
    flush()
    setText(printRules(found.model, known))
  }
  return { text, problems, change, format, flush }
}
