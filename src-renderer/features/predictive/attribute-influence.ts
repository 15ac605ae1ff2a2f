import type { ModelReport } from '#shared/contract/index'
import { influenceWords } from '#shared/domain/predictive/influence-words'

export interface AttributeInfluence {
  /** Mean size of the contribution in log-odds: its own effect, and half of each pair that it is in. */
  readonly influence: number
  readonly words: string
}

/** Influence of each attribute in a trained version, by name. */
export function attributeInfluences({ importance }: Pick<ModelReport, 'importance'>): ReadonlyMap<string, AttributeInfluence> {
  const sums = new Map<string, number>()
  for (const { name, influence } of importance) {
    const parts = name.split(' × ')
    for (const part of parts) sums.set(part, (sums.get(part) ?? 0) + influence / parts.length)
  }
  return new Map([...sums].map(([name, influence]) => [name, { influence, words: influenceWords(influence) }]))
}
