import { averageBags, NO_PAIRS, type AveragedModel } from './average-bags.ts'
import { chooseCount } from './choose-count.ts'
import { runGroups, type BagExecutor, type BagTask } from './executor.ts'
import type { BagResult } from './fit-bag.ts'
import { fitMains, type EnsembleJob } from './fit-mains.ts'
import type { FitOptions } from './fit-options.ts'
import type { ColumnPair } from './pair-term.ts'
import { choosePairs } from './rank-pairs.ts'

/** Rows kept aside that try out numbers of pairs: as many bags as have them together, at least two. */
const TRIAL_ROWS = 3000
/** A trial only compares, so it may take longer steps. */
const TRIAL_HASTE = 2
/**
 * A small sample's bags fit pairs for at most so many times the trial's way. Rows that one bag keeps aside have had a say
 * in the pairs through the other bags, so that they go on approving of pairs of noise, which the trial's rows do not.
 */
const TRUST = 5

/** A model whose main effects are known, with how many pairs its bags may put forward and the numbers of pairs to try. */
interface Staged {
  readonly job: EnsembleJob
  readonly mains: readonly BagResult[]
  readonly most: number
  readonly counts: readonly number[]
  /** The bags that try: each ranks for itself, so that the rows it keeps aside have had no say in the pairs it tries. */
  readonly trialBags: readonly BagResult[]
}

/**
 * Fits several models at once, so that all threads stay busy: the main effects of every bag, then, on some bags of each
 * model, several numbers of pairs, then on all bags the number that helps most on rows kept aside, of the pairs on
 * which the bags agree. `onDone` receives the share of the work that is finished, growing.
 */
export async function fitEnsembles(jobs: readonly EnsembleJob[], executor: BagExecutor, onDone: (share: number) => void): Promise<AveragedModel[]> {
  const mains = await fitMains(jobs, executor, (share) => onDone(0.5 * share))
  const staged = jobs.map((job, index) => stageOf(job, mains[index]!))

  const trials = staged.flatMap((model, index) => model.counts.map((count) => ({ index, count, tasks: trialTasks(model, count) })))
  const tried = await runGroups(executor, trials.map(({ tasks }) => tasks), (share) => onDone(0.5 + 0.2 * share))
  const chosen = staged.map(({ job }, index) => chooseCount(trials.flatMap((trial, place) => (trial.index === index ? [{ count: trial.count, results: tried[place]! }] : [])), job.small ? 'small' : 'large'))
  const pairsOf = staged.map(({ job, mains, most }, index) => choosePairs(mains.map(({ pairGains }) => pairGains), job.sample.input.columns.length, most).slice(0, chosen[index]!.count))

  const tasks = staged.map(({ job, mains }, index) => {
    const options = job.small ? { ...job.options, mostSteps: TRUST * TRIAL_HASTE * chosen[index]!.steps } : job.options
    return pairsOf[index]!.length === 0 ? [] : mains.map((own) => pairTask(job, own, pairsOf[index]!, options))
  })
  const fitted = await runGroups(executor, tasks, (share) => onDone(0.7 + 0.3 * share))
  return staged.map(({ job, mains }, index) => averageBags(job.sample, mains, fitted[index]!.length === 0 ? NO_PAIRS : { pairs: pairsOf[index]!, results: fitted[index]! }))
}

function stageOf(job: EnsembleJob, mains: readonly BagResult[]): Staged {
  const { sample, options } = job
  const columns = sample.input.columns.length
  const most = Math.min(options.mostPairs, Math.round(options.pairsPerColumn * columns), (columns * (columns - 1)) / 2)
  const trialBags = mains.filter(({ pairGains }) => pairGains.length > 0).slice(0, Math.max(2, Math.ceil(TRIAL_ROWS / (options.validationShare * sample.rows.length))))
  const counts = most < 1 ? [] : [...new Set([Math.ceil(most / 6), most])]
  return { job, mains, most, counts, trialBags }
}

function trialTasks({ job, trialBags }: Staged, count: number): BagTask[] {
  const options = { ...job.options, pairLearningRate: TRIAL_HASTE * job.options.pairLearningRate }
  return trialBags.map((own) => pairTask(job, own, choosePairs([own.pairGains], job.sample.input.columns.length, count), options))
}

function pairTask({ sample }: EnsembleJob, { bagIndex, scores, intercept }: BagResult, pairs: readonly ColumnPair[], options: FitOptions): BagTask {
  return { sample, bagIndex, options, stage: { mains: { scores, intercept }, pairs } }
}
