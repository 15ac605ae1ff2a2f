import type { z } from 'zod'
import { modelConfigSchema } from '#shared/contract/predictive'
import { present } from '#shared/lib/assert'
import type { Command } from '../command.ts'
import { followJob, followRest } from '../follow-job.ts'
import { layFacts } from '../layout.ts'
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
    return { json: model, text: `Model ${model.id}, ${model.name}, was made. Train it with "sextant model train ${model.id}".` }
  },
}

export const modelTrain: Command = {
  name: 'model train',
  usage: 'model train MODEL',
  summary: 'Train a new version of a model, given by number or name; it is not published yet.',
  options: {},
  async run({ words, open }) {
    const word = modelWord(words)
    const session = await open()
    const model = await findModel(session, word)
    const { jobId } = await session.client.predictive.train({ modelId: model.id })
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
    const { published } = await session.client.predictive.get({ modelId: model.id })
    return { json: { modelId: model.id, version, jobId, scored: published?.scored ?? 0 }, text: `Version ${version} of ${model.name} is published; ${published?.scored ?? 0} records have its score.` }
  },
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
