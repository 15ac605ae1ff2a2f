import type { Clock } from '#renderer/ui/format/dates.ts'
import { ago } from '#renderer/ui/format/dates.ts'
import { count } from '#renderer/ui/format/numbers.ts'
import type { EntityText } from './entity.ts'
import type { Rows } from './use-rows.ts'

/** As long as a name may be beside a long title in the smallest window. */
const longest = 24

/** Takes out the middle of a long name: names that Sextant makes differ in their ends. */
export function shortName(name: string): string {
  return name.length <= longest ? name : `${name.slice(0, longest - 9)}…${name.slice(-8)}`
}

/** `38 of 412 open leads · scored 2 minutes ago by Lead fit v7`; `named` may shorten the model's name. */
export function listSentence(rows: Pick<Rows, 'total' | 'open' | 'scoredBy'>, text: EntityText, all: boolean, clock: Clock, named = (name: string): string => name): string {
  const by = rows.scoredBy
  const scored = by === null ? 'no model is published yet' : `scored ${by.scoredAt === null ? '' : `${ago(by.scoredAt, clock)} `}by ${named(by.modelName)} v${by.version}`
  const number = all ? `${count(rows.total)} ${text.many}, ${count(rows.open)} of them open` : `${count(rows.total)} of ${count(rows.open)} open ${text.many}`
  return `${number} · ${scored}`
}
