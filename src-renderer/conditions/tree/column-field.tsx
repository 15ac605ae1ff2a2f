import { useState } from 'react'
import { MOST_HOPS } from '#shared/domain/rules/tree'
import type { RuleContext } from '#shared/domain/rules/context'
import { TYPE_ICONS } from '#renderer/ui/column-words.ts'
import { Typeahead } from '#renderer/ui/typeahead.tsx'
import { type ColumnRef, columnWords, offerColumns } from './column-walk.ts'

interface ColumnFieldProps {
  readonly label: string
  readonly value: ColumnRef
  readonly onChange: (next: ColumnRef) => void
  readonly known: RuleContext
  /** The table whose row the condition is about. */
  readonly table: string
  /** Hops that the path has taken already. */
  readonly hopsBefore?: number | undefined
  readonly invalid?: boolean | undefined
  readonly readOnly?: boolean | undefined
}

const ONWARD = 'onward:'

/** One column, found by typing; a period after a lookup goes on to the columns of the record it names. */
export function ColumnField({ label, value, onChange, known, table, hopsBefore = 0, invalid, readOnly = false }: ColumnFieldProps) {
  const { tables } = known
  const [text, setText] = useState('')
  const [opened, setOpened] = useState(false)
  const words = columnWords(tables, table, value)
  const hopsLeft = MOST_HOPS - hopsBefore
  // fields are many and lists are long: what can be chosen is looked up while the list is open
  const offers = opened ? offerColumns(tables, table, text, hopsLeft) : []
  const prefix = text.includes('.') ? text.slice(0, text.lastIndexOf('.') + 1) : ''
  const choices = offers.flatMap((offer) => {
    const key = [...offer.lookups, offer.column].join('.')
    const current = offer.column === value.column && offer.lookups.join('.') === value.lookups.join('.')
    const itself = { key, label: offer.found.label, icon: TYPE_ICONS[offer.found.type], note: offer.via === '' ? (offer.found.type === 'lookup' ? 'empty or filled' : undefined) : offer.via, current }
    const further = offer.found.type === 'lookup' && offer.found.lookupTable !== null && offer.lookups.length < hopsLeft
    return further ? [{ key: `${ONWARD}${offer.found.label}`, label: `${offer.found.label} .`, icon: 'right' as const, note: 'its columns' }, itself] : [itself]
  })
  const pick = (key: string): void => {
    if (key.startsWith(ONWARD)) return setText(`${prefix}${key.slice(ONWARD.length)}.`)
    const offer = offers.find((item) => [...item.lookups, item.column].join('.') === key)
    if (offer === undefined) return
    setText('')
    setOpened(false)
    onChange({ lookups: offer.lookups, column: offer.column })
  }
  return (
    <Typeahead
      label={words === '' ? label : `${label}: ${words}`}
      title={words}
      className={words === '' ? undefined : 'chosen'}
      invalid={invalid}
      disabled={readOnly}
      text={text}
      onText={setText}
      opened={opened}
      onOpened={(next, typing) => {
        setOpened(next)
        // a column of another record opens among its own: what leads there is typed already
        if (next && typing !== true && text === '' && value.lookups.length > 0) setText(`${columnWords(tables, table, { lookups: value.lookups, column: '' })}.`)
      }}
      placeholder={words === '' ? 'Column' : value.column === '' ? `${words}. …` : words}
      choices={choices}
      emptyText={offers.length === 0 && text.split('.').length > hopsLeft + 1 ? 'A path has five hops at most.' : 'No column of that name'}
      onPick={pick}
      onKey={(event, active) => {
        // a period behind part of a name takes the lookup that the list shows
        if (event.key === '.' && active?.key.startsWith(ONWARD) === true) {
          event.preventDefault()
          pick(active.key)
        }
      }}
      onBlur={() => setText('')}
    />
  )
}
