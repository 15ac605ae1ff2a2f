import { useEffect, useMemo, useRef, useState } from 'react'
import type { RuleContext } from '#shared/domain/rules/context'
import { parseRules } from '#shared/domain/rules/text/parse'
import { placePart, placeProblems, type PlacedProblem } from '#shared/domain/rules/text/place-problems'
import { printRules } from '#shared/domain/rules/text/print'
import type { RuleModel } from '#shared/domain/rules/tree'
import type { Editing } from '../editor/editing.ts'
import { keepIds } from './keep-ids.ts'
import { unreadTexts } from './unread-texts.ts'

const PAUSE = 300
const NONE: readonly PlacedProblem[] = []

export interface RuleText {
  readonly text: string
  /** Whether the text as it was last read is a model. */
  readonly readable: boolean
  /** What is wrong with the text as it was last read; where it can be read, what is wrong with the model that it says. In the order of the text. */
  readonly problems: readonly PlacedProblem[]
  readonly change: (text: string) => void
  /** Writes the text anew as the model reads; nothing while it cannot be read. */
  readonly format: () => void
  /** Reads what was typed last without waiting, and ends the step of undo. */
  readonly flush: () => void
  /** Where a part of the model is written, by its id; null while the text cannot be read, or where a part has no words of its own. */
  readonly placeOf: (part: string) => { readonly from: number; readonly to: number } | null
}

/** One reading of the text, and the model with the ids of the canvas that it stands for. */
interface Reading extends ReturnType<typeof parseRules> {
  readonly text: string
  readonly of: RuleModel
}

const readingOf = (text: string, known: RuleContext, of: RuleModel): Reading => ({ ...parseRules(text, known), text, of })

/**
 * The text of a model while it is edited. What was typed goes to the model as soon as it can be read, a little after the last key;
 * a model that changes elsewhere is printed anew. What cannot be read is kept for when people come back.
 */
export function useRuleText({ model, known, problems, onChange, modelKey }: Omit<Editing, 'readOnly'> & { readonly modelKey: string }): RuleText {
  const [reading, setReading] = useState(() => readingOf(unreadTexts.of(modelKey, model) ?? printRules(model, known), known, model))
  const [text, setText] = useState(reading.text)
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
    const found = readingOf(typed, latest.current.known, stands.current)
    if (found.model === null) {
      setReading(found)
      return unreadTexts.keep(latest.current.modelKey, stands.current, typed)
    }
    unreadTexts.forget(latest.current.modelKey)
    const next = keepIds(stands.current, found.model)
    setReading({ ...found, of: next })
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

  const write = (next: string, of: RuleModel): void => {
    setText(next)
    setReading(readingOf(next, latest.current.known, of))
  }
  const rewrite = useRef(write)
  useEffect(() => {
    if (stands.current === model) return
    stands.current = model
    if (waiting.current !== null) clearTimeout(waiting.current.timer)
    waiting.current = null
    rewrite.current(printRules(model, latest.current.known), model)
  }, [model])

  const change = (typed: string): void => {
    setText(typed)
    if (waiting.current !== null) clearTimeout(waiting.current.timer)
    waiting.current = { text: typed, timer: setTimeout(() => read(typed), PAUSE) }
  }
  const format = (): void => {
    flush()
    const found = readingOf(text, known, stands.current)
    if (found.model === null) setReading(found)
    else write(printRules(found.model, known), stands.current)
  }
  const placed = useMemo<readonly PlacedProblem[]>(() => {
    const { model: read, of, spans } = reading
    if (read === null) return reading.problems.map((problem) => ({ ...problem, severity: 'error', at: '' }))
    // the model is about to be checked anew, or to be written anew
    return of === model ? placeProblems(reading.text, spans, read, of, problems) : NONE
  }, [reading, model, problems])
  const placeOf = (part: string): ReturnType<RuleText['placeOf']> => (reading.model === null ? null : placePart(reading.spans, reading.model, reading.of, part))
  return { text, readable: reading.model !== null, problems: placed, change, format, flush, placeOf }
}
