import './dataset.css'
import { useQuery } from '@tanstack/react-query'
import type { WorkspaceInfo } from '#shared/contract/index'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useJob } from '#renderer/rpc/use-job.ts'
import { useMay, useWorkspace } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { Tabs } from '#renderer/ui/tabs.tsx'
import { setDataView, useDataView } from './data-view.ts'
import { startOver } from './import-actions.ts'
import { ImportList } from './import-list.tsx'
import { useImport } from './import-store.ts'
import { rowCounts } from './row-counts.ts'
import { TableView } from './table-view.tsx'

/** What is in the workspace and where it came from. */
export default function DataPage() {
  const { tab } = useDataView()
  const info = useWorkspace()
  const tables = useQuery(api.catalog.tables.queryOptions())
  const imports = useQuery(api.dataset.imports.queryOptions())
  const begun = useImport((state) => state.step !== 'file' || state.upload !== null)
  const ended = useJob(useImport((state) => state.importJob) ?? undefined)?.state === 'done'
  const admin = useMay('admin')
  const error = tables.error ?? imports.error
  return (
    <>
      <PageHeader
        title="Data"
        sentence={info && sentence(info)}
        actions={<Button variant="primary" icon="upload" href="#/data/import" onClick={ended ? startOver : undefined} reason={info && !admin ? 'Needs an administrator' : undefined}>{begun && !ended ? 'Go on with the import' : 'Import a file'}</Button>}
      />
      <Tabs label="Data" controls="data-tab" value={tab} onChange={(next) => setDataView({ tab: next })} items={[{ value: 'tables', label: 'Tables', count: tables.data?.length }, { value: 'imports', label: 'Imports', count: imports.data?.length }]} />
      {error && <div style={{ padding: 20 }}><Notice tone="bad" title="The data could not be read." actions={<Button small onClick={() => { void tables.refetch(); void imports.refetch() }}>Try again</Button>}>{sentenceOf(error)}</Notice></div>}
      <div className="split" id="data-tab" role="tabpanel" aria-label={tab === 'tables' ? 'Tables' : 'Imports'}>
        {!error && tab === 'tables' && (tables.data ? <TableView tables={tables.data} rows={rowCounts(info)} admin={admin} /> : <div className="grow"><SkeletonRows rows={12} /></div>)}
        {!error && tab === 'imports' && (imports.data ? <ImportList imports={imports.data} tables={tables.data ?? []} admin={admin} /> : <div className="grow"><SkeletonRows rows={6} /></div>)}
      </div>
    </>
  )
}

function sentence({ counts }: WorkspaceInfo): string {
  const parts = [
    [counts.leads, 'leads'],
    [counts.opportunities, 'opportunities'],
    [counts.interactions, 'interactions'],
  ].flatMap(([number, word]) => (number === 0 ? [] : [`${count(Number(number))} ${word}`]))
  return parts.length === 0 ? 'Nothing has been imported yet' : parts.join(', ')
}
