import type { ReactNode } from 'react'
import type { Job } from '#shared/contract/index'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { isUnderWay, useCancelJob } from '#renderer/rpc/use-job.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Sums } from '#renderer/ui/facts.tsx'
import { duration } from '#renderer/ui/format/dates.ts'
import { count } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import { StepHeading } from '#renderer/ui/step-heading.tsx'
import { useTakeFocus } from '#renderer/ui/take-focus.ts'
import { type ImportResult, readImportResult } from './check-result.ts'
import { runImport, startOver } from './import-actions.ts'
import { setImport, useImport } from './import-store.ts'
import { RejectsTable } from './rejects-table.tsx'

/** The import while it runs, and what came of it. */
export function ImportRun({ job, tables }: { readonly job: Job | undefined; readonly tables: readonly CatalogTable[] }) {
  const cancel = useCancelJob()
  const error = useImport((state) => state.error)
  const inspection = useImport((state) => state.inspection)
  const back = <Button small onClick={() => setImport({ step: 'columns' })}>Back to the columns</Button>
  const again = <Button small onClick={() => void runImport()}>Import again</Button>
  if (error !== null) return <Place><Notice tone="bad" title="The import did not start." actions={back}>{error} Nothing was imported.</Notice></Place>
  if (job === undefined || isUnderWay(job)) {
    return (
      <Place>
        <ProgressBar title={`Importing ${inspection?.file.name ?? 'the file'}`} progress={job?.progress ?? null} cancelling={cancel.isPending} onCancel={job?.canCancel ? () => cancel.mutate({ jobId: job.id }) : undefined} />
        <p className="muted" style={{ marginTop: 16 }}>You can leave this page; the import goes on, and Jobs shows it too. The rows appear all at once when it is done.</p>
      </Place>
    )
  }
  if (job.state === 'cancelled') return <Place><Notice title="The import was cancelled." actions={<>{again}{back}</>}>No row of the file was kept.</Notice></Place>
  const result = readImportResult(job.result)
  if (job.state === 'failed' || result === null) return <Place><Notice tone="bad" title="The import stopped." actions={<>{again}{back}</>}>{job.error ?? 'Its answer could not be read.'} No row of the file was kept.</Notice></Place>
  return <Done result={result} tables={tables} />
}

function Place({ children }: { readonly children: ReactNode }) {
  const ref = useTakeFocus<HTMLDivElement>()
  return <div className="scroll"><div ref={ref} tabIndex={-1} className="import-run takes-focus">{children}</div></div>
}

const PAGES: Readonly<Record<string, string>> = { lead: '#/leads', opportunity: '#/opportunities' }

function Done({ result, tables }: { readonly result: ImportResult; readonly tables: readonly CatalogTable[] }) {
  const table = tables.find((found) => found.name === result.table)
  const many = (table?.labelPlural ?? result.table).toLowerCase()
  const good = result.inserted + result.updated
  const page = PAGES[result.table]
  return (
    <div className="scroll">
      <div className="import-run" style={{ paddingBottom: 8 }}>
        <StepHeading>{good === 0 ? 'No row could be imported' : `${count(good)} of ${count(result.read)} rows are in ${table?.labelPlural ?? result.table}`}</StepHeading>
        <Sums
          facts={[
            { what: `New ${many}`, value: count(result.inserted) },
            { what: 'Updated', value: count(result.updated) },
            { what: 'Rejected, kept in a file', value: <span className={result.rejected > 0 ? 'dn' : undefined}>{count(result.rejected)}</span> },
            ...(result.seconds === null ? [] : [{ what: 'Took', value: result.seconds < 1 ? 'under a second' : duration(result.seconds) }]),
          ]}
        />
        <ul className="run-notes">
          {result.createdColumns.length > 0 && <li>New columns: {result.createdColumns.map((name) => table?.columns.find((column) => column.name === name)?.label ?? name).join(', ')}</li>}
          {result.notes.map((note) => <li key={note}>{note}</li>)}
        </ul>
        <div className="next-steps">
          {page !== undefined && <Button variant="primary" href={page} onClick={startOver}>{`Show the ${many}`}</Button>}
          {page !== undefined && <Button href="#/models/new" onClick={startOver}>Train a model</Button>}
          <Button href="#/data" onClick={startOver} variant={page === undefined ? 'primary' : 'default'}>See the data</Button>
        </div>
      </div>
      {result.rejected > 0 && <RejectsTable importId={result.importId} file={result.rejectsFile} />}
    </div>
  )
}
