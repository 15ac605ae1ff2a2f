import { CURVE_STEP } from './boost.ts'
import { runGroups, type BagExecutor, type BagTask } from './executor.ts'
import type { BagResult, FitSample, MainsStart } from './fit-bag.ts'
import type { FitOptions } from './fit-options.ts'
import { mixMains } from './mix-mains.ts'

/** One model to fit: its rows, its number of bags and how each is fitted. */
export interface EnsembleJob {
  readonly sample: FitSample
  readonly bags: number
  readonly options: FitOptions
  /** Fitted in the several ways of a small sample; told, since a fold's model must be fitted as the model that it calibrates. */
  readonly small: boolean
}

/**
 * The main effects of every bag of several models. A large sample's are boosted greedily. A small one's are fitted in
 * several ways and mixed, and its bags stop at a common step, since the few rows that one bag keeps aside tell little.
 */
export async function fitMains(jobs: readonly EnsembleJob[], executor: BagExecutor, onShare: (share: number) => void): Promise<(readonly BagResult[])[]> {
  const small = jobs.map((job) => job.small)
  const run = (groups: readonly (readonly BagTask[])[], from: number, to: number) => runGroups(executor, groups, (share) => onShare(from + (to - from) * share))
  const only = (tasksOf: (job: EnsembleJob, index: number) => readonly BagTask[]) => jobs.map((job, index) => (small[index] === true ? tasksOf(job, index) : []))

  const firstTasks = jobs.flatMap((job, index) => [bagsOf(job, { stage: 'greedy', ranks: small[index] === false }), small[index] === true ? bagsOf(job, { stage: 'straight' }) : []])
  const first = await run(firstTasks, 0, 0.5)
  const greedy = (index: number): readonly BagResult[] => first[2 * index]!
  const straight = (index: number): readonly BagResult[] => first[2 * index + 1]!
  const correcting = only((job, index) => bagsOf(job, { stage: 'corrected' }).map((task) => ({ ...task, start: startOf(straight(index)[task.bagIndex]!) })))
  const second = await run([...correcting, ...only((_, index) => atCommonStep(firstTasks[2 * index]!, greedy(index)))], 0.5, 0.8)
  const corrected = await run(only((_, index) => atCommonStep(correcting[index]!, second[index]!)), 0.8, 1)
  return jobs.map((_, index) => (small[index] === true ? mixMains([second[jobs.length + index]!, straight(index), corrected[index]!]) : greedy(index)))
}

function startOf({ scores, intercept }: BagResult): MainsStart {
  return { scores, intercept }
}

function bagsOf({ sample, bags, options }: EnsembleJob, how: Pick<BagTask, 'stage' | 'ranks'>): BagTask[] {
  return Array.from({ length: bags }, (_, bagIndex): BagTask => ({ sample, bagIndex, options, ...how }))
}

/** The tasks once more, all stopping at the step that was best for them together, and ranking pairs where they are to. */
function atCommonStep(tasks: readonly BagTask[], results: readonly BagResult[]): BagTask[] {
  const fixedSteps = commonStep(results.map(({ curve }) => curve))
  return tasks.map((task) => ({ ...task, options: { ...task.options, fixedSteps }, ranks: true }))
}

/** The step with the lowest mean loss, among those that every bag has reached. */
export function commonStep(curves: readonly Float64Array[]): number {
  const length = curves.reduce((least, curve) => Math.min(least, curve.length), Number.POSITIVE_INFINITY)
  let best = 0
  let lowest = Number.POSITIVE_INFINITY
  for (let at = 0; at < length; at += 1) {
    const mean = curves.reduce((sum, curve) => sum + curve[at]!, 0) / curves.length
    if (mean >= lowest) continue
    lowest = mean
    best = at
  }
  return best * CURVE_STEP
}
