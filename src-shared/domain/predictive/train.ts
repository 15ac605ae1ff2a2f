import { deriveSeed } from '#shared/lib/random'
import { calibrate } from './calibration.ts'
import { bestF1Threshold, thresholdPoints } from './confusion.ts'
import { crossFit, crossFitBags, modelOf, type CrossFit, type CrossFitOptions } from './cross-fit.ts'
import { calibrationBins } from './curves.ts'
import { Cancelled, NotEnoughData } from './errors.ts'
import type { BagExecutor } from './executor.ts'
import type { TrainingTable } from './feature-table.ts'
import { DEFAULT_BAGS, FOLD_BAGS } from './fit-options.ts'
import { splitHoldOut, type HoldOut } from './folds.ts'
import { learningCurve, learningCurveBags } from './learning-curve.ts'
import { fitLogistic, predictLogistic } from './logistic.ts'
import type { EbmModel } from './model.ts'
import { pickTable } from './pick-rows.ts'
import { scoreOfLogit, scoreTable } from './predict.ts'
import { DEFAULT_VERDICT_BANDS, gainOver, holdoutOf, importanceOf, rankCurvesOf, suspectsOf, type RankCurves, verdictOf, verdictSentence, type TrainingReport, type VerdictBands } from './report.ts'
import { checkColumns, type ColumnCheck } from './suspects.ts'
import { countOf, dayOf, LEAD_WORDS, type OutcomeWords } from './words.ts'

export interface TrainOptions extends CrossFitOptions {
  /** Records needed of either outcome. */
  readonly minimum: number
  readonly words: OutcomeWords
  readonly verdictBands: VerdictBands
  /** Attributes that could have been chosen; those of the table when null. */
  readonly attributesOffered: number | null
  /** π of an earlier version to keep; null takes the training rate. */
  readonly priorRate: number | null
}

export const DEFAULT_TRAIN_OPTIONS: TrainOptions = Object.freeze({
  seed: 1,
  bags: DEFAULT_BAGS,
  foldBags: FOLD_BAGS,
  folds: 5,
  trainedAt: 0,
  minimum: 40,
  words: LEAD_WORDS,
  verdictBands: DEFAULT_VERDICT_BANDS,
  attributesOffered: null,
  priorRate: null,
})

export type TrainStage = 'learn_older' | 'report' | 'learning_curve' | 'learn_all' | 'finish'

/** How far training is; counts are bags, the unit that takes the time. */
export interface TrainProgress {
  readonly stage: TrainStage
  /** `Learning from the older 80 %, bag 5 of 34` */
  readonly stageLabel: string
  /** Bags of this stage finished, and all of them; 0 of 0 in stages without bags. */
  readonly done: number
  readonly total: number
  /** Share of the bags of the whole training, in [0, 1]. */
  readonly fraction: number
}

export interface TrainSignals {
  onProgress(progress: TrainProgress): void
  isCancelled(): boolean
}

export interface TrainResult {
  /** Learned from all rows. */
  readonly model: EbmModel
  readonly report: TrainingReport
  /** Of the published model, from its out-of-fold predictions. */
  readonly threshold: number
  /** Predictions of all rows by models that had not seen them, calibrated; for grades. Ordered by record id. */
  readonly outOfFold: { readonly recordIds: Float64Array; readonly scores: Float64Array; readonly probability: Float64Array; readonly outcome: Uint8Array }
  /** What the measured model gave the rows set aside for the report: places in the table, and a probability each. */
  readonly heldOut: { readonly rows: Int32Array; readonly probability: Float64Array }
  /** One a column of the table, in its order. */
  readonly columns: readonly ColumnCheck[]
}

/**
 * Trains, measures and refits: holds out the newest fifth, calibrates and finds the threshold out of fold on the rest,
 * reports on the fifth beside a logistic baseline, then learns from all rows. Depends on its arguments alone.
 * Throws `NotEnoughData` below the minimum of either outcome and `Cancelled` once `isCancelled` says so.
 */
export async function train(table: TrainingTable, options: TrainOptions, executor: BagExecutor, signals: TrainSignals): Promise<TrainResult> {
  requireEnough(table, options)
  const holdOut = splitHoldOut(table, options.seed)
  const bags = crossFitBags(options)
  const curveBags = learningCurveBags(table, holdOut.older, options.seed)
  const bagsOf = (stage: TrainStage): number => (stage === 'learning_curve' ? curveBags : stage === 'learn_older' || stage === 'learn_all' ? bags : 0)
  const tell = (stage: TrainStage, done: number, finishedBags: number): void => {
    if (signals.isCancelled()) throw new Cancelled()
    const total = bagsOf(stage)
    signals.onProgress({ stage, stageLabel: stageLabel(stage, done, total, holdOut.inTime), done: total === 0 ? 0 : done, total, fraction: (finishedBags + done) / (2 * bags + curveBags) })
  }

  tell('learn_older', 0, 0)
  const older = await crossFit(table, holdOut.older, options, executor, (done) => tell('learn_older', done, 0))
  tell('report', 0, bags)
  const measured = measure(table, holdOut, older, options)
  // The newest part is touched once, for the report: its outcomes do not decide what is suspect.
  const columns = checkColumns(pickTable(table, holdOut.older), options.seed, options.words)

  tell('learning_curve', 0, bags)
  const curve = await learningCurve(table, holdOut.older, options, executor, (done) => tell('learning_curve', done, bags))

  tell('learn_all', 0, bags + curveBags)
  const all = await crossFit(table, Int32Array.from({ length: table.rows }, (_, row) => row), options, executor, (done) => tell('learn_all', done, bags + curveBags))
  tell('finish', 0, 2 * bags + curveBags)
  const model = modelOf(all, table, options, options.priorRate ?? undefined)
  const probability = calibrate(all.logits, all.calibration)
  const outcome = all.prepared.input.outcome
  const { slope, intercept } = all.calibration
  return {
    model,
    report: {
      ...measured,
      learningCurve: curve,
      importance: importanceOf(model),
      trainedRows: model.trainedOn.rows,
      positives: model.trainedOn.positives,
      priorRate: model.priorRate,
      attributesUsed: model.features.length,
      attributesOffered: options.attributesOffered ?? table.features.length,
      suspects: suspectsOf(columns, new Set(model.features.map(({ name }) => name))),
      notes: notesOf(table, holdOut, measured.measuredUpTo, all, options.words),
    },
    threshold: bestF1Threshold(probability, outcome),
    outOfFold: {
      recordIds: Float64Array.from(all.prepared.tableRows, (row) => table.recordIds[row] ?? Number.NaN),
      scores: all.logits.map((logit) => scoreOfLogit(slope * logit + intercept, model.priorRate)),
      probability,
      outcome,
    },
    heldOut: { rows: holdOut.newest, probability: scoreTable(modelOf(older, table, options), pickTable(table, holdOut.newest)).probability },
    columns,
  }
}

