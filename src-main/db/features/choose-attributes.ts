import { sql } from 'kysely'
import type { ModelConfig } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { Feature, TrainingTable } from '#shared/domain/predictive/feature-table'
import { splitHoldOut } from '#shared/domain/predictive/folds'
import { answerSentence, type LeakAnswer } from '#shared/domain/predictive/leak-answer'
import { FEWEST_OPEN, filledShare } from '#shared/domain/predictive/leak-fill'
import type { LeakSign } from '#shared/domain/predictive/leak-sign'
import { pickTable } from '#shared/domain/predictive/pick-rows'
import { checkColumns, type ColumnCheck } from '#shared/domain/predictive/suspects'
import { LEAD_WORDS, OPPORTUNITY_WORDS } from '#shared/domain/predictive/words'
import type { ReadDb } from '../handles.ts'
import { allRows } from '../queries/filters-sql.ts'
import { isOfDates, type AttributeSpec, type Samples } from './attribute-spec.ts'
import { attributeSpecs } from './attribute-specs.ts'
import { collectFeatures } from './collect-features.ts'
import { redundantCounts } from './drop-redundant.ts'
import { judgedSpecs } from './judged-specs.ts'
import { lateFills } from './late-fills.ts'
import { answerAbout, readAnswers } from './leak-answers.ts'
import { populationOf, type Population } from './population.ts'
import { withSuspectDates } from './suspect-dates.ts'
import type { TrainingSamples } from './training-samples.ts'
import { trainingCopies, trainingTable } from './training-table.ts'

/** An attribute with what closed and open records show of it. */
export interface CheckedAttribute {
  readonly spec: AttributeSpec
  /** Shares in [0, 1]; the open one is null where fewer than 20 records are open. */
  readonly filledClosed: number
  readonly filledOpen: number | null
  /** Different values among the closed records looked at. */
  readonly distinct: number
  readonly singleAuc: number | null
  /** What speaks against it, whatever was answered, and how much. */
  readonly signs: readonly LeakSign[]
  readonly weight: number
  /** What a person said of when it is filled in; null when nobody did, or the column was changed since. */
  readonly answer: LeakAnswer | null
  /** Left out unless someone asks for it. */
  readonly suspect: boolean
  /** Why it is suspect, empty when it is not. */
  readonly evidence: string
}

const MOST_OPEN = 2000

/** Some open records as of now, to compare closed ones with. */
export function openSamples(db: ReadDb, population: Population, now: number): Samples {
  const found = allRows<{ id: number }>(db, sql`SELECT r.id FROM ${sql.id(population.entity)} r WHERE ${population.isOpen} AND ${population.belongs} ORDER BY (r.id * 7919) % 10007, r.id LIMIT ${MOST_OPEN}`)
  const ids = Float64Array.from(found, ({ id }) => id).sort()
  return { ids, asOf: new Float64Array(ids.length).fill(now) }
}

interface Looking {
  readonly now: number
  /** Of the training, which sets the newest part aside by it where there are no times. */
  readonly seed: number
  /** Of each sample, the record id with which it stays together in every split; found anew where it is not given. */
  readonly together?: Float64Array
  /** Called between chunks of records. */
  readonly between?: (() => void) | undefined
}

/**
 * Looks at every spec; one pass over closed and some open records. What is suspect is decided without the newest part of
 * the closed records, whose outcomes are touched once, for the report.
 */
export function checkAttributes(db: ReadDb, population: Population, specs: readonly AttributeSpec[], samples: TrainingSamples, { now, seed, together, between }: Looking): { checked: CheckedAttribute[]; table: TrainingTable } {
  const { entity } = population
  const closed = collectFeatures(db, entity, specs, samples, between)
  const open = collectFeatures(db, entity, specs, openSamples(db, population, now), between)
  const table = trainingTable(closed, specs, samples, together)
  const names = (accept: (spec: AttributeSpec) => boolean): Set<string> => new Set(specs.filter(accept).map(({ name }) => name))
  // What no model may use says nothing against the others either.
  const usable = specs.flatMap(({ usable: may }, index) => (may ? [index] : []))
  const context = {
    open: { ...open, features: usable.map((index) => open.features[index]!) },
    vouched: names(({ vouched }) => vouched),
    built: names((spec) => spec.origin === 'intelligent' && !isOfDates(spec) && spec.source.type !== 'word'),
    daysSince: names(({ source }) => source.type === 'column' && (source.reading === 'date' || source.reading === 'datetime')),
    lateFills: lateFills(db, entity, specs, samples),
  }
  const older = pickTable({ ...table, features: usable.map((index) => table.features[index]!) }, splitHoldOut(table, seed).older)
  const hasBoth = older.outcome.includes(1) && older.outcome.includes(0)
  const checks = new Map(hasBoth ? checkColumns(older, seed, entity === 'lead' ? LEAD_WORDS : OPPORTUNITY_WORDS, context).map((check, place) => [usable[place], check]) : [])
  const answers = readAnswers(db)
  const checked = specs.map((spec, index): CheckedAttribute => {
    const check = checks.get(index)
    const feature = closed.features[index]
    const openFeature = open.features[index]
    return {
      spec,
      filledClosed: feature === undefined ? 0 : filledShare(feature, closed.rows),
      filledOpen: openFeature === undefined || open.rows < FEWEST_OPEN ? null : filledShare(openFeature, open.rows),
      distinct: distinctValues(feature),
      singleAuc: check?.singleAuc ?? null,
      signs: check?.signs ?? [],
      weight: check?.weight ?? 0,
      ...judged(check, answerAbout(answers, spec)),
    }
  })
  return { checked: withSuspectDates(checked), table }
}

