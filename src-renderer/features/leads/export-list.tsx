import { useMutation } from '@tanstack/react-query'
import type { ScoredRow } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { isUnderWay, useJob } from '#renderer/rpc/use-job.ts'
import { useWorkspace } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { TableColumn } from '#renderer/ui/data-table/columns.ts'
import { Menu } from '#renderer/ui/menu.tsx'
import { SavedFile } from '#renderer/ui/saved-file.tsx'
import type { ListState } from './list-state.ts'

interface ExportListProps {
  readonly entity: ScoredEntity
  /** What the list is called; names the file. */
  readonly title: string
  readonly list: ListState
  readonly shown: readonly TableColumn<ScoredRow>[]
  readonly total: number
}

const FORMATS = [['xlsx', 'Excel'], ['csv', 'CSV'], ['jsonl', 'JSON Lines']] as const

/** Writes the rows and columns that the list shows, with its filters and in its order, to a file beside the workspace. */
export function ExportList({ entity, title, list, shown, total }: ExportListProps) {
  const host = useWorkspace()?.host
  const start = useMutation(api.scores.exportList.mutationOptions())
  const job = useJob(start.data?.jobId)
  const made = job?.state === 'done' ? job.result?.['path'] : undefined
  const file = typeof made === 'string' ? made : ''
  const wrong = start.error ? sentenceOf(start.error) : (job?.error ?? null)
  const busy = start.isPending || (job !== undefined && isUnderWay(job))
  const begin = (format: (typeof FORMATS)[number][0]): void =>
    start.mutate({ entity, view: list.view, filters: [...list.filters], search: list.search, sort: list.sort, title, format, shown: shown.map(({ id, label }) => ({ id, label })) })
  return (
    <>
      {wrong !== null && <span className="dn t1" role="alert">{wrong}</span>}
      {file !== '' && <SavedFile path={file} download={host === 'node'} />}
      <Menu
        label="Export"
        target={<Button icon="download" busy={busy} hasPopup="menu" disabled={total === 0} title={total === 0 ? 'The list is empty' : undefined}>Export</Button>}
        entries={FORMATS.map(([format, label]) => ({ label, onClick: () => begin(format) }))}
      />
    </>
  )
}
