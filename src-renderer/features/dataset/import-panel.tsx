import type { Inspection } from '#shared/contract/index'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { useCancelJob } from '#renderer/rpc/use-job.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Sums } from '#renderer/ui/facts.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { SidePanel } from '#renderer/ui/side-panel.tsx'
import { type Checking, checkPhase } from './checking.ts'
import { Constants } from './constants.tsx'
import { check } from './import-actions.ts'
import type { Mapping } from './mapping-edit.ts'
import { Problems } from './problems.tsx'

interface ImportPanelProps {
  readonly inspection: Inspection
  readonly mapping: Mapping
  readonly table: CatalogTable | undefined
  readonly checking: Checking
}

/** What is wrong, what an import would do, and values that the file lacks. */
export function ImportPanel({ inspection, mapping, table, checking }: ImportPanelProps) {
  return (
    <SidePanel label="Problems" size="properties" foot={<IfImported mapping={mapping} table={table} checking={checking} />}>
      <Problems inspection={inspection} mapping={mapping} table={table} checking={checking} />
      <Constants mapping={mapping} table={table} />
    </SidePanel>
  )
}

function IfImported({ mapping, table, checking }: Omit<ImportPanelProps, 'inspection'>) {
  const cancel = useCancelJob()
  const phase = checkPhase(checking)
  const many = (table?.labelPlural ?? mapping.tableLabel ?? mapping.table).toLowerCase()
  const key = table?.columns.find((column) => column.name === mapping.key)?.label ?? mapping.key
  const { result, job } = checking
  return (
    <Section title="If you import now" note={phase === 'stale' ? 'before your last change' : undefined}>
      {phase === 'running' && job && <ProgressBar title="Checking every row" progress={job.progress} cancelling={cancel.isPending} onCancel={job.canCancel ? () => cancel.mutate({ jobId: job.id }) : undefined} />}
      {phase === 'none' && <p className="muted">The check reads every row and counts what would be new, updated and rejected. It changes nothing.</p>}
      {phase === 'failed' && <Notice tone="bad" title="The check stopped." actions={<Button small onClick={() => void check()}>Check again</Button>}>{job?.error ?? 'Its answer could not be read.'} Nothing was imported.</Notice>}
      {result && (phase === 'done' || phase === 'stale') && (
        <>
          <Sums
            dim={phase === 'stale'}
            facts={[
              { what: `New ${many}`, value: count(result.wouldInsert) },
              { what: key === undefined ? 'Updated' : `Updated, matched by ${key}`, value: count(result.wouldUpdate) },
              { what: 'Rejected, kept in a file', value: <span className={result.rejected > 0 ? 'dn' : undefined}>{count(result.rejected)}</span> },
            ]}
          />
          <p className="t1 faint" style={{ marginTop: 8 }}>{count(result.read)} rows read. You can undo the whole import afterwards.</p>
          {phase === 'stale' && <p style={{ marginTop: 8 }}><Button small onClick={() => void check()}>Check again</Button></p>}
        </>
      )}
    </Section>
  )
}
