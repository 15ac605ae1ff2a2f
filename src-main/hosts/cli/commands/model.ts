import type { z } from 'zod'
import type { ModelReport, ModelSummary, Overlap } from '#shared/contract/index'
import { modelConfigSchema } from '#shared/contract/predictive'
import { present } from '#shared/lib/assert'
import type { Command } from '../command.ts'
import { followJob, followRest } from '../follow-job.ts'
import { count, layFacts } from '../layout.ts'
import { parseJsonFile } from '../read-json.ts'
import { entityWord, exactWords, numberOption, textOption } from '../words.ts'
import { findModel, findVersion } from './find-model.ts'
import { modelsTable, reportText } from './model-report.ts'

const modelWord = (words: readonly string[]): string => present(exactWords(words, ['The model\'s number or name'])[0], 'the model')

export const modelCreate: Command = {
  name: 'model create',
  usage: 'model create --entity lead|opportunity [--name N] [--config FILE.json]',
  summary: 'Make a predictive model; it learns nothing yet.',
  options: { entity: { type: 'string' }, name: { type: 'string' }, config: { type: 'string' } },
  optionLines: ['--entity E           lead or opportunity', '--name N             letters, digits and underscores', '--config FILE.json   settings that differ from the defaults; resources/docs/models.md has an example of each'],
  async run({ words, values, open }) {
    exactWords(words, [])
    const entity = entityWord(textOption(values, 'entity'), '--entity')
    const name = textOption(values, 'name')
    const file = textOption(values, 'config')
    const config = file === undefined ? modelConfigSchema.parse({}) : parseJsonFile<z.output<typeof modelConfigSchema>>(file, modelConfigSchema)
    const session = await open()
    const model = await session.client.predictive.create({ entity, config, ...(name === undefined ? {} : { name }) })
    const { processId, filter, outcome, scores } = model.config
    const overlap = await session.client.predictive.overlap({ entity, processId, filter, outcome, scores, exceptModelId: model.id })
    return { json: { ...model, overlap }, text: `Model ${model.id}, ${model.name}, was made. Train it with "sextant model train ${model.id}".${overlapText(entity, overlap)}` }
  },
}

/** Which other models score its records too, counted on the records; empty where none does. */
function overlapText(entity: ModelSummary['entity'], { records, models }: Overlap): string {
  if (models.length === 0) return ''
  const shared = models.map(({ name, shared, published }) => `${name} ${published ? 'scores' : 'would score'} ${count(shared)} of them too`).join(', ')
  return `\n\nIt would score ${count(records)} records; ${shared}. A record has one score, from the published model that stands higher in "sextant model order --entity ${entity}".`
}

export const modelTrain: Command = {
  name: 'model train',
  usage: 'model train MODEL [--config FILE.json]',
  summary: 'Train a new version of a model, given by number or name; it is not published yet.',
  options: { config: { type: 'string' } },
  optionLines: ['--config FILE.json   gives the model other settings, as model configure does, unless the training cannot begin'],
  async run({ words, values, open }) {
    const word = modelWord(words)
    const file = textOption(values, 'config')
    const config = file === undefined ? {} : { config: parseJsonFile<z.output<typeof modelConfigSchema>>(file, modelConfigSchema) }
    const session = await open()
    const model = await findModel(session, word)
    const { jobId } = await session.client.predictive.train({ modelId: model.id, ...config })
    const job = await followJob(session, jobId)
    const { versions } = await session.client.predictive.get({ modelId: model.id })
    const version = versions.find((entry) => entry.jobId === jobId) ?? versions.at(-1)
    if (version === undefined || version.report === null) return { json: { modelId: model.id, jobId, result: job.result }, text: 'Trained.' }
    const text = `Version ${version.number} of ${model.name} is trained.\n\n${reportText(version.report)}\n\nPublish it with "sextant model publish ${model.id}".`
    return { json: { modelId: model.id, jobId, versionId: version.id, version: version.number, report: version.report }, text }
  },
}

export const modelPublish: Command = {
  name: 'model publish',
  usage: 'model publish MODEL [--version V]',
  summary: 'Publish a model\'s newest trained version, or the one named, and score all open records with it.',
  options: { version: { type: 'string' } },
  optionLines: ['--version V   number of the version to publish'],
  async run({ words, values, open }) {
    const word = modelWord(words)
    const wanted = numberOption(values, 'version', 1)
    const session = await open()
    const model = await findModel(session, word)
    const versionId = wanted === undefined ? undefined : await findVersion(session, model.id, wanted)
    const { jobId, version } = await session.client.predictive.publish({ modelId: model.id, ...(versionId === undefined ? {} : { versionId }) })
    await followJob(session, jobId)
    await followRest(session)
    const { published, versions } = await session.client.predictive.get({ modelId: model.id })
    const report = versions.find(({ number }) => number === version)?.report ?? null
    return { json: { modelId: model.id, version, jobId, scored: published?.scored ?? 0, verdict: report?.verdict ?? null }, text: `Version ${version} of ${model.name} is published; ${published?.scored ?? 0} records have its score.${warning(report)}` }
  },
}

/** What to know of a version that ranks little better than chance; empty for the others. */
export function warning(report: Pick<ModelReport, 'verdict' | 'verdictSentence'> | null): string {
  return report === null || report.verdict === 'ready' || report.verdict === 'ok' ? '' : `\n\nTake care: ${report.verdictSentence} Its scores rank ${report.verdict === 'no_signal' ? 'by luck' : 'little better than chance'}.`
}

export const modelShow: Command = {
  name: 'model show',
  usage: 'model show MODEL',
  summary: 'Show a model with every number of its performance page.',
  options: {},
  async run({ words, open }) {
    const word = modelWord(words)
    const session = await open()
    const { id } = await findModel(session, word)
    const model = await session.client.predictive.get({ modelId: id })
    const shown = model.versions.find((version) => version.state === 'published') ?? model.versions.find((version) => version.id === model.latest?.id)
    const facts = layFacts([
      ['Model', `${model.id} ${model.name}`],
      ['Scores', model.entity],
      ['Published', model.published === null ? 'not yet' : `version ${model.published.version}`],
      ['Window', `${model.config.windowMonths} months`],
      ...(shown === undefined ? [] : [['Version', `${shown.number}, ${shown.state}`] as const, ['Grades', shown.gradesSentence || shown.gradeCuts.map((cut) => `${cut.grade} from ${cut.from.toFixed(1)}`).join(', ')] as const]),
    ])
    return { json: model, text: shown === undefined || shown.report === null ? facts : `${facts}\n${reportText(shown.report)}` }
  },
}

export const modelList: Command = {
  name: 'model list',
  usage: 'model list',
  summary: 'List the predictive models.',
  options: {},
  async run({ words, open }) {
    exactWords(words, [])
    const session = await open()
    const models = await session.client.predictive.list()
    return { json: models, text: modelsTable(models) }
  },
}
