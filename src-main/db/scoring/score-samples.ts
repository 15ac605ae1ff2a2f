import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { FeatureTable } from '#shared/domain/predictive/feature-table'
import type { EbmModel } from '#shared/domain/predictive/model'
import { pickFeature } from '#shared/domain/predictive/pick-rows'
import { scoreTable } from '#shared/domain/predictive/predict'
import type { StagePart, StageParts } from '#shared/domain/predictive/stage-parts'
import type { Samples } from '../features/attribute-spec.ts'
import { collectFeatures } from '../features/collect-features.ts'
import { activeStages } from '../features/stage-visits.ts'
import type { ReadDb } from '../handles.ts'
import type { Scorer } from './stored-model.ts'

/** Scores of records; all arrays have one entry a sample. */
export interface SampleScores {
  /** 0 to 100, unrounded. */
  readonly score: Float64Array
  /** Calibrated probability, unrounded. */
  readonly probability: Float64Array
  /** What is stored with a score: the bin of each term; in a per-stage version after the place of the submodel, counted from 1, or 0 for the pooled one. */
  readonly bins: readonly Uint8Array[]
}

/** Scores the samples by the version: by its one model, or each by the submodel of the stage that it was in at its moment. */
export function scoreSamples(db: ReadDb, entity: ScoredEntity, scorer: Pick<Scorer, 'specs' | 'model' | 'stages'>, samples: Samples): SampleScores {
  const table = collectFeatures(db, entity, scorer.specs, samples)
  const { stages } = scorer
  if (stages === null || !stages.perStage) {
    const { score, probability, bins } = scoreTable(scorer.model, table)
    const width = 2 * scorer.model.terms.length
    return { score, probability, bins: Array.from(score, (_unused, row) => new Uint8Array(bins.buffer, bins.byteOffset + row * width, width)) }
  }
  return scoreByStage(table, scorer.model, stages, activeStages(db, entity, stages.processId, samples))
}

function scoreByStage(table: FeatureTable, pooled: EbmModel, { stages }: StageParts, active: Float64Array): SampleScores {
  const score = new Float64Array(table.rows)
  const probability = new Float64Array(table.rows)
  const stored = Array.from({ length: table.rows }, () => new Uint8Array(0))
  const places = Array.from(active, (stage) => 1 + stages.findIndex(({ stageId, model }) => stageId === stage && model !== null))
  for (const [place, rows] of Map.groupBy(places.keys(), (row) => places[row] ?? 0)) {
    const model = modelAt(pooled, stages, place)
    const own = scoreTable(model, pickRows(table, Int32Array.from(rows)))
    const width = model.terms.length
    rows.forEach((row, at) => {
      score[row] = own.score[at]!
      probability[row] = own.probability[at]!
      stored[row] = new Uint8Array(Uint16Array.of(place, ...own.bins.subarray(at * width, (at + 1) * width)).buffer)
    })
  }
  return { score, probability, bins: stored }
}

function modelAt(pooled: EbmModel, stages: readonly StagePart[], place: number): EbmModel {
  return stages[place - 1]?.model ?? pooled
}

function pickRows(table: FeatureTable, rows: Int32Array): FeatureTable {
  const numbers = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row] ?? Number.NaN)
  return { rows: rows.length, recordIds: numbers(table.recordIds), asOf: numbers(table.asOf), features: table.features.map((feature) => pickFeature(feature, rows)) }
}

/** What scored a record, read back from what `scoreSamples` stored. */
export interface StoredBins {
  readonly model: EbmModel
  /** One a term of the model. */
  readonly bins: Uint16Array
  /** The stage whose submodel it was; null for the one or the pooled model. */
  readonly stage: StagePart | null
}

export function readBins({ model, stages }: Pick<Scorer, 'model' | 'stages'>, blob: Uint8Array): StoredBins {
  const bytes = new Uint8Array(blob)
  const bins = new Uint16Array(bytes.buffer, 0, bytes.length / 2)
  if (stages === null || !stages.perStage) return { model, bins, stage: null }
  const place = bins[0] ?? 0
  return { model: modelAt(model, stages.stages, place), bins: bins.subarray(1), stage: stages.stages[place - 1] ?? null }
}
