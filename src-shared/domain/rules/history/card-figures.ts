import { gainPoints, rocPoints, type GainPoint } from '#shared/domain/predictive/curves'
import { aucWithInterval } from '#shared/domain/predictive/metrics'
import { sum, type JudgedLeads } from './judged-leads.ts'

/** How well the scores of a rule model tell qualified leads from disqualified ones. */
export interface CardFigures {
  readonly leads: number
  readonly positives: number
  /** Share of all judged leads that qualified. */
  readonly rate: number
  /** Area under the ROC curve with its 95 % interval (DeLong). */
  readonly auc: number
  readonly aucLow: number
  readonly aucHigh: number
  /** Qualification rate among the best tenth and fifth of the leads by score, divided by that of all; ties count in proportion. */
  readonly lift10: number
  readonly lift20: number
  readonly roc: readonly [number, number][]
  readonly gain: readonly GainPoint[]
}

/** Leads of one grade, and how many of them qualified. */
export interface GradeFigures {
  /** null for scores that no grade includes. */
  readonly name: string | null
  readonly leads: number
  readonly positives: number
}

const STEPS = 20

/** The figures of the card over leads of both outcomes. */
export function cardFigures({ score, outcome }: Pick<JudgedLeads, 'score' | 'outcome'>): CardFigures {
  const { auc, low, high } = aucWithInterval(score, outcome)
  const gain = gainPoints(score, outcome, STEPS)
  const liftAt = (share: number): number => (gain[Math.round(share * STEPS)]?.gain ?? 0) / share
  const positives = sum(outcome)
  return { leads: outcome.length, positives, rate: positives / outcome.length, auc, aucLow: low, aucHigh: high, lift10: liftAt(0.1), lift20: liftAt(0.2), roc: rocPoints(score, outcome), gain }
}

/** Each grade in the model's order, those without a grade last and only where there are any. */
export function gradeFigures({ grade, outcome }: JudgedLeads, names: readonly string[]): GradeFigures[] {
  const leads = new Float64Array(names.length + 1)
  const positives = new Float64Array(names.length + 1)
  grade.forEach((index, row) => {
    const at = index < 0 ? names.length : index
    leads[at]! += 1
    positives[at]! += outcome[row]!
  })
  const all = [...names, null].map((name, at): GradeFigures => ({ name, leads: leads[at] ?? 0, positives: positives[at] ?? 0 }))
  return names.length === 0 ? [] : all.filter(({ name, leads: found }) => name !== null || found > 0)
}