function requireEnough(table: TrainingTable, { minimum, words }: TrainOptions): void {
  const positives = table.outcome.reduce((sum, value) => sum + value, 0)
  const negatives = table.rows - positives
  const lacking = [
    positives < minimum ? countOf(minimum - positives, words, `more ${words.positive}`) : '',
    negatives < minimum ? countOf(minimum - negatives, words, `more ${words.negative}`) : '',
  ].filter((part) => part !== '')
  if (lacking.length === 0) return
  const need = `A model needs ${minimum} ${words.positive} and ${minimum} ${words.negative} ${words.many}; there are ${positives} and ${negatives}.`
  throw new NotEnoughData(`${need} Needed: ${lacking.join(' and ')}.`, positives, negatives, minimum)
}

function stageLabel(stage: TrainStage, done: number, bags: number, inTime: boolean): string {
  const bag = `bag ${Math.min(done + 1, bags)} of ${bags}`
  switch (stage) {
    case 'learn_older':
      return `Learning from ${inTime ? 'the older' : 'a random'} 80\u00a0%, ${bag}`
    case 'report':
      return `Measuring on ${inTime ? 'the newest' : 'the other'} 20\u00a0%`
    case 'learning_curve':
      return `Asking whether more data would help, ${bag}`
    case 'learn_all':
      return `Learning from all records, ${bag}`
    case 'finish':
      return 'Finishing'
  }
}

type Measured = Pick<TrainingReport, 'verdict' | 'verdictSentence' | 'validatedInTime' | 'measuredUpTo' | 'holdout' | 'logistic' | 'logisticCurves' | 'gainOverLogistic' | 'calibration' | 'thresholds' | keyof RankCurves>

/** The only look at the held-out rows. */
function measure(table: TrainingTable, holdOut: HoldOut, older: CrossFit, options: TrainOptions): Measured {
  const model = modelOf(older, table, options)
  const newest = pickTable(table, holdOut.newest)
  const threshold = bestF1Threshold(calibrate(older.logits, older.calibration), older.prepared.input.outcome)
  const { probability } = scoreTable(model, newest)
  const rangeSeed = deriveSeed(options.seed, 'calibration-range')
  const holdout = holdoutOf(probability, newest.outcome, threshold, rangeSeed)
  const baseline = fitLogistic(table, older.prepared.tableRows, options.seed)
  const plain = predictLogistic(baseline, table, holdOut.newest)
  const plainThreshold = bestF1Threshold(predictLogistic(baseline, table, older.prepared.tableRows), older.prepared.input.outcome)
  const verdict = verdictOf(holdout, options.verdictBands)
  return {
    verdict,
    verdictSentence: verdictSentence(verdict, holdout, holdOut.inTime, options.words),
    validatedInTime: holdOut.inTime,
    measuredUpTo: holdOut.inTime ? model.trainedOn.to : null,
    holdout,
    logistic: holdoutOf(plain, newest.outcome, plainThreshold, rangeSeed),
    logisticCurves: rankCurvesOf(plain, newest.outcome),
    gainOverLogistic: gainOver(probability, plain, newest.outcome),
    ...rankCurvesOf(probability, newest.outcome),
    calibration: calibrationBins(probability, newest.outcome),
    thresholds: thresholdPoints(probability, newest.outcome),
  }
}

function notesOf(table: TrainingTable, holdOut: HoldOut, measuredUpTo: number | null, all: CrossFit, words: OutcomeWords): string[] {
  const notes: string[] = []
  if (!holdOut.inTime) notes.push(`Not validated in time: closing times are missing or all alike, so the report is on a random fifth of the closed ${words.many}.`)
  else if (measuredUpTo !== null) notes.push(`Measured on the model trained up to ${dayOf(measuredUpTo)}; the published one also learned from later records.`)
  if (table.rows < 500) notes.push(`Learned from only ${countOf(table.rows, words, 'closed')}: the interval is wide.`)
  const { constant } = all.prepared
  if (constant.length > 0) notes.push(`Left out, because they hold a single value: ${constant.map(({ label }) => label).sort().join(', ')}.`)
  return notes
}
