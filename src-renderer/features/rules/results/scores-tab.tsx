import '../pages/rules-pages.css'
import { useMutation } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { RuleScoreRow } from '#shared/contract/rule-scores'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useWorkspace } from '#renderer/rpc/use-workspace.ts'
import { isUnderWay, useJob } from '#renderer/rpc/use-job.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { Sort, TableColumn } from '#renderer/ui/data-table/columns.ts'
import { DataTable } from '#renderer/ui/data-table/data-table.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Time } from '#renderer/ui/format/time.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { SavedFile } from '#renderer/ui/saved-file.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { SearchField } from '#renderer/ui/text-field.tsx'
import { Toolbar } from '#renderer/ui/toolbar.tsx'
import { firedWords } from './fired-words.ts'
import { GradeName } from '#renderer/ui/grade-name.tsx'
import { WhyPanel } from './why-panel.tsx'
import { useScoreRows } from './use-score-rows.ts'

/** @param grades Names of the grades, from the lowest to the highest. */
const columnsOf = (grades: readonly string[]): readonly TableColumn<RuleScoreRow>[] => [
  { id: 'score', label: 'Score', width: 64, align: 'right', descendingFirst: true, cell: ({ score }) => <span className="num medium">{count(score)}</span> },
  { id: 'grade', label: 'Grade', width: 110, cell: ({ grade }) => <GradeName grade={grade} among={grades} /> },
  { id: 'name', label: 'Lead', width: 160, flex: 2, cell: ({ name }) => <span className="medium">{name}</span>, title: ({ name }) => name },
  { id: 'company', label: 'Company', width: 130, flex: 2, sortable: false, yields: 2, cell: ({ company }) => company ?? '', title: ({ company }) => company ?? undefined },
  { id: 'fired', label: 'What fired', width: 220, flex: 4, sortable: false, className: 'muted', cell: (row) => firedWords(row), title: (row) => firedWords(row) },
  { id: 'ready', label: 'Sales-ready', width: 96, sortable: false, yields: 3, cell: ({ salesReady }) => salesReady && <Tag tone="good">Sales-ready</Tag> },
  { id: 'scoredAt', label: 'Scored', width: 110, yields: 4, descendingFirst: true, className: 'muted', cell: ({ scoredAt }) => <Time at={scoredAt} as="ago" /> },
]

const SORTS = ['name', 'score', 'grade', 'scoredAt'] as const

/** The leads that the live version of the model scores, with what fired for each. */
export function ScoresTab({ modelId, grades }: { readonly modelId: number; readonly grades: readonly string[] }) {
  const [search, setSearch] = useState('')
  const [grade, setGrade] = useState<string | null>(null)
  const [sort, setSort] = useState<Sort>({ column: 'score', direction: 'desc' })
  const [active, setActive] = useState(-1)
  const [open, setOpen] = useState<number | null>(null)
  const [, navigate] = useLocation()
  const column = SORTS.find((name) => name === sort.column) ?? 'score'
  const rows = useScoreRows({ modelId, search, grade, sort: { column, direction: sort.direction } })
  const columns = useMemo(() => columnsOf(grades), [grades])
  const show = useCallback((index: number) => setOpen(rows.rowAt(index)?.leadId ?? null), [rows])
  if (rows.error !== null) return <div className="tab-pad"><Notice tone="bad" title="The scores could not be read.">{sentenceOf(rows.error)}</Notice></div>
  return (
    <div className="rules-results">
      <Toolbar label="Scores" end={<><span className="t1 faint">{count(rows.total)} of {count(rows.scored)} scored leads</span><Export modelId={modelId} /></>}>
        <SearchField label="Search leads" value={search} onChange={setSearch} width={220} />
        {grades.length > 0 && <SelectField ariaLabel="Grade" value={grade} clearable placeholder="Any grade" choices={grades.map((name) => ({ value: name, label: name }))} onChange={setGrade} />}
      </Toolbar>
      <div className="split">
        <section className="main" aria-label="Scored leads">
          {rows.loading ? <SkeletonRows rows={10} /> : (
            <DataTable
              label="Scored leads"
              columns={columns}
              total={rows.total}
              rowAt={rows.rowAt}
              rowKey={({ leadId }) => leadId}
              onRange={rows.onRange}
              sort={sort}
              onSort={setSort}
              active={active}
              onActive={setActive}
              openKey={open}
              onOpen={show}
              onExplain={show}
              onEscape={() => setOpen(null)}
              dim={rows.stale}
              empty={<EmptyState why={search === '' && grade === null ? 'No lead is scored by this model yet.' : 'No scored lead matches.'} fill="Scores appear here once the model is live." />}
            />
          )}
        </section>
        {open !== null && <WhyPanel modelId={modelId} grades={grades} leadId={open} onClose={() => setOpen(null)} onOpenLead={() => navigate(`/leads/${open}`)} />}
      </div>
    </div>
  )
}

function Export({ modelId }: { readonly modelId: number }) {
  const [format, setFormat] = useState<'csv' | 'xlsx'>('xlsx')
  const start = useMutation(api.ruleScores.exportTo.mutationOptions())
  const job = useJob(start.data?.jobId)
  const host = useWorkspace()?.host
  const made = job?.state === 'done' ? job.result?.['path'] : undefined
  const file = typeof made === 'string' ? made : ''
  const wrong = start.error ? sentenceOf(start.error) : (job?.error ?? null)
  const begin = (next: 'csv' | 'xlsx'): void => {
    setFormat(next)
    start.mutate({ modelId, format: next })
  }
  const busy = start.isPending || (job !== undefined && isUnderWay(job))
  return (
    <>
      {wrong !== null && <span className="dn t1" role="alert">{wrong}</span>}
      {file !== '' && <SavedFile path={file} download={host === 'node'} />}
      <Button small icon="download" busy={busy && format === 'xlsx'} onClick={() => begin('xlsx')}>Excel</Button>
      <Button small icon="download" busy={busy && format === 'csv'} onClick={() => begin('csv')}>CSV</Button>
    </>
  )
}
