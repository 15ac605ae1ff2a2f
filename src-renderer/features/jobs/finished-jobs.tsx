import { useMutation } from '@tanstack/react-query'
import type { Job } from '#shared/contract/index'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { duration } from '#renderer/ui/format/dates.ts'
import { Time } from '#renderer/ui/format/time.tsx'
import { Icon } from '#renderer/ui/icon.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { KIND_ICONS, resultWords, seconds, STATE_WORDS } from './job-words.ts'

const COLUMNS: readonly PlainColumn[] = [
  { id: 'title', label: 'Job', width: 404 },
  { id: 'state', label: 'State', width: 92 },
  { id: 'result', label: 'Result' },
  { id: 'took', label: 'Took', width: 68, align: 'right' },
  { id: 'when', label: 'Finished', width: 124 },
  { id: 'retry', label: <span className="visually-hidden">Retry</span>, width: 100 },
]

/** What has ended, newest first. */
export function FinishedJobs({ jobs }: { readonly jobs: readonly Job[] }) {
  const retry = useMutation(api.jobs.retry.mutationOptions())
  const may = useMay('sell')
  return (
    <PlainTable label="Finished jobs" columns={COLUMNS} roomy className="jobs">
      <tbody>
        {jobs.map((job) => {
          const took = seconds(job)
          const words = resultWords(job)
          const error = retry.error && retry.variables?.jobId === job.id ? sentenceOf(retry.error) : job.error
          return (
            <tr key={job.id} className="acts">
              <td className="whole"><span className="row"><Icon name={KIND_ICONS[job.kind]} className="faint" /><span className="medium">{job.title}</span></span></td>
              <td><Tag tone={STATE_WORDS[job.state].tone}>{STATE_WORDS[job.state].word}</Tag></td>
              {error !== null && job.state !== 'done' ? <td className="dn whole">{error}</td> : <td className="muted whole">{words}</td>}
              <td className="num muted">{took === null ? '' : duration(took)}</td>
              <td className="muted">{job.finishedAt !== null && <Time at={job.finishedAt} as="moment" />}</td>
              <td>{job.canRetry && may && <Button small icon="refresh" busy={retry.isPending && retry.variables?.jobId === job.id} onClick={() => retry.mutate({ jobId: job.id })}>Retry</Button>}</td>
            </tr>
          )
        })}
      </tbody>
    </PlainTable>
  )
}
