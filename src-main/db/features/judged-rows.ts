import { splitHoldOut } from '#shared/domain/predictive/folds'
import { samplesAt, type TrainingSamples } from './training-samples.ts'

/** Closed records looked at, evenly spread. */
const MOST_ROWS = 20_000
/** Records of either outcome that must hold what is judged. */
export const FEWEST_OF_OUTCOME = 20
/** Chance with which any of the attributes is chosen where none of them says anything; it is divided by their number (Bonferroni). */
const MOST_CHANCE = 0.05

export const TOO_FEW = 'Too few closed records hold it to tell whether it says anything about the outcome.'
export const NOTHING = 'Says no more than chance about the outcome.'

export interface Judging {
  /** Of the training, which sets the newest part aside by it where there are no times. */
  readonly seed: number
  /** Of each sample, the record id with which it stays together in every split, as in `TrainingTable`. */
  readonly together?: Float64Array | undefined
  /** Attributes that somebody wants whatever they say, by name. */
  readonly include?: readonly string[] | undefined
  /** Called between chunks of records. */
  readonly between?: (() => void) | undefined
}

/** Some of the samples, and the places among them of those that do not belong to the newest part, which the report is measured on. */
export function judgedRows(samples: TrainingSamples, { seed, together }: Judging): { readonly seen: TrainingSamples; readonly older: Int32Array } {
  const rows = samples.ids.length
  const looked = Int32Array.from({ length: Math.min(rows, MOST_ROWS) }, (_unused, at) => Math.floor((at * rows) / Math.min(rows, MOST_ROWS)))
  const isOlder = new Set(splitHoldOut({ ...samples, rows, recordIds: samples.ids, features: [], ...(together === undefined ? {} : { together }) }, seed).older)
  return { seen: samplesAt(samples, looked, Float64Array.from(looked, (row) => samples.asOf[row]!)), older: Int32Array.from(looked.keys()).filter((at) => isOlder.has(looked[at]!)) }
}

/** Whether each of the findings, a probability by chance or the reason why there is none, is beyond what as many would give by chance with the probability `most`. */
export function beyondChance(found: readonly (number | string)[], most = MOST_CHANCE): boolean[] {
  const tested = found.filter((chance) => typeof chance === 'number').length
  return found.map((chance) => typeof chance === 'number' && chance * tested <= most)
}
