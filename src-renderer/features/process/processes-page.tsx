import './process.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BusinessProcess } from '#shared/contract/index'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { count, decimal, plural } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { ProcessEditor } from './process-editor.tsx'

/** The processes that leads and opportunities go through, and where their records stand. */
export default function ProcessesPage() {
  const processes = useQuery(api.process.list.queryOptions())
  const [editing, setEditing] = useState<BusinessProcess | 'new' | null>(null)
  const admin = useMay('admin')
  const all = processes.data ?? []
  const reason = admin ? undefined : 'Needs an administrator'
  return (
    <>
      <PageHeader
        title="Processes"
        sentence={all.length > 0 ? `${plural(all.length, 'process', 'processes')}, ${plural(all.reduce((sum, each) => sum + each.active, 0), 'record')} on their way` : undefined}
        actions={all.length > 0 && <Button variant="primary" icon="plus" reason={reason} onClick={() => setEditing('new')}>New process</Button>}
        ruled
      />
      {processes.error && <div className="tab-pad"><Notice tone="bad" title="The processes could not be read." actions={<Button small onClick={() => void processes.refetch()}>Try again</Button>}>{sentenceOf(processes.error)}</Notice></div>}
      {processes.data === undefined && !processes.error && <SkeletonRows rows={6} />}
      {processes.data?.length === 0 && editing === null && <EmptyState why="There is no process yet." fill="A process is the way of a record in stages, such as Qualify, Develop, Propose, Close. Its stages and the time spent in them help to predict the outcome." action={<Button variant="primary" reason={reason} onClick={() => setEditing('new')}>New process</Button>} />}
      <div className="split">
        <div className="main scroll">{all.map((process) => <Process key={process.id} process={process} admin={admin} onEdit={() => setEditing(process)} />)}</div>
        {editing !== null && <ProcessEditor key={editing === 'new' ? 'new' : editing.id} process={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      </div>
    </>
  )
}

function Process({ process, admin, onEdit }: { readonly process: BusinessProcess; readonly admin: boolean; readonly onEdit: () => void }) {
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const remove = useMutation(api.process.remove.mutationOptions({ onSuccess: async () => { setAsking(false); await queries.invalidateQueries({ queryKey: api.process.key() }) } }))
  const runs = process.active + process.finished + process.abandoned
  const most = Math.max(1, ...process.stages.map(({ records }) => records))
  return (
    <section className="process" aria-label={process.name}>
      <header>
        <h2 className="clip">{process.name}</h2>
        <Tag>{process.entity === 'lead' ? 'Leads' : 'Opportunities'}</Tag>
        <span className="muted grow">{count(process.active)} on their way, {count(process.finished)} finished, {count(process.abandoned)} abandoned</span>
        {admin && <Button small onClick={onEdit}>Edit</Button>}
        {admin && <IconButton small icon="trash" label={runs === 0 ? `Remove ${process.name}` : `${process.name} cannot be removed: ${plural(runs, 'record')} have been in it`} disabled={runs > 0} onClick={() => setAsking(true)} />}
      </header>
      <ol className="process-stages">
        {process.stages.map((stage) => (
          <li key={stage.id}>
            <span className="medium clip" title={stage.name}>{stage.name}</span>
            <span className="process-bar" aria-hidden><i style={{ width: `${(stage.records / most) * 100}%` }} /></span>
            <span className="t1 muted">{plural(stage.records, 'record')} now</span>
            <span className="t1 faint">{stage.medianDays === null ? 'nobody has left it' : `left after ${decimal(stage.medianDays, 1)} days at the median`}</span>
          </li>
        ))}
      </ol>
      <ConfirmDialog opened={asking} title={`Remove ${process.name}?`} action="Remove the process" destructive busy={remove.isPending} error={remove.error ? sentenceOf(remove.error) : null} onConfirm={() => remove.mutate({ processId: process.id })} onCancel={() => setAsking(false)}>
        <p>No record has been in it. Its {plural(process.stages.length, 'stage')} go with it.</p>
      </ConfirmDialog>
    </section>
  )
}
