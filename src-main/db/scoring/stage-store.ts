import { z } from 'zod'
import { parseModel, serializeModel } from '#shared/domain/predictive/model-text'
import type { StageParts } from '#shared/domain/predictive/stage-parts'

const storedSchema = z.object({
  processId: z.number().int(),
  perStage: z.boolean(),
  stages: z.array(z.object({ stageId: z.number().int(), name: z.string(), wonDays: z.number().nullable(), wonVisits: z.number().int(), model: z.unknown() })),
})

/** As plain data for JSON; the same parts always give the same bytes. */
export function stagesToJson(parts: StageParts): unknown {
  const { processId, perStage, stages } = parts
  return {
    processId,
    perStage,
    stages: stages.map(({ stageId, name, wonDays, wonVisits, model }) => ({ stageId, name, wonDays, wonVisits, model: model === null ? null : (JSON.parse(serializeModel(model)) as unknown) })),
  }
}

/** Reads what `stagesToJson` gave. Throws an Error whose message is a sentence that names what is wrong. */
export function stagesFromJson(value: unknown): StageParts {
  const found = storedSchema.safeParse(value)
  if (!found.success) throw new Error(`The stages of the model cannot be read: ${found.error.issues[0]?.path.map(String).join('.')}: ${found.error.issues[0]?.message}.`)
  const { processId, perStage, stages } = found.data
  return { processId, perStage, stages: stages.map(({ model, ...stage }) => ({ ...stage, model: model === null || model === undefined ? null : parseModel(JSON.stringify(model)) })) }
}
