import type { ModelConfig } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { Feature, FeatureTable, TrainingTable } from '#shared/domain/predictive/feature-table'
import { checkColumns, type ColumnCheck } from '#shared/domain/predictive/suspects'
import { LEAD_WORDS, OPPORTUNITY_WORDS, percent } from '#shared/domain/predictive/words'
import type { ReadDb } from '../handles.ts'
import type { AttributeSpec, Samples } from './attribute-spec.ts'
import { attributeSpecs } from './attribute-specs.ts'
import { collectFeatures } from './collect-features.ts'
import { redundantCounts } from './drop-redundant.ts'
import type { TrainingSamples } from './training-samples.ts'

/** An attribute with what closed and open records show of it. */
export interface CheckedAttribute {
  readonly spec: AttributeSpec
  /** Shares in [0, 1]; the open one is null where fewer than 20 records are open. */
  readonly filledClosed: number
  readonly filledOpen: number | null
  /** Different values among the closed records looked at. */
  readonly distinct: number
  readonly singleAuc: number | null
  /** Why it is suspect, empty when it is not. */
  readonly evidence: string
}

const MOST_OPEN = 2000
const FEWEST_OPEN = 20

const openSql = {
  lead: "SELECT id FROM lead WHERE state = 'open' ORDER BY (id * 7919) % 10007, id LIMIT ?",
  opportunity: "SELECT id FROM opportunity WHERE state = 'open' ORDER BY (id * 7919) % 10007, id LIMIT ?",
} as const

/** Some open records as of now, to compare closed ones with. */
export function openSamples(db: ReadDb, entity: ScoredEntity, now: number): Samples {
  const ids = Float64Array.from(db.prepare(openSql[entity]).values(MOST_OPEN), ([id]) => id as number).sort()
  return { ids, asOf: new Float64Array(ids.length).fill(now) }
}

/** Looks at every spec that `wanted` accepts; one pass over closed and some open records. */
export function checkAttributes(db: ReadDb, entity: ScoredEntity, specs: readonly AttributeSpec[], samples: TrainingSamples, now: number, between?: () => void): { checked: CheckedAttribute[]; table: TrainingTable } {
  const closed = collectFeatures(db, entity, specs, samples, between)
  const open = collectFeatures(db, entity, specs, openSamples(db, entity, now), between)
  const table = { ...closed, outcome: samples.outcome, closedAt: samples.closedAt }
  const checks = samples.positives > 0 && samples.negatives > 0 ? checkColumns(table, 1, entity === 'lead' ? LEAD_WORDS : OPPORTUNITY_WORDS) : []
  return { checked: specs.map((spec, index) => checked(spec, closed, open, index, checks[index])), table }
}

function checked(spec: AttributeSpec, closed: FeatureTable, open: FeatureTable, index: number, check: ColumnCheck | undefined): CheckedAttribute {
  const own = countValues(closed.features[index])
  const filledClosed = closed.rows === 0 ? 0 : own.filled / closed.rows
  const filledOpen = open.rows < FEWEST_OPEN ? null : countValues(open.features[index]).filled / open.rows
  const evidence = [evidenceOf(spec, check), fillEvidence(spec, filledClosed, filledOpen)].filter((sentence) => sentence !== '').join(' ')
  return { spec, filledClosed, filledOpen, distinct: own.distinct, singleAuc: check?.singleAuc ?? null, evidence }
}

/** A telling name says nothing against what was built as of the moment, and of columns whose time Sextant itself knows. */
function evidenceOf(spec: AttributeSpec, check: ColumnCheck | undefined): string {
  if (check === undefined) return ''
  return spec.vouched ? check.evidence.replace(/ ?The name .* sounds like something that is filled in at the end\.$/, '') : check.evidence
}

function fillEvidence(spec: AttributeSpec, filledClosed: number, filledOpen: number | null): string {
  if (spec.origin === 'intelligent' || filledOpen === null) return ''
  if (filledClosed - filledOpen < 0.3 || filledClosed < 2 * filledOpen) return ''
  return `${spec.label} is filled in ${percent(filledClosed)} of the closed records, but in ${percent(filledOpen)} of the open ones.`
}

function countValues(feature: Feature | undefined): { filled: number; distinct: number } {
  if (feature === undefined) return { filled: 0, distinct: 0 }
  if (feature.kind === 'category') {
    let filled = 0
    for (const code of feature.codes) if (code >= 0) filled += 1
    return { filled, distinct: feature.categories.length }
  }
  const present = feature.values.filter((value) => !Number.isNaN(value)).sort()
  let distinct = 0
  for (let at = 0; at < present.length; at += 1) if (at === 0 || present[at] !== present[at - 1]) distinct += 1
  return { filled: present.length, distinct }
}

export interface ChosenAttributes {
  /** Attributes that could have been chosen. */
  readonly offered: number
  readonly used: readonly AttributeSpec[]
  readonly suspects: readonly { readonly name: string; readonly label: string; readonly evidence: string; readonly used: boolean }[]
  /** The used attributes of the training records. */
  readonly table: TrainingTable
}

/** The attributes that a model with this configuration learns from: what is chosen by default or by the user, suspects only by the user. */
export function chooseAttributes(db: ReadDb, entity: ScoredEntity, config: ModelConfig, samples: TrainingSamples, now: number, between?: () => void): ChosenAttributes {
  const include = new Set(config.include)
  const exclude = new Set(config.exclude)
  const offered = attributeSpecs(db, entity, { timesUsable: samples.timesUsable, processId: config.processId }).filter(({ usable }) => usable)
  const wanted = offered.filter(({ name, chosen }) => !exclude.has(name) && (chosen || include.has(name)))
  const { checked: found, table } = checkAttributes(db, entity, wanted, samples, now, between)
  const redundant = redundantCounts(wanted, table.features)
  const isUsed = ({ spec, evidence }: CheckedAttribute): boolean => include.has(spec.name) || (evidence === '' && !redundant.has(spec.name))
  return {
    offered: offered.length,
    used: found.filter(isUsed).map(({ spec }) => spec),
    suspects: found.filter(({ evidence }) => evidence !== '').map((entry) => ({ name: entry.spec.name, label: entry.spec.label, evidence: entry.evidence, used: isUsed(entry) })),
    table: { ...table, features: table.features.filter((_feature, index) => isUsed(found[index]!)) },
  }
}
