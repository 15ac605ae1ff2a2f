import type { Insight } from '#shared/contract/model-insight'
import type { ModelReport } from '#shared/contract/model-report'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { binColumn, binCountOf, learnBinning } from '#shared/domain/predictive/binning'
import type { Feature } from '#shared/domain/predictive/feature-table'
import type { EbmModel, ModelFeature, ModelTerm } from '#shared/domain/predictive/model'
import { curveOf, valueFacts } from '#shared/domain/predictive/value-groups'
import { countOf, dayOf, wholeNumber } from '#shared/domain/predictive/words'
import type { AttributeSpec } from '../features/attribute-spec.ts'
import { attributeSpecs } from '../features/attribute-specs.ts'
import { openSamples } from '../features/choose-attributes.ts'
import { collectFeatures } from '../features/collect-features.ts'
import { judgedSpecs } from '../features/judged-specs.ts'
import { populationOf, type PopulationConfig } from '../features/population.ts'
import { trainingSamples } from '../features/training-samples.ts'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import { outcomeWords } from '../scoring/outcome-words.ts'
import { loadScorer } from '../scoring/stored-model.ts'
import { thin } from './attributes.ts'
import { requireModel, versionRows, type VersionRow } from './models.ts'
import { readReport } from './models-report.ts'

interface Asked extends PopulationConfig {
  readonly entity: ScoredEntity
  readonly windowMonths: number
  readonly modelId: number | null
  readonly name: string
}

interface Caller {
  readonly now: number
  readonly timeZone: string
}

/** Closed records looked at where no model has counted them. */
const LOOKED_AT = 10_000
/** Bins of a number before they are gathered into bands. */
const FINE_BINS = 200

/** What an attribute's values have to do with the outcome. Throws NOT_FOUND where the records have no such attribute. */
export function readInsight(db: ReadDb, asked: Asked, { now, timeZone }: Caller): Insight {
  const { entity, name, processId = null, outcome = null } = asked
  const words = outcomeWords(db, entity, asked)
  const population = populationOf(db, entity, asked)
  const all = trainingSamples(db, entity, { ...asked, now, timeZone, seed: 1 })
  const samples = thin(all, LOOKED_AT)
  const version = asked.modelId === null ? undefined : trainedVersion(db, asked.modelId)
  const scorer = version === undefined ? null : loadScorer(db, version.id)
  const report = reportOf(version)
  const spec = scorer?.specs.find((own) => own.name === name) ?? judgedSpecs(db, entity, attributeSpecs(db, entity, { timesUsable: samples.timesUsable, processId, outcome }), all, { seed: 1 }).find((found) => found.name === name)
  if (spec === undefined) throw new Problem('NOT_FOUND', `The ${words.many} have no attribute "${name}" any more. Read the list of attributes again.`)
  const ofOpen = openSamples(db, population, now)
  const open = collectFeatures(db, entity, [spec], ofOpen).features[0]
  const learned = scorer === null ? null : mainEffect(scorer.model, name)
  const counted = learned ?? counts(spec, collectFeatures(db, entity, [spec], samples).features[0], samples.outcome)
  const perBin = openCounts(open, counted.feature)
  const rows = learned === null ? samples.ids.length : (scorer?.model.trainedOn.rows ?? 0)
  const positives = learned === null ? samples.positives : (scorer?.model.trainedOn.positives ?? 0)
  const globalRate = rows === 0 ? 0 : positives / rows
  const opened = perBin.reduce((sum, count) => sum + count, 0)
  const basis = learned === null || version === undefined
    ? `${countOf(rows, words, 'closed')}${samples.timesUsable ? ` of the last ${asked.windowMonths} months` : ''}, as they were while open, and ${wholeNumber(opened)} open.`
    : `${countOf(rows, words, 'closed')} that version ${version.number} learned from${version.trained_at === null ? '' : ` on ${dayOf(version.trained_at)}`}, as they were while open, and ${wholeNumber(opened)} open now.`
  return {
    name: spec.name,
    label: spec.label,
    origin: spec.origin,
    kind: spec.kind,
    basis,
    filledClosed: rows === 0 ? null : 1 - (counted.term.counts[0] ?? 0) / rows,
    filledOpen: opened === 0 ? null : 1 - (perBin[0] ?? 0) / opened,
    influence: influenceOf(report, name),
    unused: unusedReason(report, scorer?.model, spec),
    closed: rows,
    globalRate,
    values: valueFacts(counted.feature, counted.term, perBin, globalRate, words),
    curve: learned === null || scorer === null ? [] : curveOf(learned.feature, learned.term, scorer.model.calibration),
  }
}

function trainedVersion(db: ReadDb, modelId: number): VersionRow | undefined {
  requireModel(db, modelId)
  const trained = versionRows(db, modelId).filter(({ report }) => report !== null)
  return trained.find(({ state }) => state === 'published') ?? trained[0]
}

function reportOf(version: VersionRow | undefined): ModelReport | null {
  const text = version?.report ?? null
  return text === null ? null : readReport(text)
}

interface Counted {
  readonly feature: ModelFeature
  readonly term: ModelTerm
}

function mainEffect(model: EbmModel, name: string): Counted | null {
  const index = model.features.findIndex((feature) => feature.name === name)
  const feature = model.features[index]
  const term = model.terms.find(({ features }) => features.length === 1 && features[0] === index)
  return feature === undefined || term === undefined ? null : { feature, term }
}

/** The same counts for an attribute that no model has learned. */
function counts(spec: AttributeSpec, values: Feature | undefined, outcome: Uint8Array): Counted {
  if (values === undefined) throw new Error(`The attribute ${spec.name} was not read`)
  const binning = learnBinning(values, null, FINE_BINS)
  const size = binCountOf(binning)
  const all = Array.from({ length: size }, () => 0)
  const positives = Array.from({ length: size }, () => 0)
  binColumn(values, binning).forEach((bin, row) => {
    all[bin] = (all[bin] ?? 0) + 1
    positives[bin] = (positives[bin] ?? 0) + (outcome[row] ?? 0)
  })
  const { name, label, origin, kind } = spec
  return {
    feature: { name, label, origin, kind, unit: values.unit ?? null, binning, pairBins: null },
    term: { features: [0], scores: [], deviations: [], counts: all, positives },
  }
}

/** Open records in each bin. */
function openCounts(open: Feature | undefined, { binning }: ModelFeature): number[] {
  const perBin = Array.from({ length: binCountOf(binning) }, () => 0)
  if (open !== undefined) for (const bin of binColumn(open, binning)) perBin[bin] = (perBin[bin] ?? 0) + 1
  return perBin
}

function influenceOf(report: ModelReport | null, name: string): Insight['influence'] {
  if (report === null) return null
  const total = report.importance.reduce((sum, item) => sum + item.influence, 0)
  const ranked = report.importance.toSorted((one, other) => other.influence - one.influence)
  const at = ranked.findIndex((item) => item.name === name)
  const found = ranked[at]
  return found === undefined ? null : { share: total === 0 ? 0 : found.influence / total, rank: at + 1, of: ranked.length, words: found.words }
}

function unusedReason(report: ModelReport | null, model: EbmModel | undefined, spec: AttributeSpec): string {
  if (model?.features.some(({ name }) => name === spec.name) === true) return ''
  const refused = report?.columns.refused.find(({ name }) => name === spec.name)?.reason ?? ''
  return refused !== '' ? refused : spec.reason
}
