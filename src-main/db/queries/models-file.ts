import { createHash } from 'node:crypto'
import { z } from 'zod'
import { modelReportSchema } from '#shared/contract/model-report'
import { modelConfigSchema } from '#shared/contract/predictive'
import { SCORED_ENTITIES } from '#shared/domain/catalog/types'
import type { EbmModel } from '#shared/domain/predictive/model'
import { parseModel, serializeModel } from '#shared/domain/predictive/model-text'
import { Problem } from '../errors.ts'
import { attributeSpecSchema, isOfDates, type AttributeSpec } from '../features/attribute-spec.ts'
import type { OutOfFoldScores } from '#shared/domain/predictive/grades'
import type { StageParts } from '#shared/domain/predictive/stage-parts'
import { stagesFromJson, stagesToJson } from '../scoring/stage-store.ts'

/**
 * Each file has the lowest version that holds it, so that older Sextants read what they can: 1 without submodels; 2 has
 * submodels, which they would leave out unnoticed; 3 has attributes worked out of dates or of the words of a text, which they do not know.
 */
const MODEL_FILE_VERSIONS = [1, 2, 3] as const

/** The file without its checksum; resources/docs/models.md describes every field. */
const contentSchema = z.object({
  format: z.literal('sextant-model'),
  version: z.literal(MODEL_FILE_VERSIONS),
  entity: z.enum(SCORED_ENTITIES),
  name: z.string().regex(/^\w{1,80}$/),
  number: z.number().int(),
  trainedAt: z.number().int().nullable(),
  exportedAt: z.number().int(),
  exportedBy: z.string().nullable(),
  config: modelConfigSchema,
  attributes: z.array(attributeSpecSchema),
  model: z.unknown(),
  stages: z.unknown().optional(),
  report: modelReportSchema,
  outOfFold: z.object({ scores: z.array(z.number()), outcome: z.array(z.union([z.literal(0), z.literal(1)])) }),
})
type Content = z.output<typeof contentSchema>

export interface ModelFile extends Omit<Content, 'model' | 'stages' | 'format' | 'version' | 'outOfFold'> {
  readonly model: EbmModel
  readonly stages: StageParts | null
  readonly outOfFold: OutOfFoldScores
}

function checksumOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

/** The file's text: JSON of one object, whose last field is the SHA-256 of the JSON of all others. */
export function writeModelFile(file: ModelFile): string {
  const { model, stages, outOfFold, ...rest } = file
  const version: Content['version'] = rest.attributes.some((spec) => isOfDates(spec) || spec.source.type === 'word') ? 3 : stages?.perStage === true ? 2 : 1
  const content = { format: 'sextant-model', version, ...rest, model: JSON.parse(serializeModel(model)) as unknown, ...(stages === null ? {} : { stages: stagesToJson(stages) }), outOfFold: { scores: [...outOfFold.scores], outcome: [...outOfFold.outcome] } }
  return JSON.stringify({ ...content, checksum: checksumOf(content) })
}

/** Reads and checks a model file. Throws `BAD_INPUT` whose sentence says what is wrong and what to do. */
export function readModelFile(text: string): ModelFile {
  const { checksum, ...content } = parsed(text)
  if (content['format'] !== 'sextant-model') throw refused('This is not a model file of Sextant. Choose a file that "model export" wrote.')
  if (!MODEL_FILE_VERSIONS.some((known) => known === content['version'])) throw refused(`The model file has version ${JSON.stringify(content['version'])}; this Sextant reads versions 1 to ${Math.max(...MODEL_FILE_VERSIONS)}. Update the older of the two.`)
  if (checksum !== checksumOf(content)) throw refused('The model file was changed or damaged since it was written. Export the model once more.')
  const checked = contentSchema.safeParse(content)
  if (!checked.success) throw refused(`The model file does not fit: ${checked.error.issues[0]?.path.map(String).join('.')}: ${checked.error.issues[0]?.message}.`)
  const model = readPart(() => parseModel(JSON.stringify(checked.data.model)))
  const stages = checked.data.stages === undefined ? null : readPart(() => stagesFromJson(checked.data.stages))
  const { attributes, outOfFold, stages: _stages, format: _format, version: _version, ...rest } = checked.data
  requireAttributes(model, attributes)
  for (const { model: own } of stages?.stages ?? []) if (own !== null) requireAttributes(own, attributes)
  return { ...rest, attributes, model, stages, outOfFold: { scores: Float64Array.from(outOfFold.scores), outcome: Uint8Array.from(outOfFold.outcome) } }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text.replace(/^\uFEFF/, '')))
  } catch {
    throw refused('The file is not valid JSON, so it is no model file. Choose a file that "model export" wrote.')
  }
}

function readPart<Part>(read: () => Part): Part {
  try {
    return read()
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error))
  }
}

function requireAttributes(model: EbmModel, attributes: readonly AttributeSpec[]): void {
  const known = new Set(attributes.map(({ name }) => name))
  const lacking = model.features.filter(({ name }) => !known.has(name)).map(({ label }) => label)
  if (lacking.length > 0) throw refused(`The model file does not say where ${lacking.join(', ')} come from. Export the model once more.`)
}

function refused(sentence: string): Problem {
  return new Problem('BAD_INPUT', sentence, 'text')
}
