import './jobs.css'
import { useQuery } from '@tanstack/react-query'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { isUnderWay } from '#renderer/rpc/use-job.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { FinishedJobs } from './finished-jobs.tsx'
import { RunningJob } from './running-job.tsx'

const LIMIT = 200

/** What runs in the background and what has run. */
export default function JobsPage() {
  const list = useQuery(api.jobs.list.queryOptions({ input: { limit: LIMIT } }))
  const jobs = list.data?.jobs ?? []
  const active = jobs.filter(isUnderWay)
  const finished = jobs.filter((job) => !isUnderWay(job))
  const failed = finished.filter((job) => job.state === 'failed').length
  return (
    <>
      <PageHeader title="Jobs" sentence={list.data && `${count(active.length)} running or waiting, ${count(finished.length)} finished${failed > 0 ? `, ${count(failed)} of them failed` : ''}`} ruled />
      {list.error && <div style={{ padding: 20 }}><Notice tone="bad" title="The jobs could not be read." actions={<Button small onClick={() => void list.refetch()}>Try again</Button>}>{sentenceOf(list.error)} What runs goes on running.</Notice></div>}
      {list.data === undefined && !list.error && <SkeletonRows rows={8} />}
      {list.data && jobs.length === 0 && <EmptyState why="No job has run yet." fill="Imports, training and scoring run here in the background, and go on when their page is left." action={<Button variant="primary" href="#/data/import">Import a file</Button>} />}
      {jobs.length > 0 && (
        <div className="scroll">
          {active.length > 0 && <section aria-label="Running">{active.map((job) => <RunningJob key={job.id} job={job} />)}</section>}
          {finished.length > 0 && <FinishedJobs jobs={finished} />}
        </div>
      )}
    </>
  )
}
