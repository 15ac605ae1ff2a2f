import { z } from 'zod'
import { KNOWN_WHEN } from '#shared/domain/catalog/types'
import { CALENDAR_PARTS } from '#shared/domain/predictive/calendar-parts'
import { isTimeZone } from './calendar.ts'

/** How a stored value becomes an attribute's value. */
const READINGS = ['number', 'text', 'boolean', 'date', 'datetime', 'lookup'] as const
export type Reading = (typeof READINGS)[number]

const columnSource = z.object({
  type: z.literal('column'),
  /** Lookup column of the record that leads to the table; null when the column is the record's own. */
  link: z.string().nullable(),
  table: z.string(),
  column: z.string(),
  reading: z.enum(READINGS),
  /** Decimal places of a stored integer. */
  scale: z.number().int(),
  /** Earlier values are replayed from the change history. */
  historied: z.boolean(),
  lookupTable: z.string().nullable(),
  /** Made by a formula, so that nobody fills it in. */
  calculated: z.literal(true).optional(),
})
export type ColumnSource = z.infer<typeof columnSource>

/** A date or datetime column of the record itself. */
const dateColumn = z.object({ column: z.string(), reading: z.enum(['date', 'datetime']), historied: z.boolean() })
export type DateColumn = z.infer<typeof dateColumn>
/** Zone whose calendar a moment is read by; it belongs to the model, which scores alike wherever it is. */
const zone = z.string().refine(isTimeZone, 'it must be a time zone that this computer knows, such as Europe/Berlin')

const sourceSchema = z.discriminatedUnion('type', [
  columnSource,
  /** Number of interactions of one type in the last `days` × 24 hours, or ever. */
  z.object({ type: z.literal('interactions'), interaction: z.string(), days: z.number().int().nullable() }),
  /** Days since the last interaction of any type. */
  z.object({ type: z.literal('last_interaction') }),
  /** Days since the record was created. */
  z.object({ type: z.literal('age') }),
  z.object({ type: z.literal('email_domain'), link: z.string().nullable(), table: z.string() }),
  z.object({ type: z.literal('plausible_name'), link: z.string().nullable(), table: z.string(), column: z.string() }),
  z.object({ type: z.literal('days_in_stage'), processId: z.number().int() }),
  z.object({ type: z.literal('stage_returns'), processId: z.number().int() }),
  /** The weekday or the month of a date, as a category. */
  z.object({ type: z.literal('date_part'), table: z.string(), timeZone: zone, part: z.enum(CALENDAR_PARTS), ...dateColumn.shape }),
  /** Whether a word, in small letters, stands in a text. */
  z.object({ type: z.literal('word'), link: z.string().nullable(), table: z.string(), column: z.string(), historied: z.boolean(), word: z.string().min(1) }),
  /** Days from one date to another: exact between two moments, else of the calendar. */
  z.object({ type: z.literal('days_between'), table: z.string(), timeZone: zone, from: dateColumn, to: dateColumn }),
])
export type AttributeSource = z.infer<typeof sourceSchema>

/** One possible input of a model; stored with the model, so that the scorer reads exactly what the trainer read. */
export const attributeSpecSchema = z.object({
  name: z.string(),
  label: z.string(),
  origin: z.enum(['record', 'related', 'intelligent']),
  kind: z.enum(['numeric', 'category']),
  knownWhen: z.enum(KNOWN_WHEN),
  /** Its time is known by construction, so that its name alone raises no suspicion. */
  vouched: z.boolean(),
  /** Means something only as of a moment. */
  needsTime: z.boolean(),
  /** false: never an input, whatever the user says. */
  usable: z.boolean(),
  /** Used unless the user says otherwise; never true when not usable. */
  chosen: z.boolean(),
  /** Why it is not used, or why one should look twice; empty when neither. */
  reason: z.string(),
  source: sourceSchema,
})
export type AttributeSpec = z.infer<typeof attributeSpecSchema>

/** A source that is worked out of dates of the record. */
export type DateSource = Extract<AttributeSource, { type: 'date_part' | 'days_between' }>

export function isOfDates(spec: AttributeSpec): spec is AttributeSpec & { source: DateSource } {
  return spec.source.type === 'date_part' || spec.source.type === 'days_between'
}

/** Records and the moment each is seen from. */
export interface Samples {
  /** Record ids, ascending. */
  readonly ids: Float64Array
  /** UTC milliseconds, same length; NaN where the record has no usable times, which means its present state. */
  readonly asOf: Float64Array
}

export const DAY = 86_400_000
