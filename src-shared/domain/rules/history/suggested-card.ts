import { dealFolds } from '#shared/domain/predictive/folds'
import { aucDifference, aucWithInterval, NORMAL_95 } from '#shared/domain/predictive/metrics'
import { deriveSeed } from '#shared/lib/random'
import type { JudgedLeads } from './judged-leads.ts'
import { firingsOf, worthOf, type Worths } from './worth.ts'

/** A card with the points that history suggests, beside the given one on the same leads. */
export interface SuggestedCard {
  /** Points by the place of the group, 0 for "leave it out"; null where history does not say. */
  readonly points: readonly (number | null)[]
  /** AUC of the given points, which were not fitted to these leads. */
  readonly givenAuc: number
  /** AUC of suggested points on leads that they were not fitted to: each fifth is scored with what the other four suggest. */
  readonly suggestedAuc: number
  /** 95 % interval of the second less the first (DeLong, paired). */
  readonly gain: { readonly value: number; readonly low: number; readonly high: number }
}

const FOLDS = 5

/** Rounds what history says to whole points; groups that it does not judge keep what they have. null where it judges none. */
export function suggestedCard(leads: JudgedLeads, worths: Worths, seed: number): SuggestedCard | null {
  if (worths.every((worth) => worth === null)) return null
  const { outcome, ids } = leads
  const all = Int32Array.from(ids, (_id, row) => row)
  const table = { rows: ids.length, recordIds: ids, asOf: ids, closedAt: ids, outcome, features: [] }
  const folds = dealFolds(table, all, FOLDS, deriveSeed(seed, 'card'))
  const firings = leads.groups.map(firingsOf)
  const scores = new Float64Array(ids.length)
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const points = pointsOf(worthOf(leads, all.filter((row) => folds[row] !== fold), deriveSeed(seed, 'card', fold)))
    for (const row of all) {
      if (folds[row] === fold) scores[row] = leads.groups.reduce((total, { given }, at) => total + (points[at] ?? given) * firings[at]![row]!, 0)
    }
  }
  const given = Float64Array.from(all, (row) => leads.groups.reduce((total, { points }) => total + points[row]!, 0))
  const { difference, error } = aucDifference(scores, given, outcome)
  return {
    points: pointsOf(worths),
    givenAuc: aucWithInterval(given, outcome).auc,
    suggestedAuc: aucWithInterval(scores, outcome).auc,
    gain: { value: difference, low: difference - NORMAL_95 * error, high: difference + NORMAL_95 * error },
  }
}

/** Never a negative zero, which no card could show. */
const pointsOf = (worths: Worths): (number | null)[] => worths.map((worth) => (worth === null ? null : Math.round(worth.points) + 0))
