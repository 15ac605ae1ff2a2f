import type { ModelDrift } from '#shared/contract/index'
import { fixed } from '#renderer/ui/format/numbers.ts'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { Tag } from '#renderer/ui/tag.tsx'

const COLUMNS: readonly PlainColumn[] = [
  { id: 'label', label: 'Attribute', width: 152 },
  { id: 'psi', label: 'Index', width: 52, align: 'right', title: 'Population stability index between training and now' },
  { id: 'chance', label: 'By chance', width: 72, align: 'right', title: 'What 95 of 100 samples of this size stay under although nothing moved' },
  { id: 'level', label: 'State', width: 96 },
  { id: 'words', label: 'What moved most' },
]
const LEVELS = { steady: { word: 'steady', tone: undefined }, watch: { word: 'watch', tone: 'care' }, act: { word: 'train again', tone: 'bad' } } as const
const MOST = 12

/** The attributes that moved most since training. */
export function DriftTable({ columns }: { readonly columns: ModelDrift['columns'] }) {
  return (
    <PlainTable label="Drift since training" columns={COLUMNS} inset>
      <tbody>
        {columns.slice(0, MOST).map((column) => (
          <tr key={column.name}>
            <td className="medium" title={column.name}>{column.label}</td>
            <td className="num">{fixed(column.psi)}</td>
            <td className="num muted">{fixed(column.chance)}</td>
            <td><Tag tone={LEVELS[column.level].tone}>{LEVELS[column.level].word}</Tag></td>
            <td className="muted">{column.words}</td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  )
}
