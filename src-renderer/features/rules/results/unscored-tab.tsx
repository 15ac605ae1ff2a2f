import '../pages/rules-pages.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RuleUnscored } from '#shared/domain/rules/tree'
import { UNSCORED_WORDS } from '#shared/domain/rules/unscored-words'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { count, plural } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { Tabs } from '#renderer/ui/tabs.tsx'
import { LinkChoices } from './link-choices.tsx'

const COLUMNS: readonly PlainColumn[] = [
  { id: 'name', label: 'Lead', width: 220 },
  { id: 'company', label: 'Company', width: 200 },
  { id: 'why', label: 'Why not' },
  { id: 'link', label: <span className="visually-hidden">Link</span>, width: 220 },
]
const PAGE = 100

/** Who is not scored by the live version, and what would change that. */
export function UnscoredTab({ modelId }: { readonly modelId: number }) {
  const [reason, setReason] = useState<RuleUnscored | 'all'>('all')
  const [offset, setOffset] = useState(0)
  const [linking, setLinking] = useState<number | null>(null)
  const found = useQuery(api.ruleScores.unscored.queryOptions({ input: { modelId, reason: reason === 'all' ? null : reason, offset, limit: PAGE } }))
  const may = useMay('sell')
  const data = found.data
  if (found.error) return <div className="tab-pad"><Notice tone="bad" title="The list could not be read.">{sentenceOf(found.error)}</Notice></div>
  if (data === undefined) return <SkeletonRows rows={8} />
  const all = data.counts.reduce((sum, { leads }) => sum + leads, 0)
  if (all === 0) return <EmptyState why="Every lead is scored by this model." />
  return (
    <div className="rules-results">
      <Tabs
        label="Why not scored"
        value={reason}
        onChange={(next) => { setReason(next); setOffset(0); setLinking(null) }}
        items={[{ value: 'all', label: 'All', count: all }, ...data.counts.map(({ reason: why, leads }) => ({ value: why, label: UNSCORED_WORDS[why], count: leads }))]}
      />
      {reason !== 'all' && data.rows[0] && <p className="rules-facts">{data.rows[0].sentence}</p>}
      <div className="scroll">
        <PlainTable label="Leads that are not scored" columns={COLUMNS} roomy>
          <tbody>
            {data.rows.map((row) => {
              const linkable = row.reason === 'no_parent_contact' || row.reason === 'no_parent_account'
              return (
                <tr key={row.leadId}>
                  <td title={row.name}><a className="name-link" href={`#/leads/${row.leadId}`}>{row.name}</a></td>
                  <td className="muted clip">{row.company ?? ''}</td>
                  <td className="muted">{linking === row.leadId ? <LinkChoices leadId={row.leadId} onLinked={() => setLinking(null)} onCancel={() => setLinking(null)} /> : <span title={row.sentence}>{UNSCORED_WORDS[row.reason]}</span>}</td>
                  <td>{linkable && linking !== row.leadId && <Button small icon="link" reason={may ? undefined : 'Needs the right to edit'} onClick={() => setLinking(row.leadId)}>Link to contact or account</Button>}</td>
                </tr>
              )
            })}
          </tbody>
        </PlainTable>
      </div>
      {data.total > PAGE && (
        <div className="panel-foot">
          <span className="grow t1 faint">{count(offset + 1)} to {count(Math.min(offset + PAGE, data.total))} of {plural(data.total, 'lead')}</span>
          <Button small disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - PAGE))}>Previous</Button>
          <Button small disabled={offset + PAGE >= data.total} onClick={() => setOffset(offset + PAGE)}>Next</Button>
        </div>
      )}
    </div>
  )
}
