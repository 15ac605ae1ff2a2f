import type { RetrainComparison, VersionComparison } from '#shared/contract/index'
import { Problem } from '#main/db/errors'
import type { Command, OptionValues } from '../command.ts'
import { followJob, followRest } from '../follow-job.ts'
import { count, layFacts, layTable, moment, percent, signed } from '../layout.ts'
import { exactWords, wholeNumber } from '../words.ts'
import { findModel, findVersion } from './find-model.ts'

const MODEL = 'The model\'s number or name'
const KEEP_GRADES = { options: { 'keep-grades': { type: 'boolean' } }, line: '--keep-grades   keep the grade bands in force; else new ones are cut from the open records\' scores' } as const

const gradesOf = (values: OptionValues): 'keep' | 'reset' => (values['keep-grades'] === true ? 'keep' : 'reset')
const versionNumber = (word: string | undefined): number => wholeNumber(word ?? '', 'The number of a version', 1)

export const modelRetrain: Command = {
  name: 'model retrain',
  usage: 'model retrain MODEL [--keep-grades]',
  summary: 'Train a published model again, compare old and new on the same records, and publish the new one where the rules say so.',
  options: KEEP_GRADES.options,
  optionLines: [KEEP_GRADES.line],
  async run({ words, values, open }) {
    const [word = ''] = exactWords(words, [MODEL])
    const session = await open()
    const model = await findModel(session, word)
    const { jobId } = await session.client.predictive.retrain({ modelId: model.id, grades: gradesOf(values) })
    await followJob(session, jobId)
    await followRest(session)
    const { versions } = await session.client.predictive.get({ modelId: model.id })
    const version = versions.find((entry) => entry.jobId === jobId)
    if (version?.comparison === undefined || version.comparison === null) throw new Problem('NOT_FOUND', `The version of ${model.name} that was trained is gone: someone deleted it meanwhile.`)
    const { comparison } = version
    return { json: { modelId: model.id, jobId, versionId: version.id, version: version.number, published: comparison.published, comparison }, text: `${comparison.sentence}\n\n${comparisonText(comparison)}` }
  },
}

/** What both are on the same records. */
function comparisonText({ rows, inTime, candidate, active, activeVersion, difference }: RetrainComparison): string {
  const quality = ({ auc, aucLow, aucHigh, logLoss, brier }: RetrainComparison['candidate']): string => `AUC ${auc.toFixed(3)} (95 %: ${aucLow.toFixed(3)} to ${aucHigh.toFixed(3)}), log loss ${logLoss.toFixed(4)}, Brier score ${brier.toFixed(4)}`
  return layFacts([
    ['Compared on', `${count(rows)} ${inTime ? 'newest closed records' : 'closed records, a random fifth'}`],
    ['New version', quality(candidate)],
    [`Version ${activeVersion}`, active === null ? 'cannot be trained any more' : quality(active)],
    ['AUC gained', difference === null ? null : `${signed(difference.auc, 3)} (95 %: ${signed(difference.low, 3)} to ${signed(difference.high, 3)})`],
  ])
}

export const modelCompare: Command = {
  name: 'model compare',
  usage: 'model compare MODEL A B',
  summary: 'Put two trained versions of a model beside each other, given by their numbers.',
  options: {},
  async run({ words, open }) {
    const [word = '', ...rest] = exactWords(words, [MODEL, 'The number of the first version', 'The number of the second version'])
    const [first = 0, second = 0] = rest.map(versionNumber)
    const session = await open()
    const model = await findModel(session, word)
    const [againstId, versionId] = [await findVersion(session, model.id, first), await findVersion(session, model.id, second)]
    const compared = await session.client.predictive.compare({ modelId: model.id, versionId, againstId })
    return { json: compared, text: versionsText(compared) }
  },
}

/** Influences that are listed; the rest changed less. */
const MOST_INFLUENCES = 10

function versionsText({ active, other, added, removed, influence, sentence, sameRecords }: VersionComparison): string {
  type Side = VersionComparison['active']
  const line = (name: string, show: (side: Side) => string | null): readonly (string | null)[] => [name, show(active), show(other)]
  const table = layTable(
    [{ title: '' }, { title: `Version ${active.number}`, align: 'right' }, { title: `Version ${other.number}`, align: 'right' }],
    [
      line('Trained', ({ trainedAt }) => moment(trainedAt)),
      line('AUC', ({ auc }) => auc.toFixed(3)),
      line('AUC, 95 % interval', ({ aucLow, aucHigh }) => `${aucLow.toFixed(3)} to ${aucHigh.toFixed(3)}`),
      line('Log loss', ({ logLoss }) => logLoss.toFixed(4)),
      line('Brier score', ({ brier }) => brier.toFixed(4)),
      line('Calibration error', ({ calibrationError }) => calibrationError.toFixed(4)),
      line('Calibration slope', ({ calibrationSlope }) => calibrationSlope.toFixed(3)),
      line('Records learned from', ({ trainedRows }) => count(trainedRows)),
      line('Records measured on', ({ measuredRows }) => count(measuredRows)),
      line('Window, months', ({ windowMonths }) => count(windowMonths)),
      line('Attributes', ({ attributes }) => count(attributes)),
    ],
  )
  const names = (list: VersionComparison['added']): string => list.map(({ label }) => label).join(', ') || 'none'
  const shares = layTable(
    [{ title: 'Share of the influence' }, { title: `Version ${active.number}`, align: 'right' }, { title: `Version ${other.number}`, align: 'right' }],
    influence.slice(0, MOST_INFLUENCES).map(({ label, active: was, other: is }) => [label, percent(was), percent(is)]),
  )
  return [sentence, ...(sameRecords === null ? [] : ['', comparisonText(sameRecords)]), '', table, '', layFacts([['Added', names(added)], ['Removed', names(removed)]]), '', shares].join('\n')
}

export const modelRestore: Command = {
  name: 'model restore',
  usage: 'model restore MODEL VERSION [--keep-grades]',
  summary: 'Publish a version that was replaced or set aside, and score all open records with it.',
  options: KEEP_GRADES.options,
  optionLines: [KEEP_GRADES.line],
  async run({ words, values, open }) {
    const [word = '', wanted] = exactWords(words, [MODEL, 'The number of the version'])
    const number = versionNumber(wanted)
    const session = await open()
    const model = await findModel(session, word)
    if (model.published?.version === number) throw new Problem('CONFLICT', `Version ${number} of ${model.name} is the published one already. Choose another to restore.`)
    const versionId = await findVersion(session, model.id, number)
    const { jobId, version } = await session.client.predictive.publish({ modelId: model.id, versionId, grades: gradesOf(values) })
    await followJob(session, jobId)
    await followRest(session)
    const { published } = await session.client.predictive.get({ modelId: model.id })
    const scored = published?.scored ?? 0
    return { json: { modelId: model.id, version, jobId, scored }, text: `Version ${version} of ${model.name} is published again; ${count(scored)} records have its score.` }
  },
}

export const modelRevert: Command = {
  name: 'model revert',
  usage: 'model revert MODEL',
  summary: 'Set aside what was trained after the published version, and take back the settings of that one.',
  options: {},
  async run({ words, open }) {
    const [word = ''] = exactWords(words, [MODEL])
    const session = await open()
    const { id } = await findModel(session, word)
    const model = await session.client.predictive.revert({ modelId: id })
    return { json: model, text: `${model.name} is as version ${model.published?.version ?? ''} of it was trained; what came after is set aside and can be restored.` }
  },
}
