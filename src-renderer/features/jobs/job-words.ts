import { z } from 'zod'
import type { Job } from '#shared/contract/index'
import { count, fixed, plural } from '#renderer/ui/format/numbers.ts'
import type { IconName } from '#renderer/ui/icon-paths.ts'
import type { Tone } from '#renderer/ui/tag.tsx'

export const STATE_WORDS: Readonly<Record<Job['state'], { readonly word: string; readonly tone: Tone | undefined }>> = {
  queued: { word: 'Waiting', tone: undefined },
  running: { word: 'Running', tone: 'blue' },
  done: { word: 'Done', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: undefined },
}

export const KIND_ICONS: Readonly<Record<Job['kind'], IconName>> = {
  sample: 'account',
  import: 'upload',
  check_import: 'check',
  undo_import: 'undo',
  train: 'predictive',
  retrain: 'refresh',
  score: 'target',
  export: 'download',
  list_export: 'download',
  rules_publish: 'target',
  rules_stop: 'target',
  rules_score: 'target',
  rules_export: 'download',
  rules_backtest: 'target',
  rules_suggest: 'predictive',
}

const number = z.number().optional().catch(undefined)
const resultSchema = z.object({
  read: number, inserted: number, updated: number, rejected: number, wouldInsert: number, wouldUpdate: number, removed: number, restored: number,
  leads: number, opportunities: number, interactions: number, scored: number, rows: number, auc: number, version: number,
  published: z.boolean().optional().catch(undefined),
})
type Numbers = z.infer<typeof resultSchema>

/** `3 new, 2 updated`, leaving out what is not known or nothing. */
function parts(...pairs: readonly (readonly [number | undefined, (value: number) => string])[]): string {
  return pairs.flatMap(([value, words]) => (value === undefined || value === 0 ? [] : [words(value)])).join(', ')
}

function ofKind(kind: Job['kind'], found: Numbers): string {
  const rejected = [found.rejected, (value: number) => `${count(value)} rejected`] as const
  switch (kind) {
    case 'sample':
      return parts([found.leads, (value) => plural(value, 'lead')], [found.opportunities, (value) => plural(value, 'opportunity', 'opportunities')], [found.interactions, (value) => plural(value, 'interaction')])
    case 'import':
      return parts([found.inserted, (value) => `${count(value)} new`], [found.updated, (value) => `${count(value)} updated`], rejected)
    case 'check_import':
      return parts([found.wouldInsert, (value) => `${count(value)} would be new`], [found.wouldUpdate, (value) => `${count(value)} would be updated`], rejected)
    case 'undo_import':
      return parts([found.removed, (value) => `${count(value)} removed`], [found.restored, (value) => `${count(value)} set back`])
    case 'train':
    case 'rules_backtest':
    case 'rules_suggest':
      return parts([found.version, (value) => `version ${value}`], [found.auc, (value) => `AUC ${fixed(value)}`])
    case 'retrain':
      return `${parts([found.version, (value) => `version ${value}`], [found.auc, (value) => `AUC ${fixed(value)}`])}${found.published === undefined ? '' : found.published ? ', published' : ', kept beside the published one'}`
    case 'score':
    case 'rules_publish':
    case 'rules_score':
      return parts([found.scored, (value) => `${plural(value, 'record')} scored`])
    case 'rules_stop':
      return parts([found.removed, (value) => `${plural(value, 'score')} removed`])
    case 'export':
    case 'list_export':
    case 'rules_export':
      return parts([found.rows, (value) => `${plural(value, 'row')} written`])
  }
}

/** What a job came to, in words; empty when there is nothing to say. */
export function resultWords(job: Pick<Job, 'kind' | 'state' | 'result'>): string {
  if (job.state === 'cancelled') return 'Nothing of it was kept'
  if (job.state !== 'done') return ''
  const found = resultSchema.safeParse(job.result ?? {}).data
  return found === undefined ? '' : ofKind(job.kind, found)
}

/** Seconds that a finished job took, or null. */
export function seconds(job: Pick<Job, 'startedAt' | 'finishedAt'>): number | null {
  return job.startedAt === null || job.finishedAt === null ? null : Math.max(0, (job.finishedAt - job.startedAt) / 1000)
}
