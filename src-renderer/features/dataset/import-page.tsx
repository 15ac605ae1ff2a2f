import './dataset.css'
import { useQuery } from '@tanstack/react-query'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useJob } from '#renderer/rpc/use-job.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { readCheckResult } from './check-result.ts'
import { ColumnsStep } from './columns-step.tsx'
import { FileStep } from './file-step.tsx'
import { ImportHeader } from './import-header.tsx'
import { ImportRun } from './import-run.tsx'
import { useImport } from './import-store.ts'

/** From a file to records: file, columns, check, import. What was chosen stays when the page is left. */
export default function ImportPage() {
  const state = useImport()
  const tables = useQuery(api.catalog.tables.queryOptions())
  const checkJob = useJob(state.checkJob)
  const importJob = useJob(state.importJob)
  const fresh = state.mapping !== null && state.checked === JSON.stringify(state.mapping)
  const result = readCheckResult(checkJob?.state === 'done' ? checkJob.result : null)
  const checking = { job: checkJob, result, fresh }
  return (
    <>
      <ImportHeader checking={checking} importJob={importJob} />
      {tables.error && <div style={{ padding: 20 }}><Notice tone="bad" title="The workspace’s tables could not be read.">{sentenceOf(tables.error)}</Notice></div>}
      {state.step === 'file' && <FileStep />}
      {state.step === 'columns' && state.inspection && state.mapping && <ColumnsStep inspection={state.inspection} mapping={state.mapping} tables={tables.data ?? []} checking={checking} />}
      {state.step === 'import' && <ImportRun job={importJob} tables={tables.data ?? []} />}
    </>
  )
}
