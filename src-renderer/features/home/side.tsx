import { useQueries, useQuery } from '@tanstack/react-query'
import { api } from '#renderer/rpc/client.ts'
import { isUnderWay, useCancelJob } from '#renderer/rpc/use-job.ts'
import { count, fixed, plural } from '#renderer/ui/format/numbers.ts'
import { Time } from '#renderer/ui/format/time.tsx'
import { GradeChip } from '#renderer/ui/grade-chip.tsx'
import { Meter } from '#renderer/ui/meter.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { Tag, type Tone } from '#renderer/ui/tag.tsx'
import css from './home.module.css'
import type { Scope } from './use-groups.ts'

const GRADES = ['A', 'B', 'C', 'D'] as const

/** How the open leads are graded. */
export function GradeCounts({ scope, unscored }: { readonly scope: Scope; readonly unscored: number }) {
  const view = scope === 'mine' ? 'my_open' : 'all_open'
  const results = useQueries({ queries: GRADES.map((grade) => api.scores.page.queryOptions({ input: { entity: 'lead', view, filters: [{ column: 'grade', operator: 'eq', values: [grade] }], offset: 0, limit: 1 } })) })
  const totals = results.map((result) => result.data?.total ?? 0)
  const all = totals.reduce((sum, total) => sum + total, 0)
  if (all === 0) return null
  const most = Math.max(...totals, 1)
  return (
    <Section first title="Open leads by grade" note={`${count(all)} scored`}>
      <ul className={css.grades}>
        {GRADES.map((grade, index) => <li key={grade}><GradeChip grade={grade} /><Meter share={(totals[index] ?? 0) / most} /><span className="num">{count(totals[index] ?? 0)}</span></li>)}
      </ul>
      {unscored > 0 && <p className="t1 faint" style={{ marginTop: 4 }}>{plural(unscored, 'open lead is', 'open leads are')} not scored; the list says why.</p>}
    </Section>
  )
}

const VERDICTS: Readonly<Record<string, { readonly word: string; readonly tone: Tone }>> = { ready: { word: 'Ready', tone: 'good' }, ok: { word: 'OK', tone: 'care' }, not_ready: { word: 'Not ready', tone: 'bad' }, no_signal: { word: 'No signal', tone: 'bad' } }

/** The models that are in use, and how good they are. */
export function Models() {
  const models = useQuery(api.predictive.list.queryOptions()).data
  if (models === undefined) return null
  return (
    <Section title="Models">
      {models.length === 0 && <p className="muted">No model is trained yet. <a className="link" href="#/models/new">Train one</a></p>}
      <ul className={css.lines}>
        {models.map((model) => {
          const live = model.published
          const verdict = live === null ? undefined : VERDICTS[live.verdict]
          return (
            <li key={model.id}>
              <a className="medium" href={`#/models/${model.id}`}>{model.name}{live !== null && ` v${live.version}`}</a>
              <p>{live === null ? 'Not published' : <>{count(live.scored)} records scored<br />Published <Time at={live.publishedAt} as="ago" /></>}</p>
              {live === null ? <Tag>Draft</Tag> : <Tag tone={verdict?.tone}>{verdict?.word ?? live.verdict}{live.auc !== null && ` ${fixed(live.auc)}`}</Tag>}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

const LAST = 3

/** What runs now, and what ended last. */
export function Jobs() {
  const cancel = useCancelJob()
  const jobs = useQuery(api.jobs.list.queryOptions({ input: { limit: 20 } })).data?.jobs
  if (jobs === undefined || jobs.length === 0) return null
  const running = jobs.filter(isUnderWay)
  const ended = jobs.filter((job) => !isUnderWay(job)).slice(0, LAST)
  return (
    <Section title="Jobs" note={running.length > 0 ? `${running.length} running` : undefined}>
      <ul className={css.jobs}>
        {running.map((job) => <li key={job.id}><ProgressBar title={job.title} progress={job.progress} onCancel={job.canCancel ? () => cancel.mutate({ jobId: job.id }) : undefined} /></li>)}
      </ul>
      <ul className={css.lines}>
        {ended.map((job) => (
          <li key={job.id}>
            <span>{job.title}</span>
            <p>{job.error ?? (job.finishedAt === null ? '' : <Time at={job.finishedAt} as="ago" />)}</p>
            {job.state === 'failed' ? <Tag tone="bad">Failed</Tag> : <span className="t1 faint">{job.state === 'cancelled' ? 'Cancelled' : 'Done'}</span>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
