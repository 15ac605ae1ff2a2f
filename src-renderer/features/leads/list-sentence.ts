import type { Clock } from '#renderer/ui/format/dates.ts'
import { ago } from '#renderer/ui/format/dates.ts'
import { count } from '#renderer/ui/format/numbers.ts'
import type { EntityText } from './entity.ts'
import type { Rows } from './use-rows.ts'

/** Characters of noun and model name that fit beside the title in the smallest window. */
const room = 29

/** Takes out the middle of a long name: names that Sextant makes differ in their ends. */
export function shortName(name: string, longest: number): string {
  return name.length <= longest ? name : `${name.slice(0, longest - 9)}…${name.slice(-8)}`
}

/** `38 of 412 open leads · scored 2 minutes ago by Lead fit v7`; `brief` leaves out a long noun, which the title says too, and shortens the model's name. */
export function listSentence(rows: Pick<Rows, 'total' | 'open' | 'scoredBy'>, text: EntityText, all: boolean, clock: Clock, brief = false): string {
  const by = rows.scoredBy
  const isLong = text.many.length > 8
  const name = by === null ? '' : brief ? shortName(by.modelName, isLong ? room - 9 : room - text.many.length) : by.modelName
  const scored = by === null ? 'no model is published yet' : `scored ${by.scoredAt === null ? '' : `${ago(by.scoredAt, clock)} `}by ${name} v${by.version}`
  const number = all ? `${count(rows.total)} ${text.many}, ${count(rows.open)} of them open` : `${count(rows.total)} of ${count(rows.open)} open${brief && isLong ? '' : ` ${text.many}`}`
  return `${number} · ${scored}`
}
