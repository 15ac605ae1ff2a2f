import { fitBag, type BagResult, type FitSample } from './fit-bag.ts'
import type { FitOptions } from './fit-options.ts'

/** One bag to fit; tasks are independent of one another. */
export interface BagTask {
  readonly sample: FitSample
  readonly bagIndex: number
  readonly options: FitOptions
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
        const result = fitBag(task.sample, task.bagIndex, task.options, () => {}, isCancelled)
        onDone(index + 1)
        return result
      }),
  }
}
