import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { Job } from '#shared/contract/index'
import { api } from '#renderer/rpc/client.ts'
import { isUnderWay } from '#renderer/rpc/use-job.ts'
import { useWorkspace } from '#renderer/rpc/use-workspace.ts'

const PAGES_WITH_RECORDS: ReadonlySet<string> = new Set(['', 'leads', 'opportunities'])
const CHAIN = ['sample', 'train', 'score'] as const
/** A training that begins within this time of the sample's end belongs to it. */
const BELONGS = 60_000
/** How long a gap between two jobs of the chain may last. */
const GAP = 4000

interface FirstStart {
  /** The welcome stands in place of the page. */
  readonly welcome: boolean
  /** What is being made: the sample, then its model, then the scores. */
  readonly making: Job | undefined
  /** The last sample that was tried. */
  readonly sample: Job | undefined
}

/** The job under way that makes the sample company or belongs to it, the first of the chain first. */
export function chainJob(jobs: readonly Job[]): Job | undefined {
  const sample = jobs.find((job) => job.kind === 'sample')
  if (sample === undefined) return undefined
  const ended = sample.finishedAt ?? Number.POSITIVE_INFINITY
  const own = jobs.filter((job) => isUnderWay(job) && (job.id === sample.id || (sample.state === 'done' && Math.abs(job.createdAt - ended) < BELONGS)))
  return CHAIN.map((kind) => own.findLast((job) => job.kind === kind)).find((job) => job !== undefined)
}

/** Whether a page of records gives way to the welcome: nothing is in the workspace, or the sample is not ready; then straight to the scored list. */
export function useFirstStart(): FirstStart {
  const [location, navigate] = useLocation()
  const info = useWorkspace()
  const jobs = useQuery(api.jobs.list.queryOptions({ input: { limit: 20 } })).data?.jobs ?? []
  const models = useQuery(api.predictive.list.queryOptions()).data
  const ready = models?.some((model) => model.entity === 'lead' && model.published !== null && model.published.scored > 0) ?? false
  const making = ready ? undefined : chainJob(jobs)
  const [held, setHeld] = useState(false)
  if (making !== undefined && !held) setHeld(true)

  const done = held && making === undefined
  // Who has gone to another page meanwhile is not taken away from it.
  const here = PAGES_WITH_RECORDS.has(location.split('/')[1] ?? '')
  useEffect(() => {
    if (!done) return
    const timer = setTimeout(() => {
      setHeld(false)
      if (ready && here) navigate('/leads')
    }, ready ? 0 : GAP)
    return () => clearTimeout(timer)
  }, [done, ready, here, navigate])

  const empty = info !== undefined && info.counts.leads === 0 && info.counts.opportunities === 0
  return { welcome: here && (empty || held), making, sample: jobs.find((job) => job.kind === 'sample') }
}
