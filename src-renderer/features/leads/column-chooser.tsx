import { Button, IconButton } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Popover } from '#renderer/ui/popover.tsx'
import { useRef, useState } from 'react'
import { SearchField } from '#renderer/ui/text-field.tsx'

interface ColumnChooserProps {
  readonly all: readonly { readonly id: string; readonly label: string }[]
  readonly chosen: readonly string[]
  readonly onChoose: (columns: readonly string[] | null) => void
}

const FIXED: ReadonlySet<string> = new Set(['score', 'name'])

/** Which columns are shown and in which order; remembered for this user on this device. */
export function ColumnChooser({ all, chosen, onChoose }: ColumnChooserProps) {
  return (
    <Popover label="Columns" width={276} position="bottom-end" target={({ opened, toggle }) => <Button variant="ghost" small icon="columns" expanded={opened} hasPopup="dialog" onClick={toggle} title="Columns"><span className="bar-label">Columns</span></Button>}>
      {() => <Chooser all={all} chosen={chosen} onChoose={onChoose} />}
    </Popover>
  )
}

function Chooser({ all, chosen, onChoose }: ColumnChooserProps) {
  const [text, setText] = useState('')
  const search = useRef<HTMLInputElement>(null)
  // a box that is ticked moves to the other list, which would lose the focus
  const choose = (columns: readonly string[]): void => {
    search.current?.focus()
    onChoose(columns)
  }
  const label = (id: string): string => all.find((column) => column.id === id)?.label ?? id
  const hidden = all.filter((column) => !chosen.includes(column.id) && column.label.toLowerCase().includes(text.trim().toLowerCase()))
  const move = (index: number, step: number): void => {
    const next = [...chosen]
    const [moved] = next.splice(index, 1)
    if (moved !== undefined) next.splice(index + step, 0, moved)
    onChoose(next)
  }
  return (
    <div className="stack">
      <div role="group" aria-label="Shown" style={{ maxHeight: 236, overflowY: 'auto', padding: 2 }}>
        {chosen.map((id, index) => (
          <div key={id} className="row" style={{ height: 26 }}>
            <span className="grow clip"><Checkbox label={label(id)} checked disabled={FIXED.has(id)} onChange={() => choose(chosen.filter((other) => other !== id))} /></span>
            <IconButton small icon="up" label={`Move ${label(id)} to the left`} disabled={index < 2} onClick={() => move(index, -1)} />
            <IconButton small icon="down" label={`Move ${label(id)} to the right`} disabled={index === 0 || index === chosen.length - 1} onClick={() => move(index, 1)} />
          </div>
        ))}
      </div>
      <SearchField ref={search} label="Add a column" value={text} onChange={setText} width={250} />
      <div role="group" aria-label="Hidden" style={{ maxHeight: 156, overflowY: 'auto', display: 'flex', flexDirection: 'column', padding: 2 }}>
        {hidden.map((column) => <Checkbox key={column.id} label={column.label} checked={false} onChange={() => choose([...chosen, column.id])} />)}
        {hidden.length === 0 && <span className="t1 faint">No other column</span>}
      </div>
      <div><Button small variant="ghost" onClick={() => onChoose(null)}>Back to the usual columns</Button></div>
    </div>
  )
}
