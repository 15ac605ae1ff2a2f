import type { RetrainComparison, VersionComparison } from '#shared/contract/index'
import type { Clock } from '#renderer/ui/format/dates.ts'
import { plainDay } from '#renderer/ui/format/dates.ts'
import { count, fixed } from '#renderer/ui/format/numbers.ts'

export interface CompareLine {
  readonly name: string
  readonly active: string
  readonly other: string
  /** Other less active, with its sign; empty where a difference says nothing. */
  readonly change: string
}

const signed = (value: number, places: number): string => `${value > 0 ? '+' : value < 0 ? '−' : ''}${fixed(Math.abs(value), places)}`
const interval = ({ auc, aucLow, aucHigh }: { readonly auc: number; readonly aucLow: number; readonly aucHigh: number }): string => `${fixed(auc, 3)} (${fixed(aucLow)} to ${fixed(aucHigh)})`

/** Two versions in numbers, line by line. */
export function compareLines({ active, other }: Pick<VersionComparison, 'active' | 'other'>, clock: Clock): readonly CompareLine[] {
  const number = (name: string, key: 'logLoss' | 'brier' | 'calibrationError' | 'calibrationSlope'): CompareLine => ({ name, active: fixed(active[key], 3), other: fixed(other[key], 3), change: signed(other[key] - active[key], 3) })
  const whole = (name: string, key: 'trainedRows' | 'measuredRows' | 'attributes' | 'windowMonths'): CompareLine => ({ name, active: count(active[key]), other: count(other[key]), change: other[key] === active[key] ? '' : `${other[key] > active[key] ? '+' : '−'}${count(Math.abs(other[key] - active[key]))}` })
  const trained = (at: number | null): string => (at === null ? '–' : plainDay(at, clock))
  return [
    { name: 'AUC, 95 % interval', active: interval(active), other: interval(other), change: signed(other.auc - active.auc, 3) },
    number('Log loss', 'logLoss'),
    number('Brier score', 'brier'),
    number('Calibration error', 'calibrationError'),
    number('Calibration slope', 'calibrationSlope'),
    whole('Records learned from', 'trainedRows'),
    whole('Records measured on', 'measuredRows'),
    whole('Window, months', 'windowMonths'),
    whole('Attributes', 'attributes'),
    { name: 'Trained', active: trained(active.trainedAt), other: trained(other.trainedAt), change: '' },
  ]
}

/** The measurement on the same records in a sentence, with its denominator. */
export function sameRecordsWords({ rows, inTime, candidate, active, difference, sameConfiguration, activeVersion }: RetrainComparison): string {
  const where = `On the same ${count(rows)} ${inTime ? 'newest closed records' : 'closed records, a random fifth'}, which neither learned from`
  if (active === null || difference === null) return `${where}, the newer version has AUC ${interval(candidate)}; version ${activeVersion} could not be measured any more.`
  if (sameConfiguration) return `${where}, both have AUC ${interval(candidate)}: attributes and settings are the same, so only the records learned from differ.`
  return `${where}: AUC ${interval(candidate)} against ${interval(active)} of version ${activeVersion}, a difference of ${signed(difference.auc, 3)} (95\u00a0% interval ${signed(difference.low, 3)} to ${signed(difference.high, 3)}).`
}

const MOST_NAMED = 12

/** The first of many attributes, and how many more there are. */
export function namesOf(attributes: readonly { readonly label: string }[]): string {
  if (attributes.length === 0) return 'no attribute'
  const more = attributes.length - MOST_NAMED
  return `${attributes.slice(0, MOST_NAMED).map(({ label }) => label).join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}`
}
