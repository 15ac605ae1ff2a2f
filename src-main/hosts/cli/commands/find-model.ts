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
