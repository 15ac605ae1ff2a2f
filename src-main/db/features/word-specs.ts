import { mentionLabel, mentions, wordsOf } from '#shared/domain/predictive/word-mentions'
import type { SqlValue } from '../handles.ts'
import type { AttributeSpec } from './attribute-spec.ts'
import type { ColumnFacts } from './catalog-columns.ts'
import { SNAPSHOT_WARNING } from './judge-column.ts'

/** Different values from which on a text is read word by word, and the words that a value must have on average. */
const MANY_VALUES = 60
const LEAST_WORDS = 1.5
/** Records, and share of those that hold the text, in which a word must stand; in as many it must not. */
const FEWEST_RECORDS = 20
const LEAST_SHARE = 0.02
/** Words of one column that become attributes, the most frequent ones. */
const MOST_WORDS = 20
/** Words that stand together in so many of the records that hold either say the same. */
const SAME_RECORDS = 0.95

/**
 * Attributes that say whether a word stands in a text with too many different values to learn from each, such as a job title.
 * `column` is the text itself as an attribute, `values` its present values in the records looked at. Which words there are depends on
 * how often they stand in these, not on outcomes; none is chosen yet: `judgeWords` decides.
 */
export function wordSpecs(facts: ColumnFacts, { name, label, source: column }: AttributeSpec, values: readonly SqlValue[]): AttributeSpec[] {
  if (column.type !== 'column' || facts.type !== 'text' || facts.personal || facts.knownWhen === 'after_outcome' || facts.name === 'external_id') return []
  const texts = values.flatMap((value) => (typeof value === 'string' && value.trim() !== '' ? [value] : []))
  const different = new Set(texts.map((text) => text.trim()))
  if (different.size <= MANY_VALUES) return []
  // An address has no spaces, so that what stands between its dots is not taken for words.
  const words = [...different].reduce((sum, text) => sum + text.split(/\s+/u).length, 0)
  if (words < LEAST_WORDS * different.size) return []
  return frequentWords(texts).map((word) => ({
    name: `${name}.word.${word}`, label: mentionLabel(label, word), origin: 'intelligent', kind: 'category', knownWhen: facts.knownWhen, vouched: facts.builtIn, needsTime: false,
    usable: true, chosen: false, reason: facts.knownWhen === 'snapshot' ? SNAPSHOT_WARNING : '',
    source: { type: 'word', link: column.link, table: column.table, column: column.column, historied: column.historied, word },
  }))
}

/** The words that stand in enough of the texts and not in nearly all, most frequent first; of words that always stand together the first. */
function frequentWords(texts: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const text of texts) for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const fewest = Math.max(FEWEST_RECORDS, LEAST_SHARE * texts.length)
  const frequent = [...counts].filter(([, count]) => count >= fewest && texts.length - count >= fewest).toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
  const kept: { word: string; places: Set<number> }[] = []
  for (const [word] of frequent) {
    if (kept.length === MOST_WORDS) break
    const has = mentions(word)
    const places = new Set(texts.flatMap((text, place) => (has(text) ? [place] : [])))
    if (!kept.some((before) => areSame(before.places, places))) kept.push({ word, places })
  }
  return kept.map(({ word }) => word)
}

function areSame(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  const both = [...other].filter((place) => one.has(place)).length
  return both >= SAME_RECORDS * (one.size + other.size - both)
}
