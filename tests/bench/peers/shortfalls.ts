import type { FoldFigures } from './measure.ts'

/** A model whose figures stand beside ours. */
export interface Compared {
  readonly name: string
  readonly figures: FoldFigures
}

/** What was measured beside the peers, so that a shortfall can be explained. */
export interface Evidence {
  /** XGBoost with trees that join two columns at most, as pairs do; null where it was not fitted. */
  readonly twoColumns: FoldFigures | null
  /** Our own logistic regression on the same folds. */
  readonly straight: FoldFigures | null
  /** The true chances of generated records. */
  readonly truth: FoldFigures | null
}

const SCORES = [
  { label: 'AUC', mean: 'auc', each: 'aucs', sign: 1 },
  { label: 'log loss', mean: 'logLoss', each: 'logLosses', sign: -1 },
  { label: 'Brier score', mean: 'brier', each: 'briers', sign: -1 },
] as const

type Score = (typeof SCORES)[number]

/** A sentence for AUC, log loss and Brier score where the best peer's mean is better than ours, with what was measured about it. */
export function shortfalls(own: FoldFigures, peers: readonly Compared[], evidence: Evidence): string[] {
  return SCORES.flatMap((score) => {
    const best = peers.toSorted((a, b) => score.sign * (b.figures[score.mean] - a.figures[score.mean]))[0]
    const lead = best === undefined ? 0 : leadOf(own, best.figures, score)
    if (best === undefined || lead >= 0) return []
    const gap = gapOf(own, best.figures, score)
    // Of a gap that may be chance no cause is sought.
    const reasons = [gap.words, gap.isChance ? '' : cause(own, best, score, evidence), beyondTruth(best, score, evidence)].filter((reason) => reason !== '')
    return [`${score.label} ${(-lead).toFixed(5)} short of ${best.name}: ${reasons.join('; ')}.`]
  })
}

/** How much better a model is than another; negative where it is worse. */
function leadOf(own: FoldFigures, other: FoldFigures, { mean, sign }: Score): number {
  return sign * (own[mean] - other[mean])
}

/** Whether the folds agree that the peer is better: a gap under twice the standard error of the paired differences may be chance. */
function gapOf(own: FoldFigures, peer: FoldFigures, { mean, each, sign }: Score): { words: string; isChance: boolean } {
  const paired = peer[each].length > 0
  const differences = own[each].map((value, fold) => sign * (value - (paired ? peer[each][fold]! : peer[mean])))
  if (differences.length < 2) return { words: 'one fold was tested, so that chance cannot be told', isChance: false }
  const short = -differences.reduce((sum, difference) => sum + difference, 0) / differences.length
  const error = Math.sqrt(differences.reduce((sum, difference) => sum + (difference + short) ** 2, 0) / (differences.length - 1) / differences.length)
  const isChance = short < 2 * error
  const how = paired ? 'over the folds the difference has a standard error of' : 'only the peer\'s mean is known; over the folds our own has a standard error of'
  return { words: `${how} ${error.toFixed(5)}, so that chance ${isChance ? 'can' : 'cannot'} explain it`, isChance }
}

/** What the models fitted beside the peers say about why the best one is better. */
function cause(own: FoldFigures, best: Compared, { label, mean, sign }: Score, { twoColumns, straight }: Evidence): string {
  if (/logistic/.test(best.name)) {
    if (straight === null) return ''
    const reach = `our own logistic regression reaches ${straight[mean].toFixed(5)}`
    return sign * (straight[mean] - own[mean]) > 0 ? `${reach}: straight lines are enough here, and the room for curves costs more ${label} than curves find` : `${reach}, less than we do with curves, so that it is not the lines themselves`
  }
  if (twoColumns === null) return ''
  const beyondPairs = (best.figures[mean] - twoColumns[mean]) / (best.figures[mean] - own[mean])
  const reach = `XGBoost with trees that join two columns at most reaches ${twoColumns[mean].toFixed(5)}`
  if (beyondPairs >= 1) return `${reach}, no better than we do: what is missing lies in three and more columns together, which a sum of curves and pairs does not hold`
  if (beyondPairs >= 0.25) return `${reach}: so ${Math.round(100 * beyondPairs)} % of the gap is beyond what pairs of columns say`
  return `${reach}, so that pairs of columns would be enough`
}

/** A peer above the true chances is above what can be known. */
function beyondTruth(best: Compared, { mean, sign }: Score, { truth }: Evidence): string {
  if (truth === null) return ''
  const above = sign * (best.figures[mean] - truth[mean])
  return above > 0 ? `the peer stands ${above.toFixed(5)} above the true chances themselves, which is luck` : `the true chances are ${(-above).toFixed(5)} better than the peer`
}
