import type { FoldFigures } from './measure.ts'
import type { Compared } from './shortfalls.ts'
import { STAGES, type StageCosts } from './stage-costs.ts'

/** What our fits did, to tell where their time went. */
export interface Work {
  readonly costs: StageCosts
  /** Fits whose parts `costs` adds up. */
  readonly fits: number
  readonly bags: number
  readonly columns: number
  /** Rows predicted after one fit. */
  readonly rows: number
}

/** A sentence where a peer fits faster, and one where a peer predicts faster, with where our time goes. */
export function slownessOf(own: FoldFigures, peers: readonly Compared[], work: Work): string[] {
  const fit = faster(own, peers, 'cpuSeconds')
  const predict = faster(own, peers, 'predictSeconds')
  return [
    ...(fit === '' ? [] : [`Slower to fit than ${fit} (processor time): ${fitWork(own, work)}.`]),
    ...(predict === '' ? [] : [`Slower to predict than ${predict}: ${work.rows.toFixed(0)} rows × ${work.columns} columns are binned and looked up in ${(1e6 * own.predictSeconds / work.rows).toFixed(1)} µs a row, from a table made anew for each call.`]),
  ]
}

function faster(own: FoldFigures, peers: readonly Compared[], key: 'cpuSeconds' | 'predictSeconds'): string {
  return peers
    .filter(({ figures }) => figures[key] < own[key])
    .map(({ name, figures }) => `${name} (${(own[key] / figures[key]).toFixed(1)} times)`)
    .join(', ')
}

/** How the time of our fits divides, and what a single bag takes, which is what a peer's one fit compares with. */
export function fitWork(own: FoldFigures, { costs, fits, bags }: Pick<Work, 'costs' | 'fits' | 'bags'>): string {
  const all = STAGES.reduce((sum, stage) => sum + costs[stage].seconds, 0)
  const parts = STAGES.filter((stage) => costs[stage].tasks > 0).map((stage) => {
    const { seconds, tasks, steps } = costs[stage]
    return `${Math.round((100 * seconds) / all)} % ${WORDS[stage]}, ${Math.round(tasks / fits)} runs of ${Math.round(steps / tasks)} steps`
  })
  return `${bags} bags are fitted and averaged, a peer fits once; a bag takes ${((1000 * own.cpuSeconds) / bags).toFixed(0)} ms; ${parts.join('; ')}`
}

const WORDS = { columns: 'for columns on their own', trials: 'to find out how many pairs help', pairs: 'for pairs' } as const
