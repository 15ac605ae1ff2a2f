import { idsOf } from '../tiles.ts'
import type { RuleModel, RuleProblem } from '../tree.ts'
import type { Span, Spans } from './reader.ts'
import type { TextProblem } from './tokens.ts'

/** A problem of a model at the words that it is about. */
export interface PlacedProblem extends TextProblem, Pick<RuleProblem, 'severity' | 'at'> {}

/** What each kind of problem is about, in the words that the reader marks inside a part; a part without such words is marked whole. */
const ABOUT: Readonly<Record<string, readonly string[]>> = {
  label_length: ['label'],
  missing_path: ['path'], path_end: ['path'], interaction_type: ['path'], unknown_interaction_type: ['path'], unknown_table: ['path'], broken_path: ['path'],
  unknown_column: ['path', 'column'], too_many_hops: ['path', 'column'], missing_column: ['column'], not_a_lookup: ['column'],
  frequency: ['frequency'], audience_each: ['frequency'],
  range: ['range'], no_time: ['range'],
  operator_type: ['operator'],
  missing_value: ['values', 'range'], value_type: ['values'], value_range: ['values'], too_many_values: ['values'], unknown_option: ['values'], too_fine: ['values'], repeated_value: ['values'],
  zero_points: ['points'], points_range: ['points'], not_whole: ['points', 'ready'],
  cap_range: ['cap'], cap_below_points: ['cap'], cap_without_each: ['cap'], decay_range: ['decay'], decay_without_each: ['decay'],
  unreachable_ready: ['ready'], always_ready: ['ready'], consent_range: ['consent'], unknown_unit: ['unit'], no_effect: ['parent'],
}

/** Where a problem is written; what has no words in the text is said of the line that begins the model. */
function spanOf(spans: Spans, id: string, code: string): Span {
  const inside = (ABOUT[code] ?? []).flatMap((word) => spans.get(`${id}:${word}`) ?? [])
  return inside[0] ?? spans.get(id) ?? spans.get('name') ?? { from: 0, to: 0 }
}

/**
 * The problems of a model at their places in its text, in the order of the text. `read` is the model as it was read from that text, with
 * the spans that came with it; `model` means the same and has the ids that the problems name.
 */
export function placeProblems(text: string, spans: Spans, read: RuleModel, model: RuleModel, problems: readonly RuleProblem[]): readonly PlacedProblem[] {
  const written = idsOf(read)
  const ids = new Map(idsOf(model).map((id, index) => [id, written[index] ?? id]))
  return problems
    .map(({ at, code, sentence, severity }) => {
      const span = spanOf(spans, ids.get(at) ?? at, code)
      return { ...span, line: text.slice(0, span.from).split('\n').length, sentence, severity, at }
    })
    .sort((one, other) => one.from - other.from || one.to - other.to)
}

/** Where a part of `model`, named by its id there, stands in the text that `read` was read from; null where it has no words of its own. */
export function placePart(spans: Spans, read: RuleModel, model: RuleModel, part: string): Span | null {
  return spans.get(idsOf(read)[idsOf(model).indexOf(part)] ?? part) ?? null
}
