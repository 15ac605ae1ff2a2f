import { useMutation } from '@tanstack/react-query'
import type { Job } from '#shared/contract/index'
import type { JobKind } from '#shared/domain/jobs/types'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useCancelJob, useJob } from '#renderer/rpc/use-job.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'

const SAMPLE = { leads: 6000, seed: 1 }
const STEPS: Readonly<Partial<Record<JobKind, string>>> = { sample: 'Making the sample company', train: 'Learning from its closed leads', score: 'Scoring its open leads' }

interface WelcomeProps {
  readonly making: Job | undefined
  readonly sample: Job | undefined
  /** Between two steps. */
  readonly waiting: boolean
}

/** First start: the sample company, or one's own file. */
export function Welcome({ making, sample, waiting }: WelcomeProps) {
  const start = useMutation(api.workspace.createSample.mutationOptions())
  const job = useJob(making?.id) ?? making
  const failed = start.error ? sentenceOf(start.error) : sample?.state === 'failed' ? (sample.error ?? 'The log has the details.') : null
  return (
    <div className="scroll">
      <div className="welcome">
        <h1>Which leads to work on next, and why</h1>
        <p>Sextant learns from your closed leads and opportunities, scores the open ones and gives the reasons for every score. Nothing leaves this device.</p>
        {start.isPending || job !== undefined || waiting ? <Making job={job} /> : <Ways failed={failed} onSample={() => start.mutate(SAMPLE)} />}
      </div>
    </div>
  )
}

function Making({ job }: { readonly job: Job | undefined }) {
  const cancel = useCancelJob()
  return <ProgressBar title={(job && STEPS[job.kind]) ?? 'Making the sample company'} progress={job?.progress ?? null} cancelling={cancel.isPending} onCancel={job?.canCancel ? () => cancel.mutate({ jobId: job.id }) : undefined} />
}

function Ways({ failed, onSample }: { readonly failed: string | null; readonly onSample: () => void }) {
  const admin = useMay('admin')
  const reason = admin ? undefined : 'Needs an administrator'
  return (
    <>
      {failed !== null && <Notice tone="bad" title="The sample company was not made.">{failed}</Notice>}
      <ul className="ways">
        <li>
          <Icon name="account" />
          <div><h2>Sample company</h2><p>{count(SAMPLE.leads)} made-up leads with accounts, opportunities and interactions, dated up to today, and a model trained on them. Takes less than a minute.</p></div>
          <Button variant="primary" onClick={onSample} reason={reason}>Make the sample</Button>
        </li>
        <li>
          <Icon name="file" />
          <div><h2>Your own file</h2><p>A CSV file of leads or opportunities, with the closed ones and how they ended. You see what was understood before anything is imported.</p></div>
          <Button href="#/data/import" reason={reason}>Import a file</Button>
        </li>
      </ul>
    </>
  )
}
