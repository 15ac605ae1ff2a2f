import type { Attribute } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { answerSentence, MOST_QUESTIONS } from '#shared/domain/predictive/leak-answer'
import { attributeSpecs } from '../features/attribute-specs.ts'
import { checkAttributes, type CheckedAttribute } from '../features/choose-attributes.ts'
import { judgedSpecs } from '../features/judged-specs.ts'
import { askedColumn } from '../features/leak-answers.ts'
import { populationOf, type PopulationConfig } from '../features/population.ts'
import { samplesAt, trainingSamples, type TrainingSamples } from '../features/training-samples.ts'
import type { ReadDb } from '../handles.ts'

interface Caller {
  readonly now: number
  readonly timeZone: string
}

/** Closed records looked at, evenly spread, so that the answer comes within a second. */
const LOOKED_AT = 3000

/** Every attribute that a model could use, and those that it must not, with coverage, evidence and the default choice. */
export function listAttributes(db: ReadDb, input: PopulationConfig & { entity: ScoredEntity; windowMonths: number }, { now, timeZone }: Caller): Attribute[] {
  const { entity, processId = null, outcome = null } = input
  const all = trainingSamples(db, entity, { ...input, now, timeZone, seed: 1 })
  // Judged by as many records as in a training, so that the list says what a model will use.
  const specs = judgedSpecs(db, entity, attributeSpecs(db, entity, { timesUsable: all.timesUsable, processId, outcome }), all, { seed: 1 })
  const samples = thin(all, LOOKED_AT)
  const { checked } = checkAttributes(db, populationOf(db, entity, input), specs, samples, { now, seed: 1 })
  const asked = questions(checked)
  return checked.map((entry) => {
    const { spec, filledClosed, filledOpen, distinct, singleAuc, signs, answer, evidence } = entry
    const suspect = spec.usable && entry.suspect
    const cleared = spec.usable && !entry.suspect && signs.length > 0 && answer !== null ? [...signs.map(({ sentence }) => sentence), answerSentence(answer)] : []
    return {
      name: spec.name,
      label: spec.label,
      origin: spec.origin,
      kind: spec.kind,
      knownWhen: spec.knownWhen,
      filledClosed,
      filledOpen: filledOpen ?? 0,
      distinct,
      chosen: spec.chosen && !suspect,
      note: [...(suspect ? [evidence] : cleared), spec.reason].filter((sentence) => sentence !== '').join(' '),
      suspect,
      singleAuc: spec.usable ? singleAuc : null,
      signs: suspect ? signs.map(({ kind }) => kind) : [],
      column: askedColumn(spec),
      answer,
      asks: asked.has(spec.name),
    }
  })
}

/** Names of the worst suspects that nobody has been asked about; they must have a column that a person can know. */
function questions(checked: readonly CheckedAttribute[]): Set<string> {
  const open = checked.filter(({ spec, suspect, answer }) => spec.usable && suspect && answer === null && askedColumn(spec) !== null)
  return new Set(open.toSorted((a, b) => b.weight - a.weight).slice(0, MOST_QUESTIONS).map(({ spec }) => spec.name))
}

/** At most so many of the samples, evenly spread. */
export function thin(samples: TrainingSamples, most: number): TrainingSamples {
  const rows = samples.ids.length
  if (rows <= most) return samples
  const keep = Int32Array.from({ length: most }, (_unused, index) => Math.floor((index * rows) / most))
  return samplesAt(samples, keep, Float64Array.from(keep, (row) => samples.asOf[row]!))
}
