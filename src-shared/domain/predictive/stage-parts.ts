import type { EbmModel } from './model.ts'

/** One stage of the process that a model goes by. */
export interface StagePart {
  readonly stageId: number
  readonly name: string
  /** Median days that the won training records stayed in the stage, one visit a time; null under 10 such visits. */
  readonly wonDays: number | null
  /** Visits behind the median. */
  readonly wonVisits: number
  /** The submodel for records in this stage; null where the pooled model scores them. */
  readonly model: EbmModel | null
}

/** What a model knows of the stages of its process, in the process's order. */
export interface StageParts {
  readonly processId: number
  /** Records are scored by the submodel of their active stage; else one model scores all of them. */
  readonly perStage: boolean
  readonly stages: readonly StagePart[]
}

/** Won visits that a median needs. */
export const FEWEST_WON_VISITS = 10

/** Median of the durations in days; null where there are too few. */
export function medianDays(durations: readonly number[]): number | null {
  if (durations.length < FEWEST_WON_VISITS) return null
  const sorted = durations.toSorted((one, other) => one - other)
  const upper = sorted[sorted.length >> 1] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[(sorted.length >> 1) - 1] ?? 0)) / 2
}

/** Days in words: `less than a day`, `1 day`, `5 days`; whole days, rounded down like every age of a record. */
export function daysInWords(days: number): string {
  const whole = Math.floor(days)
  if (whole < 1) return 'less than a day'
  return whole === 1 ? '1 day' : `${whole} days`
}

/** `14 days in Develop; won opportunities leave it after 5 days`: the second half only where there is a median. */
export function timeInStageLabel(days: number, { name, wonDays }: Pick<StagePart, 'name' | 'wonDays'>, wonRecords: string): string {
  const here = daysInWords(days)
  const start = `${here.charAt(0).toUpperCase()}${here.slice(1)} in ${name}`
  return wonDays === null ? start : `${start}; ${wonRecords} leave it after ${daysInWords(wonDays)}`
}
