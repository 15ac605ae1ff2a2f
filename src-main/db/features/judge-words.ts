import type { ScoredEntity } from '#shared/domain/catalog/types'
import { chanceOfValues, remainderOf } from '#shared/domain/predictive/beyond-chance'
import type { Feature } from '#shared/domain/predictive/feature-table'
import { pickFeature } from '#shared/domain/predictive/pick-rows'
import type { ReadDb } from '../handles.ts'
import type { AttributeSpec } from './attribute-spec.ts'
import { collectFeatures } from './collect-features.ts'
import { beyondChance, FEWEST_OF_OUTCOME, judgedRows, NOTHING, TOO_FEW, type Judging } from './judged-rows.ts'
import type { TrainingSamples } from './training-samples.ts'

/**
 * The specs, with those of words chosen whose mention says more about the outcome than chance would. The others are left out, since
 * they are many, but for those that are asked for by name; a column that cannot be used says how many of its words can. Decided by
 * the closed records that hold the text, without the newest part that the report is measured on.
 */
export function judgeWords(db: ReadDb, entity: ScoredEntity, specs: readonly AttributeSpec[], samples: TrainingSamples, judging: Judging): AttributeSpec[] {
  const asked = specs.filter(({ source }) => source.type === 'word')
  if (asked.length === 0) return [...specs]
  const { seen, older } = judgedRows(samples, judging)
  const outcome = Uint8Array.from(older, (at) => seen.outcome[at]!)
  const found = collectFeatures(db, entity, asked, seen, judging.between).features.map((feature) => chanceOf(pickFeature(feature, older), outcome))
  const chosen = beyondChance(found)
  const verdicts = new Map(asked.map(({ name, reason }, index) => {
    const finding = found[index] ?? TOO_FEW
    return [name, chosen[index] === true ? { chosen: true, reason } : { chosen: false, reason: typeof finding === 'string' ? finding : NOTHING }] as const
  }))
  const wordsIn = Map.groupBy(asked, ({ source }) => keyOf(source))
  return specs.flatMap((spec) => {
    const verdict = verdicts.get(spec.name)
    if (verdict !== undefined) return verdict.chosen || judging.include?.includes(spec.name) === true ? [{ ...spec, ...verdict }] : []
    const words = spec.source.type === 'column' ? wordsIn.get(keyOf(spec.source)) : undefined
    return words === undefined || spec.usable ? [spec] : [{ ...spec, reason: `${spec.reason} ${wordsSentence(words.length, words.filter(({ name }) => verdicts.get(name)?.chosen === true).length)}` }]
  })
}

const keyOf = (source: AttributeSpec['source']): string => (source.type === 'column' || source.type === 'word' ? `${source.link ?? ''} ${source.table} ${source.column}` : '')

function wordsSentence(frequent: number, telling: number): string {
  const words = frequent === 1 ? 'Its one frequent word' : `Of its ${frequent} frequent words`
  if (frequent === 1) return telling === 1 ? `${words} is an attribute of its own.` : `${words} says no more than chance about the outcome.`
  if (telling === 0) return `${words} none says more than chance about the outcome.`
  return telling === 1 ? `${words} one, which says more than chance, is an attribute of its own.` : `${words} ${telling}, which say more than chance, are attributes of their own.`
}

/** Probability that a word without any effect would go with the outcome as much as this one, or why it cannot be told. */
function chanceOf(feature: Feature, outcome: Uint8Array): number | string {
  if (feature.kind !== 'category') throw new Error(`${feature.name} does not say whether a word is mentioned`)
  const { codes } = feature
  const filled = Int32Array.from(codes.keys()).filter((row) => codes[row]! >= 0)
  const endings = Uint8Array.from(filled, (row) => outcome[row]!)
  const positives = endings.reduce((sum, value) => sum + value, 0)
  if (Math.min(positives, endings.length - positives) < FEWEST_OF_OUTCOME) return TOO_FEW
  return chanceOfValues(remainderOf(endings, []), Int32Array.from(filled, (row) => codes[row]!))
}
