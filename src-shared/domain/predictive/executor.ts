import { fitBag, type BagResult, type FitSample, type MainsStart } from './fit-bag.ts'
import type { FitOptions, MainsVariant } from './fit-options.ts'
import { fitPairs, type PairStage } from './fit-pairs.ts'

/** One bag to fit; tasks are independent of one another. */
export interface BagTask {
  readonly sample: FitSample
  readonly bagIndex: number
  readonly options: FitOptions
  /** How the first stage fits the main effects, or what the second stage fits on top of them. */
  readonly stage: MainsVariant | PairStage
  /** Main effects to start from: the straight lines that the corrected variant corrects. */
  readonly start?: MainsStart
  /** Whether greedily fitted main effects go on to rank pairs; so they do where nothing is said. */
  readonly ranks?: boolean
}

/** Fits the bag on the calling thread. Throws `Cancelled` once `isCancelled` says so. */
export function runTask({ sample, bagIndex, options, stage, start, ranks }: BagTask, isCancelled: () => boolean): BagResult {
  return typeof stage === 'string' ? fitBag(sample, bagIndex, options, () => {}, isCancelled, { variant: stage, start, ranks }) : fitPairs(sample, bagIndex, stage, options, () => {}, isCancelled)
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

/** Runs all tasks as one list and returns their results group by group; `onShare` receives the share that is finished. */
export async function runGroups(executor: BagExecutor, groups: readonly (readonly BagTask[])[], onShare: (share: number) => void): Promise<(readonly BagResult[])[]> {
  const tasks = groups.flat()
  const results = await executor.run(tasks, (done) => onShare(done / tasks.length))
  onShare(1)
  let from = 0
  return groups.map(({ length }) => {
    from += length
    return results.slice(from - length, from)
  })
}
