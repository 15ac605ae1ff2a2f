import { z } from 'zod'
import type { RuleSuggestion } from '#shared/contract/rule-history'
import { createRules } from '#main/db/queries/rule-models-write'
import type { ReadDb } from '#main/db/handles'
import { keepSuggestion, requireSource, suggestionOf } from '#main/db/rule-history/kept'
import { suggestRules } from '#main/db/rule-history/suggest'
import type { JobHandler } from '../context.ts'

const inputSchema = z.object({ modelId: z.number().int() })

const SEED = 20_260_101

/** Makes the draft of a rule model of a predictive model; the result is a `RuleSuggestion`. The draft is stored by one transaction at the very end, under a name that is free then; run again after that it only answers. */
const suggest: JobHandler = async (job) => {
  const made = suggestionOf(job.db, job.id)
  if (made !== null) return made
  const { modelId } = inputSchema.parse(job.input)
  const source = requireSource(job.db, modelId)
  const wanted = `${source.name} as rules`
  const { tree, figures } = suggestRules(job.db, source, {
    ...job.call,
    seed: SEED,
    name: wanted,
    between: (share) => {
      job.checkCancelled()
      job.progress({ stage: 'suggest', label: 'Trying rules on closed leads', done: Math.round(share * 100), total: 100, unit: 'percent', fraction: share })
    },
  })
  const suggestion = await job.write((db): RuleSuggestion => {
    const name = freeName(db, wanted)
    const saved = createRules(db, { tree: { ...tree, name } }, job.call)
    const kept = { ...figures, modelId: saved.modelId, name }
    keepSuggestion(db, job.id, kept)
    return kept
  })
  job.changed('models')
  return suggestion
}
export default suggest

/** The name, with a number where another model has it. */
function freeName(db: ReadDb, wanted: string): string {
  const isTaken = db.prepare('SELECT 1 FROM rule_model WHERE name = ?')
  const base = wanted.slice(0, 90)
  let name = base
  for (let number = 2; isTaken.get(name) !== undefined; number += 1) name = `${base} ${number}`
  return name
}
