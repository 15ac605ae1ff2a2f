import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { isUnderWay, useCancelJob, useJob } from '#renderer/rpc/use-job.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'

const LEADS = 6000
const LIMITS = { min: 200, max: 2_000_000 } as const

/** Fills an empty workspace with the made-up company. */
export function SampleSetting({ admin }: { readonly admin: boolean }) {
  const [leads, setLeads] = useState<number | null>(LEADS)
  const [seed, setSeed] = useState<number | null>(1)
  const create = useMutation(api.workspace.createSample.mutationOptions())
  const job = useJob(create.data?.jobId)
  const cancel = useCancelJob()
  if (create.isPending || (job && isUnderWay(job))) return <ProgressBar title="Making the sample company" progress={job?.progress ?? null} cancelling={cancel.isPending} onCancel={job?.canCancel ? () => cancel.mutate({ jobId: job.id }) : undefined} />
  const failed = create.error ? sentenceOf(create.error) : job?.state === 'failed' ? (job.error ?? 'The job stopped.') : null
  return (
    <>
      <p className="muted">The workspace is empty. The sample company has accounts, contacts, leads, opportunities and interactions, dated up to today. The same seed makes the same company.</p>
      {failed !== null && <Notice tone="bad" title="The sample company was not made.">{failed}</Notice>}
      <div className="row" style={{ alignItems: 'flex-end' }}>
        <NumberField label="Leads" value={leads} decimals={0} min={LIMITS.min} max={LIMITS.max} disabled={!admin} onChange={setLeads} />
        <NumberField label="Seed" value={seed} decimals={0} min={0} disabled={!admin} onChange={setSeed} />
      </div>
      <Button disabled={leads === null || seed === null} reason={admin ? undefined : 'Needs an administrator'} onClick={() => create.mutate({ leads: leads ?? LEADS, seed: seed ?? 1 })}>Make the sample</Button>
    </>
  )
}
