import type { RuleSummary } from '#shared/contract/index'
import { Problem } from '#main/db/errors'
import type { Session } from '../command.ts'

/** The rule model with this number or name; small and capital letters are alike. Throws `Problem` that lists the models there are. */
export async function findRules(session: Session, word: string): Promise<RuleSummary> {
  const models = await session.client.rules.list()
  const name = word.trim().toLowerCase()
  const found = models.find((model) => model.name.toLowerCase() === name) ?? models.find((model) => String(model.id) === name)
  if (found !== undefined) return found
  const known = models.map((model) => `${model.id} (${model.name})`).join(', ')
  throw new Problem('NOT_FOUND', known === '' ? `There is no rule model ${word}: this workspace has none yet. Make one with "sextant rules put FILE".` : `There is no rule model ${word}. There are: ${known}.`)
}
