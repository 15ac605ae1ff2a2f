import { useState } from 'react'
import type { RuleContext } from '#shared/domain/rules/context'
import { parsePath } from '#shared/domain/rules/paths'
import type { Hop } from '#shared/domain/rules/tree'
import type { TypeaheadChoice } from '#renderer/ui/typeahead-list.tsx'
import { HopInput } from './hop-input.tsx'
import { chipsOfWay, countable, nextSteps, pathOfWay, shortestWays, type Way, wayOfPath } from './way.ts'

export interface PathValue {
  readonly path: readonly Hop[]
  readonly interactionType: string | null
}

interface PathFieldProps {
  readonly value: PathValue
  readonly onChange: (next: PathValue) => void
  readonly known: RuleContext
  readonly target: string
  readonly error?: string | null | undefined
  readonly readOnly: boolean
  /** Without the label's line, for a sentence. */
  readonly inline?: boolean | undefined
  /** Hops that expressions need beside those of the path. */
  readonly extraHops?: number | undefined
  /** Offers the scored record itself as well. */
  readonly onRecord?: (() => void) | undefined
}

const RECORD = 'record'

/** What is counted and how it leads to the scored record, as `EmailClicked . Contact`. */
export function PathField({ value, onChange, known, target, error, readOnly, inline = false, extraHops = 0, onRecord }: PathFieldProps) {
  const { tables } = known
  const noun = (tables.find((table) => table.name === target)?.label ?? target).toLowerCase()
  // a way that does not reach the target yet is no part of the model; a value set from outside replaces it
  const [draft, setDraft] = useState<{ readonly of: PathValue['path']; readonly way: Way | null } | null>(null)
  const own = draft !== null && draft.of === value.path ? draft : null
  const way = own === null ? wayOfPath(value.path, target, value.interactionType, tables) : own.way
  const steps = () => (way === null ? [] : nextSteps(way, target, tables))

  /** Answers whether a next hop is still to be chosen. */
  const take = (next: Way | null): boolean => {
    const path = next === null ? null : pathOfWay(next, target, tables)
    if (next === null || path === null) {
      setDraft({ of: value.path, way: next })
      return true
    }
    setDraft(null)
    onChange({ path, interactionType: next.interactionType })
    return false
  }
  const pick = (key: string, kind: 'start' | 'hop', goesOn: boolean): boolean => {
    if (key === RECORD) {
      onRecord?.()
      return false
    }
    if (kind === 'start') {
      const start = countable(tables)[Number(key)]?.way
      if (start === undefined) return false
      if (goesOn) return take(start)
      // the usual way is taken at once; where several are as short, people choose
      const ways = shortestWays(start, target, tables)
      return take(ways.length === 1 ? (ways[0] ?? start) : start)
    }
    const step = steps()[Number(key)]?.step
    return way !== null && step !== undefined && take({ ...way, steps: [...way.steps, step] })
  }
  const typed = (text: string): boolean => {
    const whole = parsePath(text, target, tables)
    if ('problem' in whole) return false
    setDraft(null)
    onChange({ path: whole.path, interactionType: whole.interactionType })
    return true
  }
  const record: readonly TypeaheadChoice[] = onRecord === undefined ? [] : [{ key: RECORD, label: tables.find((table) => table.name === target)?.label ?? target, note: 'the record itself', icon: target === 'lead' || target === 'contact' || target === 'account' || target === 'opportunity' ? target : 'data' }]
  return (
    <HopInput
      chips={way === null ? [] : chipsOfWay(way, tables)}
      starts={() => [...record, ...countable(tables).map((thing, index) => ({ key: String(index), label: thing.label, note: thing.note, icon: thing.way.table === 'interaction' ? 'click' as const : 'data' as const }))]}
      hops={() => steps().map((choice, index) => ({ key: String(index), label: choice.label, aliases: choice.aliases, note: choice.leadsTo === target ? `the ${noun}` : choice.note, icon: 'link' }))}
      unfinished={own !== null && way !== null && pathOfWay(way, target, tables) === null}
      onPick={pick}
      onBack={() => take(way === null || way.steps.length === 0 ? null : { ...way, steps: way.steps.slice(0, -1) })}
      onGiveUp={() => setDraft(null)}
      onTyped={typed}
      used={(way?.steps.length ?? 0) + extraHops}
      error={own !== null && way !== null ? `This does not lead to the ${noun} yet. Type . and choose the next hop.` : (error ?? null)}
      readOnly={readOnly}
      inline={inline}
    />
  )
}
