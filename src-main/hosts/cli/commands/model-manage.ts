import type { z } from 'zod'
import { modelConfigSchema } from '#shared/contract/predictive'
import type { GradeCut } from '#shared/domain/predictive/grades'
import { Problem } from '#main/db/errors'
import { UsageError, type Command } from '../command.ts'
import { followJob } from '../follow-job.ts'
import { count, layTable } from '../layout.ts'
import { parseJsonFile } from '../read-json.ts'
import { entityWord, exactWords, textOption } from '../words.ts'
import { findModel } from './find-model.ts'

const MODEL = 'The model\'s number or name'

export const modelConfigure: Command = {
  name: 'model configure',
  usage: 'model configure MODEL --config FILE.json',
  summary: 'Give a model other settings; the next training uses them, the published version stays as it is.',
  options: { config: { type: 'string' } },
  optionLines: ['--config FILE.json   settings that differ from the defaults, as with model create'],
  async run({ words, values, open }) {
    const [word = ''] = exactWords(words, [MODEL])
    const file = textOption(values, 'config')
    if (file === undefined) throw new UsageError('--config is missing: the JSON file with the settings.')
    const config = parseJsonFile<z.output<typeof modelConfigSchema>>(file, modelConfigSchema)
    const session = await open()
    const { id } = await findModel(session, word)
    const model = await session.client.predictive.saveConfig({ modelId: id, config })
    return { json: model, text: `${model.name} has these settings. Train it with "sextant model train ${model.id}".` }
  },
}

export const modelRetraining: Command = {
  name: 'model retraining',
  usage: 'model retraining MODEL on|off',
  summary: 'Switch on or off that a published model trains itself every 15 days.',
  options: {},
  async run({ words, open }) {
    const [word = '', state] = exactWords(words, [MODEL, 'on or off'])
    if (state !== 'on' && state !== 'off') throw new UsageError(`Retraining is on or off, not "${state ?? ''}".`)
    const session = await open()
    const { id } = await findModel(session, word)
    const model = await session.client.predictive.setRetraining({ modelId: id, on: state === 'on' })
    return { json: model, text: state === 'on' ? `${model.name} trains itself every 15 days once it is published.` : `${model.name} stays as it is until someone trains it again.` }
  },
}

export const modelGrades: Command = {
  name: 'model grades',
  usage: 'model grades MODEL [NAME=FROM ...] [--default]',
  summary: 'Show the grades of a model\'s published version, or set their lower bounds and grade its records again.',
  options: { default: { type: 'boolean' } },
  optionLines: ['NAME=FROM   best grade first, for example Hot=70 Warm=40 Cold=0', '--default   set the default bands'],
  async run({ words: [word, ...bounds], values, open }) {
    exactWords(word === undefined ? [] : [word], [MODEL])
    const toDefault = values['default'] === true
    if (toDefault && bounds.length > 0) throw new UsageError('Give bounds or --default, not both.')
    const cuts = bounds.map(gradeCut)
    const session = await open()
    const model = await findModel(session, word ?? '')
    if (toDefault || cuts.length > 0) await followJob(session, (await session.client.predictive.saveGrades({ modelId: model.id, cuts: toDefault ? null : cuts })).jobId)
    const basis = await session.client.predictive.grades({ modelId: model.id })
    const table = layTable([{ title: 'Grade' }, { title: 'From', align: 'right' }], basis.cuts.map(({ grade, from }) => [grade, from.toFixed(2)]))
    return { json: { modelId: model.id, cuts: basis.cuts, sentence: basis.sentence }, text: basis.cuts.length === 0 ? basis.sentence : `${table}\n\n${basis.sentence}` }
  },
}

function gradeCut(word: string): GradeCut {
  const split = word.lastIndexOf('=')
  const from = Number(word.slice(split + 1))
  if (split < 1 || split === word.length - 1 || !(from >= 0 && from <= 100)) throw new UsageError(`A grade is written NAME=FROM with a score from 0 to 100, such as A=70, not "${word}".`)
  return { grade: word.slice(0, split), from }
}

export const modelOrder: Command = {
  name: 'model order',
  usage: 'model order --entity lead|opportunity [MODEL ...]',
  summary: 'Show which published model scores a record that several match, or set the order, first served first.',
  options: { entity: { type: 'string' } },
  optionLines: ['--entity E   lead or opportunity'],
  async run({ words, values, open }) {
    const entity = entityWord(textOption(values, 'entity'), '--entity')
    const session = await open()
    const models = await Promise.all(words.map((word) => findModel(session, word)))
    const stray = models.find((model) => model.entity !== entity)
    if (stray !== undefined) throw new Problem('BAD_INPUT', `${stray.name} is a model for the other kind of record. Name models for --entity ${entity} only.`)
    const order = models.length === 0 ? await session.client.predictive.precedence({ entity }) : await session.client.predictive.prioritize({ entity, modelIds: models.map(({ id }) => id) })
    const table = layTable(
      [{ title: 'Model', align: 'right' }, { title: 'Name' }, { title: 'Scores', align: 'right' }, { title: 'Leaves to a model above', align: 'right' }],
      order.map(({ modelId, name, scores, leftToOthers }) => [String(modelId), name, count(scores), count(leftToOthers)]),
    )
    return { json: order, text: order.length === 0 ? 'No model is published.' : table }
  },
}

export const modelDelete: Command = {
  name: 'model delete',
  usage: 'model delete MODEL',
  summary: 'Delete a model with its versions and scores; one that is published and retrains itself must be switched off first.',
  options: {},
  async run({ words, open }) {
    const [word = ''] = exactWords(words, [MODEL])
    const session = await open()
    const model = await findModel(session, word)
    const { removed } = await session.client.predictive.remove({ modelId: model.id })
    return { json: { modelId: model.id, removed }, text: `${model.name}, its versions and its scores are gone; the records stay.` }
  },
}
