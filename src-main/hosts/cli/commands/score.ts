import type { Command, Session } from '../command.ts'
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
    const rules = model === undefined && entity !== 'opportunity' ? await rescoreRules(session, values['all'] === true) : null
    await followRest(session)
    const scored = result?.['scored']
    const byRules = rules === null ? '' : ` ${count(rules)} rule scores were looked at anew.`
    return { json: { jobId, ...result, ruleScores: rules }, text: typeof scored === 'number' ? `${count(scored)} records were scored.${byRules}` : 'Scored.' }
  },
}

/** Rescores with the live rule models what is due, or every lead; null where none is live. Queued past the contract, which has no procedure for what Sextant does by itself. */
async function rescoreRules(session: Session, all: boolean): Promise<number | null> {
  const models = await session.client.rules.list()
  if (!models.some(({ liveVersion }) => liveVersion !== null)) return null
  const { jobId } = await session.core.store.write('jobs.add', { kind: 'rules_score', title: all ? 'Rescoring all leads with rule models' : 'Rescoring with rule models', input: { all } })
  session.core.jobs.wake()
  const { result } = await followJob(session, jobId)
  return Number(result?.['scored'] ?? 0)
}
