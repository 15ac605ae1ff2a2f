import { useState } from 'react'
import type { Inspection } from '#shared/contract/index'
import { Button } from '#renderer/ui/button.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { TextField } from '#renderer/ui/text-field.tsx'
import { isMissing } from './column-state.ts'
import { edit } from './import-store.ts'
import type { ColumnMapping } from './mapping-edit.ts'

interface ValueMapProps {
  readonly column: ColumnMapping
  readonly source: Inspection['columns'][number]
  /** Known values of the target, offered while typing. */
  readonly options: readonly string[]
}

const SHOWN = 8

/** What each frequent value of the file becomes; empty means that it stays as it is. */
export function ValueMap({ column, source, options }: ValueMapProps) {
  const [all, setAll] = useState(false)
  const given = column.values ?? {}
  const frequent = source.topValues.filter((top) => !isMissing(top.value, column)).map((top) => ({ value: top.value.trim(), count: top.count }))
  const others = Object.keys(given).filter((value) => !frequent.some((top) => top.value === value)).map((value) => ({ value, count: null }))
  const rows = [...others, ...frequent]
  const shown = all ? rows : rows.slice(0, SHOWN)
  return (
    <>
      <div className="value-map">
        <span className="head">In the file</span><span className="head count">rows</span><span className="head">Becomes</span>
        {shown.map((row) => (
          <ValueRow key={row.value} source={source.source} from={row.value} count={row.count} to={given[row.value] ?? ''} options={options} />
        ))}
      </div>
      {rows.length === 0 && <p className="t1 faint">Every value is missing.</p>}
      {rows.length > SHOWN && <p style={{ marginTop: 8 }}><Button small variant="ghost" onClick={() => setAll(!all)}>{all ? 'Show fewer' : `Show all ${rows.length}`}</Button></p>}
      {options.length > 0 && <p className="t1 faint" style={{ marginTop: 8 }}>Known values: {options.slice(0, 12).join(', ')}</p>}
    </>
  )
}

function ValueRow({ source, from, count: rows, to }: { readonly source: string; readonly from: string; readonly count: number | null; readonly to: string; readonly options: readonly string[] }) {
  return (
    <>
      <span className="clip" title={from}>{from}</span>
      <span className="count">{rows === null ? '' : count(rows)}</span>
      <TextField ariaLabel={`${from} becomes`} placeholder={from} value={to} onChange={(value) => edit({ do: 'value', source, from, to: value === '' ? null : value })} />
    </>
  )
}
