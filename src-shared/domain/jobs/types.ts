export const JOB_KINDS = ['sample', 'import', 'check_import', 'undo_import', 'train', 'retrain', 'score', 'export', 'list_export', 'rules_publish', 'rules_stop', 'rules_score', 'rules_export', 'rules_backtest', 'rules_suggest'] as const
export type JobKind = (typeof JOB_KINDS)[number]

export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const

/** How far a job is; numbers are counts of the named unit. */
export interface JobProgress {
  /** Machine name of the stage, for example `fit`. */
  readonly stage: string
  /** What people read, for example `Learning, bag 5 of 14`. */
  readonly label: string
  readonly done: number
  /** null while the total is not known. */
  readonly total: number | null
  readonly unit: string
  /** Share of the whole job in [0, 1], null while unknown. */
  readonly fraction: number | null
  /** Units a second over the last seconds, null before the first. */
  readonly rate: number | null
  /** Estimated seconds left, null while unknown. */
  readonly secondsLeft: number | null
}
