import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Cell } from '#shared/contract/index'
import { api, client, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Menu } from '#renderer/ui/menu.tsx'
import { Popover } from '#renderer/ui/popover.tsx'
import { SearchField } from '#renderer/ui/text-field.tsx'
import { toastUndo } from '#renderer/ui/toast.tsx'
import { Toolbar } from '#renderer/ui/toolbar.tsx'
import css from './panel.module.css'
import type { EntityText } from './entity.ts'
import { MOST_SELECTED, type Selection } from './use-selection.ts'

interface SelectionBarProps {
  readonly text: EntityText
  readonly selection: Selection
}

interface BulkChange {
  readonly values: Readonly<Record<string, Cell>>
  /** What is said of those that changed: `assigned to Mara Voss`. */
  readonly done: string
}

/** Stands in the place of the filters while rows are selected: what can be done with all of them, each with Undo. */
export function SelectionBar({ text, selection }: SelectionBarProps) {
  const { now } = useClock()
  const ids = [...selection.ids]
  const nouns = (number: number): string => `${count(number)} ${number === 1 ? text.one : text.many}`
  const change = useMutation({
    mutationFn: ({ values }: BulkChange) => client.dataset.saveMany({ table: text.entity, records: ids.map((id) => ({ id, values: { ...values } })) }),
    onSuccess: ({ saved, before }, { done }) => {
      selection.clear()
      if (saved > 0) toastUndo(`${nouns(saved)} ${done}`, () => void client.dataset.saveMany({ table: text.entity, records: before }))
    },
  })
  return (
    <Toolbar
      label="Selected rows"
      wrap
      end={<><span className="t1 faint bar-label">Space selects, Shift extends</span><Button variant="ghost" small icon="x" onClick={selection.clear}>Clear</Button></>}
    >
      <span className="medium" role="status" style={{ marginRight: 8 }}>{nouns(ids.length)} selected{ids.length === MOST_SELECTED && ', the most at once'}</span>
      <Popover label="Assign to" width={248} target={({ opened, toggle }) => <Button small icon="contact" expanded={opened} hasPopup="dialog" busy={change.isPending} onClick={toggle}>Assign to</Button>}>
        {(close) => <People onPick={({ id, name }) => { close(); change.mutate({ values: { owner_id: id }, done: `assigned to ${name}` }) }} />}
      </Popover>
      <Menu
        label="Close them as"
        position="bottom-start"
        target={<Button small iconRight="down" hasPopup="menu" busy={change.isPending}>Close as</Button>}
        entries={text.closings.map((closing, index) => ({ label: closing.verb, icon: index === 0 ? 'check' as const : 'x' as const, onClick: () => change.mutate({ values: { state: closing.state, closed_at: now }, done: closing.done }) }))}
      />
      {change.error !== null && <span className="dn t1" role="alert">{sentenceOf(change.error)}</span>}
    </Toolbar>
  )
}

/** The users of the workspace, to choose one of. */
function People({ onPick }: { readonly onPick: (person: { readonly id: number; readonly name: string }) => void }) {
  const [text, setText] = useState('')
  const { data = [], error } = useQuery(api.dataset.lookup.queryOptions({ input: { table: 'user', text, limit: 30 }, placeholderData: keepPreviousData }))
  return (
    <div className="stack" style={{ gap: 6 }}>
      <SearchField label="Find a person" value={text} onChange={setText} width={222} />
      <ul className={css.people}>
        {data.map((person) => <li key={person.id}><button type="button" onClick={() => onPick(person)}>{person.name}</button></li>)}
      </ul>
      {data.length === 0 && <span className="t1 faint">{error === null ? 'Nobody found' : sentenceOf(error)}</span>}
    </div>
  )
}
