import { useState } from 'react'
import type { Inspection } from '#shared/contract/index'
import { Button } from '#renderer/ui/button.tsx'
import { Icon } from '#renderer/ui/icon.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { edit } from './import-store.ts'
import type { ColumnMapping } from './mapping-edit.ts'

const COMMON = ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY'] as const

/** Patterns by which the column's dates are read. */
export function DateFormats({ column, source }: { readonly column: ColumnMapping; readonly source: Inspection['columns'][number] }) {
  const [text, setText] = useState('')
  const formats = column.dateFormats ?? source.dateFormats
  const set = (next: readonly string[]): void => edit({ do: 'dates', source: source.source, formats: [...new Set(next)] })
  const offered = [...new Set([...source.dateFormats, ...COMMON])].filter((format) => !formats.includes(format)).slice(0, 4)
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (text.trim() !== '') set([...formats, text.trim()]); setText('') }}>
      <div className="marker-chips">
        {formats.map((format) => <Tag key={format}><span>{format}</span><button type="button" aria-label={`Remove ${format}`} onClick={() => set(formats.filter((other) => other !== format))}><Icon name="x" size={12} /></button></Tag>)}
        {formats.length === 0 && <span className="t1 faint">Found by itself for each value.</span>}
      </div>
      <div className="marker-chips" role="group" aria-label="Other formats">{offered.map((format) => <Button key={format} small icon="plus" onClick={() => set([...formats, format])}>{format}</Button>)}</div>
      <div className="add-line"><TextField ariaLabel="Another date format" placeholder="D.M.YYYY HH:mm" value={text} onChange={setText} /><Button type="submit" disabled={text.trim() === ''}>Add</Button></div>
    </form>
  )
}
