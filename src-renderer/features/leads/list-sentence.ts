import type { Clock } from '#renderer/ui/format/dates.ts'
import { ago } from '#renderer/ui/format/dates.ts'
import { count } from '#renderer/ui/format/numbers.ts'
import type { EntityText } from './entity.ts'
import type { Rows } from './use-rows.ts'

/** `38 of 412 open leads · scored 2 minutes ago by Lead fit v7` */
export function listSentence(rows: Pick<Rows, 'total' | 'open' | 'scoredBy'>, text: EntityText, all: boolean, clock: Clock): string {
  const by = rows.scoredBy
  const scored = by === null ? 'no model is published yet' : `scored ${by.scoredAt === null ? '' : `${ago(by.scoredAt, clock)} `}by ${by.modelName} v${by.version}`
  const number = all ? `${count(rows.total)} ${text.many}, ${count(rows.open)} of them open` : `${count(rows.total)} of ${count(rows.open)} open ${text.many}`
  return `${number} · ${scored}`
}
