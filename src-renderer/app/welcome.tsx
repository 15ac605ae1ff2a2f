import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import type { Job } from '#shared/contract/index'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { isUnderWay, useCancelJob, useJob } from '#renderer/rpc/use-job.ts'
import { useMay, useWorkspace } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'

const SAMPLE = { leads: 6000, seed: 1 }
const PAGES_WITH_RECORDS: ReadonlySet<string> = new Set(['', 'leads', 'opportunities'])

function useSampleJob(): Job | undefined {
  const list = useQuery(api.jobs.list.queryOptions({ input: { limit: 20 } }))
  return list.data?.jobs.find((job) => job.kind === 'sample')
}

/** Whether a page of records should give way to the welcome: nothing is in the workspace, or the sample is being made. */
export function useFirstStart(): boolean {
  const [location] = useLocation()
  const info = useWorkspace()
  const sample = useSampleJob()
  if (info === undefined || !PAGES_WITH_RECORDS.has(location.split('/')[1] ?? '')) return false
  const empty = info.counts.leads === 0 && info.counts.opportunities === 0
  return empty || (sample !== undefined && isUnderWay(sample) && info.counts.models === 0)
}

/** First start: the sample company, or one's own file. */
export function Welcome() {
  const [, navigate] = useLocation()
  const known = useSampleJob()
  const start = useMutation(api.workspace.createSample.mutationOptions())
  const job = useJob(start.data?.jobId ?? (known && isUnderWay(known) ? known.id : null))
  const running = start.isPending || (job !== undefined && isUnderWay(job))
  const watched = useRef(false)
  useEffect(() => {
    if (running) watched.current = true
    else if (watched.current && job?.state === 'done') navigate('/leads')
  }, [running, job, navigate])
  return (
    <div className="scroll">
      <div className="welcome">
        <h1>Which leads to work on next, and why</h1>
        <p>Sextant learns from your closed leads and opportunities, scores the open ones and gives the reasons for every score. Nothing leaves this device.</p>
        {running ? <Making job={job} /> : <Ways failed={failure(start.error, job)} onSample={() => start.mutate(SAMPLE)} />}
      </div>
    </div>
  )
}

function failure(error: unknown, job: Job | undefined): string | null {
  if (error) return sentenceOf(error)
  if (job?.state === 'failed') return job.error ?? 'The sample company could not be made.'
  return null
}

function Making({ job }: { readonly job: Job | undefined }) {
  const cancel = useCancelJob()
  return <ProgressBar title="Making the sample company" progress={job?.progress ?? null} cancelling={cancel.isPending} onCancel={job?.canCancel ? () => cancel.mutate({ jobId: job.id }) : undefined} />
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
          <div><h2>Sample company</h2><p>{count(SAMPLE.leads)} made-up leads with accounts, opportunities and interactions, dated up to today, and a model trained on them. Takes a few seconds.</p></div>
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
