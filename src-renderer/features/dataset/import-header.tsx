import type { Job } from '#shared/contract/index'
import { isUnderWay, useCancelJob } from '#renderer/rpc/use-job.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { plural } from '#renderer/ui/format/numbers.ts'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { type Step, Steps } from '#renderer/ui/steps.tsx'
import { type Checking, checkPhase } from './checking.ts'
import { check, runImport, startOver } from './import-actions.ts'
import { type ImportState, setImport, useImport } from './import-store.ts'
import { doubleTargets } from './mapping-fit.ts'

interface ImportHeaderProps {
  readonly checking: Checking
  readonly importJob: Job | undefined
}

const NAMES = ['File', 'Columns', 'Check', 'Import'] as const

/** Title, steps, and what comes next. */
export function ImportHeader({ checking, importJob }: ImportHeaderProps) {
  const state = useImport()
  const name = state.inspection?.file.name ?? state.upload?.name ?? state.reading ?? null
  const running = importJob !== undefined && isUnderWay(importJob)
  return (
    <PageHeader
      crumb={{ label: 'Data', href: '#/data' }}
      title={name === null ? 'Import a file' : `Import ${name}`}
      ruled={state.step !== 'columns'}
      actions={
        <>
          <Steps inline label="Steps of the import" steps={steps(state, checking, running)} />
          {!running && <span className="sep" />}
          {state.step === 'file' && <Button href="#/data">Cancel</Button>}
          {state.step === 'columns' && <ColumnActions checking={checking} />}
          {state.step === 'import' && !running && importJob?.state !== 'done' && <Button onClick={() => setImport({ step: 'columns' })}>Back</Button>}
          {state.step === 'import' && importJob?.state === 'done' && <Button onClick={startOver}>Import another file</Button>}
        </>
      }
    />
  )
}

function steps(state: ImportState, checking: Checking, running: boolean): readonly Step[] {
  const phase = checkPhase(checking)
  const now = state.step === 'file' ? 0 : state.step === 'import' ? 3 : phase === 'done' || phase === 'running' ? 2 : 1
  return NAMES.map((name, index) => ({
    name,
    state: index < now ? 'done' : index === now ? 'now' : 'next',
    onClick: index < now && !running ? () => setImport({ step: index === 0 ? 'file' : 'columns' }) : undefined,
  }))
}

function ColumnActions({ checking }: { readonly checking: Checking }) {
  const { mapping, inspection, reading } = useImport()
  const admin = useMay('admin')
  const cancel = useCancelJob()
  if (mapping === null || inspection === null) return null
  const phase = checkPhase(checking)
  const doubles = [...doubleTargets(mapping)]
  const reason = !admin
    ? 'Needs an administrator'
    : doubles.length > 0
      ? `${doubles[0]} is filled by two columns`
      : mapping.columns.every((column) => column.ignore === true)
        ? 'No column is chosen'
        : undefined
  const rows = inspection.rowsExact ? plural(inspection.rows, 'row') : `about ${plural(inspection.rows, 'row')}`
  const back = <Button onClick={() => setImport({ step: 'file' })}>Back</Button>
  if (phase === 'running') return <>{back}<Button onClick={() => checking.job && cancel.mutate({ jobId: checking.job.id })} busy={cancel.isPending}>Cancel the check</Button></>
  if (phase !== 'done' || checking.result === null) return <>{back}<Button variant="primary" onClick={() => void check()} reason={reason} busy={reading !== null}>{`Check ${rows}`}</Button></>
  const good = checking.result.wouldInsert + checking.result.wouldUpdate
  return <>{back}<Button variant="primary" onClick={() => void runImport()} reason={reason ?? (good === 0 ? 'Every row is rejected' : undefined)}>{`Import ${plural(good, 'row')}`}</Button></>
}
