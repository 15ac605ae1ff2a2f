import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'

const COLUMNS: readonly PlainColumn[] = [
  { id: 'row', label: 'Row', width: 84, align: 'right' },
  { id: 'column', label: 'Column', width: 180 },
  { id: 'value', label: 'Value', width: 220 },
  { id: 'expected', label: 'Expected' },
]
const FIRST = 100
const MOST = 1000

/** The rows that an import rejected: where, what stood there, what was expected. */
export function RejectsTable({ importId, file }: { readonly importId: number; readonly file: string | null }) {
  const [limit, setLimit] = useState(FIRST)
  const rejects = useQuery(api.dataset.rejects.queryOptions({ input: { importId, limit }, placeholderData: keepPreviousData }))
  if (rejects.error) return <div style={{ padding: 20 }}><Notice tone="bad" title="The rejected rows could not be read.">{sentenceOf(rejects.error)}</Notice></div>
  if (rejects.data === undefined) return <SkeletonRows rows={4} />
  const { problems, total } = rejects.data
  return (
    <section aria-label="Rejected rows">
      <p style={{ padding: '8px 20px' }}><span className="strong">Rejected rows</span> <span className="t1 faint">{count(Math.min(problems.length, total))} of {count(total)} problems{file === null ? '' : `, the whole rows are in ${file}`}</span></p>
      <PlainTable label="Rejected rows" columns={COLUMNS}>
        <tbody>
          {problems.map((problem, index) => (
            <tr key={`${problem.row}-${problem.column}-${index}`}>
              <td className="num muted">{count(problem.row)}</td>
              <td title={problem.column}>{problem.column}</td>
              <td className="dn" title={problem.value}>{problem.value === '' ? 'empty' : problem.value}</td>
              <td className="muted" title={problem.expected}>{problem.expected}</td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
      {problems.length < total && limit < MOST && <p style={{ padding: '8px 20px' }}><Button small onClick={() => setLimit(MOST)}>{`Show ${count(Math.min(MOST, total))}`}</Button></p>}
    </section>
  )
}
