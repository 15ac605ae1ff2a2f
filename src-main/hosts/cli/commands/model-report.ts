import type { ModelReport, ModelSummary } from '#shared/contract/index'
import { count, decimal, layFacts, layTable, moment, percent } from '../layout.ts'

export function modelsTable(models: readonly ModelSummary[]): string {
  if (models.length === 0) return 'There is no model yet. Make one with "sextant model create --entity lead".'
  const columns = [{ title: 'Model', align: 'right' }, { title: 'Name' }, { title: 'Scores' }, { title: 'Published' }, { title: 'AUC', align: 'right' }, { title: 'Verdict' }, { title: 'Scored', align: 'right' }, { title: 'Latest' }] as const
  const rows = models.map(({ id, name, entity, published, latest }) => [
    id,
    name,
    entity,
    published === null ? null : `version ${published.version}`,
    decimal(published?.auc ?? null),
    published?.verdict ?? null,
    published === null ? null : count(published.scored),
    latest === null ? null : `version ${latest.version} ${latest.state}`,
  ])
  return layTable(columns, rows)
}

/** Every number of the performance page. */
export function reportText(report: ModelReport): string {
  const { holdout, logistic } = report
  const { confusion } = holdout
  const facts = layFacts([
    ['Verdict', report.verdictSentence],
    ['Measured on', `${count(holdout.rows)} records, ${count(holdout.positives)} positive${report.validatedInTime ? '' : '; not validated in time'}`],
    ['Learned up to', moment(report.measuredUpTo)],
    ['AUC', `${holdout.auc.toFixed(3)} (95 %: ${holdout.aucLow.toFixed(3)} to ${holdout.aucHigh.toFixed(3)})`],
    ['AUC, logistic regression', `${logistic.auc.toFixed(3)} (95 %: ${logistic.aucLow.toFixed(3)} to ${logistic.aucHigh.toFixed(3)})`],
    ['Log loss', `${holdout.logLoss.toFixed(4)}, logistic regression ${logistic.logLoss.toFixed(4)}`],
    ['Brier score', `${holdout.brier.toFixed(4)}, logistic regression ${logistic.brier.toFixed(4)}`],
    ['Calibration error', `${holdout.calibrationError.toFixed(4)} (95 % when right: ${holdout.calibrationLow.toFixed(4)} to ${holdout.calibrationHigh.toFixed(4)}), logistic regression ${logistic.calibrationError.toFixed(4)}`],
    ['Calibration slope, intercept', `${holdout.calibrationSlope.toFixed(3)}, ${holdout.calibrationIntercept.toFixed(3)}; logistic regression ${logistic.calibrationSlope.toFixed(3)}, ${logistic.calibrationIntercept.toFixed(3)}`],
    ['Threshold', holdout.threshold.toFixed(3)],
    ['Accuracy', percent(holdout.accuracy)],
    ['Precision', percent(holdout.precision)],
    ['Recall', percent(holdout.recall)],
    ['F1', holdout.f1.toFixed(3)],
    ['Conversion rate', percent(holdout.conversionRate)],
    ['True positives / negatives', `${count(confusion.truePositive)} / ${count(confusion.trueNegative)}`],
    ['False positives / negatives', `${count(confusion.falsePositive)} / ${count(confusion.falseNegative)}`],
    ['Trained on', `${count(report.trainedRows)} records, ${count(report.positives)} positive (${percent(report.priorRate)})`],
    ['Learning curve', report.learningCurve.points.map(({ rows, auc }) => `${count(rows)}: ${auc.toFixed(3)}`).join(', ') || 'too few records'],
    ['More data', report.learningCurve.sentence],
    ['Attributes', `${report.attributesUsed} used of ${report.attributesOffered}`],
  ])
  const importance = layTable(
    [{ title: 'Attribute' }, { title: 'Influence', align: 'right' }, { title: 'In words' }],
    report.importance.map((item) => [item.label, decimal(item.influence), item.words]),
  )
  const suspects = report.suspects.map((item) => `Suspect: ${item.label}${item.used ? ' (used)' : ' (left out)'}: ${item.evidence}`)
  return [facts, '', importance, ...stageLines(report), ...(suspects.length + report.notes.length > 0 ? [''] : []), ...suspects, ...report.notes].join('\n')
}

/** One line a stage; none where one model scores all of them. */
function stageLines({ stages }: ModelReport): string[] {
  if (stages === null) return []
  const rows = stages.stages.map(({ name, rows: records, positives, measured, sentence }) => [name, count(records), count(positives), measured === null ? null : `${measured.auc.toFixed(3)} (95 %: ${measured.aucLow.toFixed(3)} to ${measured.aucHigh.toFixed(3)})`, sentence])
  return ['', layTable([{ title: 'Stage' }, { title: 'Records', align: 'right' }, { title: 'Positive', align: 'right' }, { title: 'AUC' }, { title: 'Model' }], rows)]
}
