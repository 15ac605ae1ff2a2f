import type { ColumnFacts } from './catalog-columns.ts'
import type { ColumnStats } from './column-stats.ts'

export interface Judgement {
  readonly usable: boolean
  readonly chosen: boolean
  readonly reason: string
}

const never = (reason: string): Judgement => ({ usable: false, chosen: false, reason: `Never used: ${reason}` })
const notByDefault = (reason: string): Judgement => ({ usable: true, chosen: false, reason })
const yes = (reason = ''): Judgement => ({ usable: true, chosen: true, reason })

/** Beside every column of which only the present value is known. */
export const SNAPSHOT_WARNING = 'One value without history: it may have changed after the outcome was known.'

/** Categories that one column may have at most. */
const MOST_CATEGORIES = 1000

/** Whether a model may learn from a column, and why not, in words. `timesUsable` false leaves out what needs a moment. */
export function judgeColumn(column: ColumnFacts, stats: ColumnStats, timesUsable: boolean): Judgement {
  const { type } = column
  if (column.knownWhen === 'after_outcome') return never('it is known only after the outcome.')
  if (column.name === 'external_id') return never('it is an id.')
  if (column.personal) return never('it is personal data.')
  if (column.builtIn && column.name === 'created_at') return never('the days since creation are an attribute of their own.')
  if ((type === 'date' || type === 'datetime') && !timesUsable) return never('it can only be measured from a moment, and creation or closing times are missing.')
  if (stats.filled === 0) return notByDefault('Empty in every record.')
  if (type === 'text' || type === 'option' || type === 'lookup') {
    const much = manyValues(column, stats)
    if (much !== null) return much
  }
  if (stats.distinct === 1 && stats.filled === stats.rows) return notByDefault('The same value in every record.')
  if (looksLikeId(column, stats)) return notByDefault('Looks like an id: a different number in almost every record.')
  if (column.knownWhen === 'snapshot') return yes(SNAPSHOT_WARNING)
  return yes()
}

function manyValues({ type }: ColumnFacts, { filled, distinct }: ColumnStats): Judgement | null {
  if (filled >= 20 && distinct > 20 && distinct > filled / 2) return never('almost every record has a value of its own.')
  const most = type === 'option' ? MOST_CATEGORIES : Math.max(60, Math.min(MOST_CATEGORIES, filled / 20))
  return distinct > most ? never(`it has ${distinct} different values, too many to learn from.`) : null
}

function looksLikeId({ type, name, label }: ColumnFacts, { filled, distinct }: ColumnStats): boolean {
  if (type !== 'integer' || filled < 40 || distinct < filled * 0.98) return false
  return /(^|[^a-z])(id|no|nr|num|number|key|code|ref)([^a-z]|$)/i.test(`${name.replaceAll('_', ' ')} ${label}`)
}
