import { useRef, useState } from 'react'
import type { Inspection } from '#shared/contract/index'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Icon } from '#renderer/ui/icon.tsx'
import { Popover } from '#renderer/ui/popover.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { edit } from './import-store.ts'
import type { ColumnMapping } from './mapping-edit.ts'

type Source = Inspection['columns'][number]

interface MissingProps {
  readonly source: Source
  readonly column: ColumnMapping
  readonly sources: readonly Source[]
}

const NONE: readonly string[] = []

/** The values that stand for "missing", as chips; a click changes them. */
export function MissingCell(props: MissingProps) {
  const { source, column } = props
  const markers = column.missing ?? NONE
  return (
    <Popover
      label={`Missing values of ${source.source}`}
      target={({ opened, toggle }) => (
        <button type="button" className="markers" aria-expanded={opened} aria-haspopup="dialog" aria-label={`Missing in ${source.source}: ${markers.join(', ') || 'only empty cells'}`} title={markers.join(', ') || undefined} onClick={toggle}>
          {markers.slice(0, 1).map((marker) => <Tag key={marker}>{marker}</Tag>)}
          {markers.length > 1 && <span>+{markers.length - 1}</span>}
          {markers.length === 0 && <span className="row add"><Icon name="plus" size={12} />Add</span>}
        </button>
      )}
    >
      {() => <MissingEditor {...props} />}
    </Popover>
  )
}

/** Chips to take away, markers that were found, and a field for another. */
export function MissingEditor({ source, column, sources }: MissingProps) {
  const [text, setText] = useState('')
  const [everywhere, setEverywhere] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const markers = column.missing ?? NONE
  const found = source.missingMarkers.filter((marker) => !markers.includes(marker))
  // a marker's button goes with it; the field takes the focus over
  const focusField = (): void => form.current?.querySelector<HTMLInputElement>('input.field')?.focus()
  const remove = (marker: string): void => {
    focusField()
    edit({ do: 'missing', source: source.source, markers: markers.filter((other) => other !== marker) })
  }
  const add = (marker: string): void => {
    const plain = marker.trim()
    setText('')
    if (plain === '') return
    edit({ do: 'missing-in', marker: plain, sources: everywhere ? [source.source, ...havingValue(sources, plain)] : [source.source] })
  }
  return (
    <form ref={form} onSubmit={(event) => { event.preventDefault(); add(text) }}>
      <div className="marker-chips">
        {markers.map((marker) => (
          <Tag key={marker}><span>{marker}</span><button type="button" aria-label={`${marker} is a value again`} onClick={() => remove(marker)}><Icon name="x" size={12} /></button></Tag>
        ))}
        {markers.length === 0 && <span className="t1 faint">Only empty cells are missing.</span>}
      </div>
      {found.length > 0 && <div className="marker-chips" role="group" aria-label="Found in the file">{found.map((marker) => <Button key={marker} small icon="plus" onClick={() => { focusField(); add(marker) }}>{marker}</Button>)}</div>}
      <div className="add-line">
        <TextField ariaLabel="Another marker of a missing value" placeholder="unknown, 999" value={text} onChange={setText} />
        <Button type="submit" disabled={text.trim() === ''}>Add</Button>
      </div>
      <Checkbox label="In every column that has it" checked={everywhere} onChange={setEverywhere} />
    </form>
  )
}

/** Headings of the columns in which a value was seen. */
export function havingValue(sources: readonly Source[], value: string): readonly string[] {
  return sources.filter((source) => source.missingMarkers.includes(value) || source.topValues.some((top) => top.value.trim() === value)).map((source) => source.source)
}
