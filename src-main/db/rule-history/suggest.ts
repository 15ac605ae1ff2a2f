import { modelConfigSchema } from '#shared/contract/predictive'
import type { RuleSuggestion } from '#shared/contract/rule-history'
import { aucDifference, aucWithInterval, NORMAL_95 } from '#shared/domain/predictive/metrics'
import type { EbmModel, ModelTerm } from '#shared/domain/predictive/model'
import { scoreTable } from '#shared/domain/predictive/predict'
import { sum } from '#shared/domain/rules/history/judged-leads'
import { conditionsOf, type Candidate, type TermSource } from '#shared/domain/rules/history/suggest-conditions'
import { fittedModel, startingModel, strongest } from '#shared/domain/rules/history/suggest-model'
import { numberingOf } from '#shared/domain/rules/edit'
import { filterSize, isTreeFilter } from '#shared/domain/rules/record-filter'
import { renumber } from '#shared/domain/rules/renumber'
import type { RuleModel } from '#shared/domain/rules/tree'
import { Problem } from '../errors.ts'
import type { AttributeSpec } from '../features/attribute-spec.ts'
import { collectFeatures } from '../features/collect-features.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { readTables } from '../queries/catalog.ts'
import type { RuleClock } from '../rules/types.ts'
import { loadScorer } from '../scoring/stored-model.ts'
import type { RuleSource } from './kept.ts'
import { openMoments } from './moments.ts'
import { scoreHistory } from './score-history.ts'

interface Options extends RuleClock {
  readonly seed: number
  /** Name of the draft, which no other model has. */
  readonly name: string
  /** Called with the share that is done. */
  readonly between: (share: number) => void
}

export interface RuleDraft {
  readonly tree: RuleModel
  readonly figures: Omit<RuleSuggestion, 'modelId'>
}

/**
 * Rules that stand for a predictive model of leads: the parts of its main effects that tell most become conditions, their points are
 * fitted to the leads that the model learned from, each as of a moment at which it was open, and both are measured on these. Throws
 * `NOT_ENOUGH_DATA` where no part can be said in rules or the leads are gone. Reads only; must not be called inside a transaction.
 */
export function suggestRules(db: WriteDb, source: RuleSource, { now, timeZone, seed, name, between }: Options): RuleDraft {
  const { specs, model } = loadScorer(db, source.versionId)
  const config = configOf(db, source.versionId)
  const moments = openMoments(db, { ...config, now, timeZone, seed })
  const parts = model.terms.map((term): Part => ({ term, sayable: sourceOfTerm(model, term, specs).type !== 'other', candidates: candidatesOf(model, term, specs) }))
  const chosen = strongest(parts.flatMap(({ candidates }) => candidates))
  const start = startingModel(name, `Suggested from the predictive model ${source.name}, version ${source.version}.${filterSize(config.filter) > 0 && !isTreeFilter(config.filter) ? ' Its filter was not taken over: this scores every lead.' : ''}`, chosen)
  const { leads } = scoreHistory(db, start, moments, { tables: readTables(db), timeZone, between: (done) => between((0.7 * done) / moments.ids.length) })
  const fitted = hasBoth(leads.outcome) ? fittedModel(start, leads, seed) : null
  if (fitted === null) throw new Problem('NOT_ENOUGH_DATA', `Nothing that ${source.name} has learned can be said in rules that its closed leads bear out. Train it again on more closed leads, or draw a model yourself.`)
  const table = collectFeatures(db, 'lead', specs, { ids: moments.ids, asOf: moments.at }, (done) => between(0.8 + (0.2 * done) / moments.ids.length))
  const predicted = scoreTable(model, table).probability
  const { difference, error } = aucDifference(predicted, fitted.scores, moments.outcome)
  const kept = new Set(fitted.model.groups.map(({ condition }) => condition.label))
  return {
    tree: withAudience(fitted.model, config.filter),
    figures: {
      name, groups: fitted.model.groups.length, predictiveName: source.name, predictiveVersion: source.version,
      leads: leads.ids.length, positives: sum(leads.outcome),
      predictiveAuc: aucWithInterval(predicted, moments.outcome).auc,
      rulesAuc: aucWithInterval(fitted.scores, moments.outcome).auc,
      lost: { value: difference, low: difference - NORMAL_95 * error, high: difference + NORMAL_95 * error },
      leftOut: leftOut(model, parts, kept),
    },
  }
}

/** A filter that is a tree becomes the audience. */
function withAudience(model: RuleModel, filter: ReturnType<typeof configOf>['filter']): RuleModel {
  return isTreeFilter(filter) && filterSize(filter) > 0 ? { ...model, audience: renumber.branch(filter, numberingOf(model)) } : model
}

function configOf(db: ReadDb, versionId: number): ReturnType<typeof modelConfigSchema.parse> {
  const row = db.prepare<{ config: string }>('SELECT config FROM model_version WHERE id = ?').get(versionId)
  return modelConfigSchema.parse(JSON.parse(row?.config ?? '{}'))
}

function hasBoth(outcome: Uint8Array): boolean {
  const positives = sum(outcome)
  return positives > 0 && positives < outcome.length
}

/** One term of the model with the conditions that it amounts to. */
interface Part {
  readonly term: ModelTerm
  /** Rules can ask for it. */
  readonly sayable: boolean
  readonly candidates: readonly Candidate[]
}

function candidatesOf(model: EbmModel, term: ModelTerm, specs: readonly AttributeSpec[]): Candidate[] {
  const feature = model.features[term.features[0] ?? -1]
  return feature === undefined ? [] : conditionsOf(feature, term, sourceOfTerm(model, term, specs), model.calibration.slope)
}

function sourceOfTerm(model: EbmModel, { features }: ModelTerm, specs: readonly AttributeSpec[]): TermSource {
  const name = model.features[features[0] ?? -1]?.name
  const spec = specs.find((one) => one.name === name)
  return features.length !== 1 || spec === undefined ? { type: 'other' } : sourceOf(spec)
}

function sourceOf({ source }: AttributeSpec): TermSource {
  switch (source.type) {
    case 'column':
    case 'interactions':
    case 'last_interaction':
    case 'age':
      return source
    case 'email_domain':
    case 'plausible_name':
    case 'word':
    case 'date_part':
    case 'days_between':
    case 'days_in_stage':
    case 'stage_returns':
      return { type: 'other' }
  }
}

/** Parts without a group, those that count most first. */
function leftOut(model: EbmModel, parts: readonly Part[], kept: ReadonlySet<string>): RuleSuggestion['leftOut'] {
  return parts
    .flatMap(({ term, sayable, candidates }) => {
      if (candidates.some(({ label }) => kept.has(label))) return []
      const rows = sum(term.counts)
      const influence = (model.calibration.slope * term.scores.reduce((total, score, bin) => total + Math.abs(score) * (term.counts[bin] ?? 0), 0)) / Math.max(1, rows)
      const label = term.features.flatMap((index) => model.features[index]?.label ?? []).join(' and ')
      const reason = term.features.length > 1 ? 'Rules add up; this is what attributes say only together.' : !sayable ? 'No condition can ask for it.' : candidates.length === 0 ? 'Tells too little by itself.' : 'Adds too little beside the groups there are.'
      return [{ label, influence, reason }]
    })
    .sort((one, other) => other.influence - one.influence || (one.label < other.label ? -1 : 1))
}
