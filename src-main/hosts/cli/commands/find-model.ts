import type { ModelSummary } from '#shared/contract/index'
import { Problem } from '#main/db/errors'
import type { Session } from '../command.ts'

/** The model with this number or name. Throws `Problem` that lists the models there are. */
export async function findModel(session: Session, word: string): Promise<ModelSummary> {
  const models = await session.client.predictive.list()
  const found = models.find((model) => String(model.id) === word) ?? models.find((model) => model.name === word)
  if (found !== undefined) return found
  const known = models.map((model) => `${model.id} (${model.name})`).join(', ')
  throw new Problem('NOT_FOUND', known === '' ? `There is no model ${word}: this workspace has none yet. Make one with "sextant model create --entity lead".` : `There is no model ${word}. There are: ${known}.`)
}

/** Id of the model's version with this number. Throws `Problem` that lists the versions there are. */
export async function findVersion(session: Session, modelId: number, number: number): Promise<number> {
  const { versions } = await session.client.predictive.get({ modelId })
  const found = versions.find((version) => version.number === number)
  if (found !== undefined) return found.id
  throw new Problem('NOT_FOUND', `The model has no version ${number}. It has: ${versions.map((version) => version.number).join(', ') || 'none yet'}.`)
}
