import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SextantClient } from '#shared/contract/index'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { isUnderWay, useCancelJob, useJob } from '#renderer/rpc/use-job.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Time } from '#renderer/ui/format/time.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import { Tag, type Tone } from '#renderer/ui/tag.tsx'
import { RejectsTable } from './rejects-table.tsx'

export type ImportEntry = Awaited<ReturnType<SextantClient['dataset']['imports']>>[number]

interface ImportListProps {
  readonly imports: readonly ImportEntry[]
  readonly tables: readonly CatalogTable[]
  readonly admin: boolean
}

const COLUMNS: readonly PlainColumn[] = [
  { id: 'file', label: 'File' },
  { id: 'table', label: 'Into', width: 130 },
  { id: 'state', label: 'State', width: 96 },
  { id: 'read', label: 'Read', width: 84, align: 'right' },
  { id: 'new', label: 'New', width: 84, align: 'right' },
  { id: 'updated', label: 'Updated', width: 84, align: 'right' },
  { id: 'rejected', label: 'Rejected', width: 92, align: 'right' },
  { id: 'when', label: 'When', width: 132 },
  { id: 'undo', label: <span className="visually-hidden">Undo</span>, width: 108 },
]
const STATES: Readonly<Record<ImportEntry['state'], { readonly word: string; readonly tone: Tone | undefined }>> = {
  applying: { word: 'Running', tone: 'blue' },
  applied: { word: 'Imported', tone: 'good' },
  undone: { word: 'Undone', tone: undefined },
  failed: { word: 'Failed', tone: 'bad' },
}

/** Every import with its counts; one can be undone, and its rejected rows looked at. */
export function ImportList({ imports, tables, admin }: ImportListProps) {
  const [open, setOpen] = useState<number | null>(null)
  const [asked, setAsked] = useState<ImportEntry | null>(null)
  const undo = useMutation(api.dataset.undoImport.mutationOptions({ onSuccess: () => setAsked(null) }))
  const job = useJob(undo.data?.jobId)
  const cancel = useCancelJob()
  const shown = imports.find((entry) => entry.id === open)
  if (imports.length === 0) return <EmptyState why="Nothing has been imported yet." fill="A file of leads or opportunities, open and closed, is enough to train a model and score the open ones." action={<Button href="#/data/import" reason={admin ? undefined : 'Needs an administrator'}>Import a file</Button>} />
  const many = (entry: ImportEntry): string => tables.find((table) => table.name === entry.table)?.labelPlural ?? entry.table
  return (
    <section className="main" aria-label="Imports">
      {job && isUnderWay(job) && <div style={{ padding: '12px 20px' }}><ProgressBar title={job.title} progress={job.progress} cancelling={cancel.isPending} onCancel={job.canCancel ? () => cancel.mutate({ jobId: job.id }) : undefined} /></div>}
      {job?.state === 'failed' && <div style={{ padding: '12px 20px' }}><Notice tone="bad" title="The import was not undone.">{job.error ?? 'The job stopped.'} Its rows are still there.</Notice></div>}
      <div className="scroll">
        <PlainTable label="Imports" columns={COLUMNS}>
          <tbody>
            {imports.map((entry) => (
              <tr key={entry.id} className="acts" aria-selected={entry.id === open}>
                <td className="medium" title={entry.fileName}>{entry.fileName}</td>
                <td className="muted">{many(entry)}</td>
                <td><Tag tone={STATES[entry.state].tone}>{STATES[entry.state].word}</Tag></td>
                <td className="num">{count(entry.read)}</td>
                <td className="num">{count(entry.inserted)}</td>
                <td className="num">{count(entry.updated)}</td>
                <td className="num">{entry.rejected === 0 ? <span className="faint">0</span> : <button type="button" className="link" aria-expanded={entry.id === open} onClick={() => setOpen(entry.id === open ? null : entry.id)}>{count(entry.rejected)}</button>}</td>
                <td className="muted"><Time at={entry.startedAt} as="moment" /></td>
                <td>{entry.state === 'applied' && admin && <Button small icon="undo" onClick={() => { undo.reset(); setAsked(entry) }}>Undo</Button>}</td>
              </tr>
            ))}
          </tbody>
        </PlainTable>
        {shown && (
          <div style={{ marginTop: 16, borderTop: '1px solid var(--border)' }}>
            <div className="row" style={{ padding: '8px 16px 0 20px' }}><span className="grow muted clip">{shown.fileName}</span><IconButton icon="x" label="Close" onClick={() => setOpen(null)} /></div>
            <RejectsTable key={shown.id} importId={shown.id} file={shown.rejectsFile} />
          </div>
        )}
      </div>
      <ConfirmDialog
        opened={asked !== null}
        title={`Undo the import of ${asked?.fileName ?? ''}?`}
        action="Undo the import"
        destructive
        busy={undo.isPending}
        error={undo.error ? sentenceOf(undo.error) : null}
        facts={asked === null ? [] : [{ what: `${many(asked)} removed`, value: count(asked.inserted) }, { what: `${many(asked)} set back to what they were`, value: count(asked.updated) }]}
        onCancel={() => setAsked(null)}
        onConfirm={() => asked && undo.mutate({ importId: asked.id })}
      >
        <p>What was edited in these records since then goes with them. The file itself is untouched, so it can be imported again.</p>
      </ConfirmDialog>
    </section>
  )
}
