import type { ModelReport } from '#shared/contract/index'
import { type Clock, plainDay } from '#renderer/ui/format/dates.ts'

/** What the numbers were measured on, and what the published model has learned from beyond that. */
export function measuredLine(report: Pick<ModelReport, 'measuredUpTo' | 'validatedInTime'>, seed: number, clock: Clock): string {
  const measured = report.validatedInTime && report.measuredUpTo !== null
    ? `Measured on the model trained up to ${plainDay(report.measuredUpTo, clock)}; the published one also learned from later records.`
    : 'Not validated in time: measured on a random fifth of the closed records.'
  return `${measured} Seed ${seed}: the same data gives the same model.`
}
