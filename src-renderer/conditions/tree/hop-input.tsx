import { useState } from 'react'
import { MOST_HOPS } from '#shared/domain/rules/tree'
import { Field } from '#renderer/ui/field.tsx'
import type { TypeaheadChoice } from '#renderer/ui/typeahead-list.tsx'
import { Typeahead } from '#renderer/ui/typeahead.tsx'

export interface HopInputProps {
  readonly chips: readonly string[]
  /** Things to start with; asked for when the list opens. */
  readonly starts: () => readonly TypeaheadChoice[]
  /** What can follow the last chip. */
  readonly hops: () => readonly TypeaheadChoice[]
  /** The chips do not make a whole path yet, so that the next hop is what is asked for. */
  readonly unfinished: boolean
  /** Told whether a start or a hop was picked, and whether a period behind it asks for the next hop; answers whether that is still to be chosen. */
  readonly onPick: (key: string, kind: 'start' | 'hop', goesOn: boolean) => boolean
  readonly onBack: () => void
  /** Gives up what is unfinished. */
  readonly onGiveUp: () => void
  /** Takes a whole path as it was typed, `EmailClicked.Contact`; answers whether it was one. */
  readonly onTyped: (text: string) => boolean
  readonly used: number
  readonly error: string | null
  readonly readOnly: boolean
  readonly inline: boolean
}

const sameText = (left: string, right: string): boolean => left.trim().toLowerCase() === right.trim().toLowerCase()
const isCalled = (offer: TypeaheadChoice, text: string): boolean => sameText(offer.label, text) || offer.aliases?.some((alias) => sameText(alias, text)) === true
const fits = (offer: TypeaheadChoice, wanted: string): boolean => [offer.label, ...(offer.aliases ?? [])].some((name) => name.toLowerCase().includes(wanted))

/** Chips with a field behind them; each period opens the list of the next hop again. */
export function HopInput({ chips, starts, hops, unfinished, onPick, onBack, onGiveUp, onTyped, used, error, readOnly, inline }: HopInputProps) {
  const [text, setText] = useState('')
  const [opened, setOpened] = useState(false)
  // a whole path offers other things to start with, until a period asks for the next hop
  const [asked, setAsked] = useState(false)
  const going = chips.length > 0 && (unfinished || asked)
  const offersNow = going ? hops : starts
  const offers = opened ? offersNow() : []
  const wanted = text.trim().toLowerCase()
  const found = wanted === '' ? offers : offers.filter((offer) => fits(offer, wanted))
  const full = going && used >= MOST_HOPS
  const noun = inline ? `What is counted${chips.length === 0 ? '' : `: ${chips.join(', then ')}`}` : undefined

  const pick = (key: string): void => {
    const more = onPick(key, going ? 'hop' : 'start', false)
    setText('')
    setAsked(false)
    setOpened(more)
  }
  /** A period behind a name: takes it and opens the next list. */
  const goOn = (key: string | null, rest: string): void => {
    if (key !== null) onPick(key, going ? 'hop' : 'start', true)
    setAsked(true)
    setOpened(true)
    setText(rest)
  }
  const whole = (typed: string): boolean => {
    if (!onTyped(typed)) return false
    setText('')
    setAsked(false)
    setOpened(false)
    return true
  }
  const type = (next: string): void => {
    const dot = next.indexOf('.')
    if (dot === -1) return setText(next)
    const name = next.slice(0, dot)
    const rest = next.slice(dot + 1)
    if (name.trim() === '') return goOn(null, rest.trimStart())
    if (rest.trim() !== '' && whole(next)) return
    // the record itself, written out before its first hop
    if (!going && chips.length === 1 && sameText(chips[0] ?? '', name)) return goOn(null, rest)
    const offer = offersNow().find((item) => isCalled(item, name))
    if (offer === undefined) setText(next)
    else goOn(offer.key, rest)
  }
  const leave = (): void => {
    const called = text.trim() === '' ? undefined : offersNow().find((offer) => isCalled(offer, text))
    // a name that was typed out is meant, even where nobody pressed Enter
    if (called !== undefined) onPick(called.key, going ? 'hop' : 'start', false)
    setText('')
    setAsked(false)
  }
  return (
    <Field label={inline ? undefined : 'Entity'} hint={inline ? undefined : `${used} of ${MOST_HOPS} hops`} error={unfinished && opened ? null : error} className="hop-field">
      {(input) => (
        <Typeahead
          id={input.id}
          label={noun}
          describedBy={input['aria-describedby']}
          invalid={error !== null && !(unfinished && opened)}
          disabled={readOnly}
          title={chips.join('.')}
          text={text}
          onText={type}
          opened={opened}
          onOpened={setOpened}
          placeholder={readOnly ? '' : chips.length === 0 ? 'Choose what to count' : inline ? '' : going ? 'next hop' : 'type . to go on'}
          choices={full ? [] : found}
          emptyText={full ? 'A path has five hops at most.' : 'Nothing found'}
          onPick={pick}
          onKey={(event, active) => {
            if (event.key === 'Backspace' && text === '' && chips.length > 0) {
              event.preventDefault()
              setOpened(true)
              if (asked && !unfinished) setAsked(false)
              else onBack()
            } else if (event.key === 'Enter' && text !== '') {
              event.preventDefault()
              whole(text)
            } else if (event.key === 'Escape' && unfinished) {
              event.preventDefault()
              onGiveUp()
            } else if (event.key === '.' && text.trim() !== '' && active !== undefined && !offers.some((offer) => isCalled(offer, text))) {
              // a period behind part of a name takes what the list shows for it
              event.preventDefault()
              goOn(active.key, '')
            }
          }}
          onBlur={leave}
          before={chips.map((chip, index) => (
            <span key={`${index}-${chip}`} className="hop-chip">
              {index > 0 && <span className="hop-dot">.</span>}
              <span className="tag blue"><span>{chip}</span></span>
            </span>
          ))}
        />
      )}
    </Field>
  )
}