/** A person's word goes before the evidence: who says when a column is filled in clears or condemns it. */
function judged(check: ColumnCheck | undefined, answer: LeakAnswer | null): Pick<CheckedAttribute, 'answer' | 'suspect' | 'evidence'> {
  const evidence = check?.evidence ?? ''
  switch (answer) {
    case 'creation':
    case 'open':
      return { answer, suspect: false, evidence: '' }
    case 'unknown':
      return { answer, suspect: true, evidence: [evidence, answerSentence(answer)].filter((sentence) => sentence !== '').join(' ') }
    case 'closing':
    case null:
      return { answer, suspect: evidence !== '', evidence }
  }
}

function distinctValues(feature: Feature | undefined): number {
  if (feature === undefined) return 0
  if (feature.kind === 'category') return feature.categories.length
  const present = feature.values.filter((value) => !Number.isNaN(value)).sort()
  let distinct = 0
  for (let at = 0; at < present.length; at += 1) if (at === 0 || present[at] !== present[at - 1]) distinct += 1
  return distinct
}

export interface ChosenAttributes {
  /** Attributes that could have been chosen. */
  readonly offered: number
  readonly used: readonly AttributeSpec[]
  /** The heaviest evidence first. */
  readonly suspects: readonly { readonly name: string; readonly label: string; readonly evidence: string; readonly used: boolean }[]
  /** Every attribute that is not used, with the reason. */
  readonly refused: readonly { readonly name: string; readonly label: string; readonly reason: string }[]
  /** The used attributes of the training records. */
  readonly table: TrainingTable
  /** Training records that say the same as an earlier one in every attribute that could be chosen. */
  readonly copies: number
}

/** The attributes that a model with this configuration learns from: what is chosen by default or by the user, suspects only by the user. */
export function chooseAttributes(db: ReadDb, entity: ScoredEntity, config: ModelConfig, samples: TrainingSamples, now: number, between?: () => void): ChosenAttributes {
  const include = new Set(config.include)
  const exclude = new Set(config.exclude)
  const specs = attributeSpecs(db, entity, { timesUsable: samples.timesUsable, processId: config.processId, outcome: config.outcome })
  const { together, count } = trainingCopies(db, entity, specs, samples, between)
  const all = judgedSpecs(db, entity, specs, samples, { seed: config.seed, together, include: config.include, between })
  const offered = all.filter(({ usable }) => usable)
  const isWanted = ({ name, chosen }: AttributeSpec): boolean => !exclude.has(name) && (chosen || include.has(name))
  // All that could be chosen are looked at, as where they are chosen: what one says against another does not depend on the choice.
  const { checked, table } = checkAttributes(db, populationOf(db, entity, config), offered, samples, { now, seed: config.seed, together, between })
  const found = checked.filter(({ spec }) => isWanted(spec))
  const features = table.features.filter((_feature, index) => isWanted(offered[index]!))
  const redundant = redundantCounts(offered.filter(isWanted), features)
  const isUsed = ({ spec, suspect }: CheckedAttribute): boolean => include.has(spec.name) || (!suspect && !redundant.has(spec.name))
  const byName = new Map(found.map((entry) => [entry.spec.name, entry]))
  const reasonOf = ({ name, reason, usable }: AttributeSpec): string => {
    if (!usable) return reason
    if (exclude.has(name)) return 'Left out by hand.'
    const entry = byName.get(name)
    if (entry?.suspect === true) return entry.evidence
    return redundant.has(name) ? 'Says the same as a longer window.' : reason
  }
  return {
    offered: offered.length,
    used: found.filter(isUsed).map(({ spec }) => spec),
    suspects: found.filter(({ suspect }) => suspect).toSorted((a, b) => b.weight - a.weight).map((entry) => ({ name: entry.spec.name, label: entry.spec.label, evidence: entry.evidence, used: isUsed(entry) })),
    refused: all.flatMap((spec) => {
      const entry = byName.get(spec.name)
      return entry !== undefined && isUsed(entry) ? [] : [{ name: spec.name, label: spec.label, reason: reasonOf(spec) }]
    }),
    table: { ...table, features: features.filter((_feature, index) => isUsed(found[index]!)) },
    copies: count,
  }
}
