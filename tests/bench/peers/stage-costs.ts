import type { BagExecutor } from '#shared/domain/predictive/executor'

/** The parts of a fit, in their order: columns on their own, trials of numbers of pairs, and the pairs that were chosen. */
export const STAGES = ['columns', 'trials', 'pairs'] as const
export type Stage = (typeof STAGES)[number]

/** What one part of a fit took, all bags together. */
export interface StageCost {
  readonly seconds: number
  readonly tasks: number
  /** Boosting steps. */
  readonly steps: number
}

export type StageCosts = Readonly<Record<Stage, StageCost>>

const NOTHING: StageCost = Object.freeze({ seconds: 0, tasks: 0, steps: 0 })
/** `fitEnsembles` runs its tasks in five lists: three of columns on their own, the trials, the pairs. */
const STAGE_OF_LIST: readonly Stage[] = ['columns', 'columns', 'columns', 'trials', 'pairs']

/** An executor that keeps count of what the parts of a fit take, since it was last asked. Seconds are those of the clock. */
export function countingExecutor(executor: BagExecutor): BagExecutor & { takeCosts(): StageCosts } {
  let lists = 0
  let costs: Record<Stage, StageCost> = { columns: NOTHING, trials: NOTHING, pairs: NOTHING }
  return {
    run: async (tasks, onDone) => {
      const stage = STAGE_OF_LIST[lists % STAGE_OF_LIST.length] ?? 'columns'
      lists += 1
      const started = performance.now()
      const results = await executor.run(tasks, onDone)
      const { seconds, tasks: before, steps } = costs[stage]
      costs[stage] = { seconds: seconds + (performance.now() - started) / 1000, tasks: before + tasks.length, steps: steps + results.reduce((sum, result) => sum + result.steps, 0) }
      return results
    },
    takeCosts: () => {
      const taken = costs
      costs = { columns: NOTHING, trials: NOTHING, pairs: NOTHING }
      return taken
    },
  }
}
