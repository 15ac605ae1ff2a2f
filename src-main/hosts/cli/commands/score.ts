import type { Command } from '../command.ts'
import { followJob, followRest } from '../follow-job.ts'
import { count } from '../layout.ts'
import { entityWord, exactWords, textOption } from '../words.ts'
import { findModel } from './find-model.ts'

export const score: Command = {
  name: 'score',
  usage: 'score [--model MODEL] [--entity lead|opportunity] [--all]',
  summary: 'Rescore what is due, or everything.',
  options: { model: { type: 'string' }, entity: { type: 'string' }, all: { type: 'boolean' } },
  optionLines: ['--model MODEL   only with this published model', '--entity E      only leads or only opportunities', '--all           every record, not only those that changed'],
  async run({ words, values, open }) {
    exactWords(words, [])
    const named = textOption(values, 'model')
    const entityText = textOption(values, 'entity')
    const entity = entityText === undefined ? undefined : entityWord(entityText, '--entity')
    const session = await open()
    const model = named === undefined ? undefined : await findModel(session, named)
    const { jobId } = await session.client.scores.rescore({
      all: values['all'] === true,
      ...(model === undefined ? {} : { modelId: model.id }),
      ...(entity === undefined ? {} : { entity }),
    })
    const { result } = await followJob(session, jobId)
    await followRest(session)
    const scored = result?.['scored']
    return { json: { jobId, ...result }, text: typeof scored === 'number' ? `${count(scored)} records were scored.` : 'Scored.' }
  },
}
