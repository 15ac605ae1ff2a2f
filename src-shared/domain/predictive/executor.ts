import { fitBag, type BagResult, type FitSample } from './fit-bag.ts'
import type { FitOptions, MainsVariant } from './fit-options.ts'
import { fitPairs, type PairStage } from './fit-pairs.ts'

/** One bag to fit; tasks are independent of one another. */
export interface BagTask {
  readonly sample: FitSample
  readonly bagIndex: number
  readonly options: FitOptions
  /** How the first stage fits the main effects, or what the second stage fits on top of them. */
  readonly stage: MainsVariant | PairStage
}

/** Fits the bag on the calling thread. Throws `Cancelled` once `isCancelled` says so. */
export function runTask({ sample, bagIndex, options, stage }: BagTask, isCancelled: () => boolean): BagResult {
  return typeof stage === 'string' ? fitBag(sample, bagIndex, options, () => {}, isCancelled, stage) : fitPairs(sample, bagIndex, stage, options, () => {}, isCancelled)
}

/** Runs bags somewhere: here, or in threads. What it returns does not depend on where. */
export interface BagExecutor {
  /** Results in the order of the tasks; `onDone` receives how many are finished. Rejects with `Cancelled` once cancelled. */
  run(tasks: readonly BagTask[], onDone: (done: number) => void): Promise<readonly BagResult[]>
}

/** Runs the bags one after the other on the calling thread. */
export function createLocalExecutor(isCancelled: () => boolean): BagExecutor {
  return {
    run: async (tasks, onDone) =>
      tasks.map((task, index) => {
        const result = runTask(task, isCancelled)
        onDone(index + 1)
        return result
      }),
  }
}
