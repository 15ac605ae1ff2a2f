import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { KNOWN_WORDS, TYPE_WORDS } from '#renderer/ui/column-words.ts'
import { cellText } from '#renderer/ui/format/cell.ts'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { count, plural } from '#renderer/ui/format/numbers.ts'
import { PlainTable } from '#renderer/ui/plain-table.tsx'

interface FormulaPreviewProps {
  readonly table: string
  /** One that can be read; null while the one that is written cannot. */
  readonly formula: string | null
  /** What the records are called, for example `Leads`. */
  readonly records: string
}

const COLUMNS = [{ id: 'name', label: 'Record' }, { id: 'value', label: 'Value', width: 220, align: 'right' as const }]

/** The kind of column that a formula makes, and its values for the newest records. */
export function FormulaPreview({ table, formula, records }: FormulaPreviewProps) {
  const clock = useClock()
  const tried = useQuery(api.catalog.tryFormula.queryOptions({ input: { table, formula: formula ?? '' }, enabled: formula !== null, placeholderData: keepPreviousData }))
  if (formula === null) return null
  if (tried.error) return <p className="field-error" role="alert">{sentenceOf(tried.error)}</p>
  if (tried.data === undefined) return null
  const { type, scale, knownWhen, looked, filled, rows } = tried.data
  const places = type === 'decimal' ? ` with ${scale} ${scale === 1 ? 'place' : 'places'}` : ''
  return (
    <div className="formula-preview">
      <p className="muted"><span className="strong">{TYPE_WORDS[type]}</span>{places}. Known when its columns are: {KNOWN_WORDS[knownWhen].toLowerCase()}.{looked > 0 && ` Filled in ${count(filled)} of the newest ${plural(looked, 'record')}.`}</p>
      {rows.length === 0 ? <p className="muted">There are no {records.toLowerCase()} yet; values will show here.</p> : (
        <PlainTable label="Values of the newest records" columns={COLUMNS} inset>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>{row.name}</td>
                <td className="num">{cellText(row.value, { type, scale }, clock) || <span className="faint">empty</span>}</td>
              </tr>
            ))}
          </tbody>
        </PlainTable>
      )}
    </div>
  )
}
