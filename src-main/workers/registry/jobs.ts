import type { JobKind } from '#shared/domain/jobs/types'
import type { JobHandler } from '../context.ts'

/** The handler of each kind, loaded when a job of the kind starts, so that a thread reads only the code it needs. */
export const jobHandlers: Partial<Record<JobKind, () => Promise<JobHandler>>> = {
  sample: async () => (await import('../jobs/sample.ts')).default,
  import: async () => (await import('../jobs/import.ts')).default,
  check_import: async () => (await import('../jobs/check-import.ts')).default,
  undo_import: async () => (await import('../jobs/undo-import.ts')).default,
  train: async () => (await import('../jobs/train.ts')).default,
  retrain: async () => (await import('../jobs/retrain.ts')).default,
  score: async () => (await import('../jobs/score.ts')).default,
  export: async () => (await import('../jobs/export.ts')).default,
  list_export: async () => (await import('../jobs/list-export.ts')).default,
  rules_publish: async () => (await import('../jobs/rule-publish.ts')).default,
  rules_score: async () => (await import('../jobs/rule-score.ts')).default,
  rules_stop: async () => (await import('../jobs/rule-stop.ts')).default,
  rules_export: async () => (await import('../jobs/rule-export.ts')).default,
  rules_backtest: async () => (await import('../jobs/rule-backtest.ts')).default,
  rules_suggest: async () => (await import('../jobs/rule-suggest.ts')).default,
}
