import type { CalendarPart } from './calendar-parts.ts'

/** What an attribute's values are: numbers on a scale, or names without an order. */
export type FeatureKind = 'numeric' | 'category'

/** Where an attribute comes from, for display and for the model card. */
export type FeatureOrigin = 'record' | 'related' | 'intelligent'

export interface NumericFeature {
  readonly kind: 'numeric'
  /** Stable identity of the attribute, for example `lead.total_visits` or `interactions.EmailOpened.30d`. */
  readonly name: string
  /** What people read, for example `Total visits`. */
  readonly label: string
  readonly origin: FeatureOrigin
  /** One value a row in the attribute's own unit; NaN is missing. Dates are UTC milliseconds. */
  readonly values: Float64Array
  /** `date` where the values are UTC milliseconds, so that they are shown as days; `days` where they are a number of days. */
  readonly unit?: 'date' | 'count' | 'days'
}

export interface CategoryFeature {
  readonly kind: 'category'
  readonly name: string
  readonly label: string
  readonly origin: FeatureOrigin
  /** One index into `categories` a row; -1 is missing. */
  readonly codes: Int32Array
  /** Distinct values as people read them, in order of first appearance. */
  readonly categories: readonly string[]
  /** Whose names the values are, so that they are shown in the calendar's order; `word` where they say whether a word is mentioned. */
  readonly unit?: CalendarPart | 'word'
}

export type Feature = NumericFeature | CategoryFeature

/** How values are read and shown; null where there is nothing to say. */
export type FeatureUnit = NonNullable<Feature['unit']> | null

/** Inputs of the trainer and of the scorer: one row a record as of one moment. */
export interface FeatureTable {
  /** Number of rows; every feature has this length. */
  readonly rows: number
  /** Record id of each row, ascending; length `rows`. */
  readonly recordIds: Float64Array
  /** The moment each row is seen from, UTC milliseconds; NaN where the record has no usable times. Length `rows`. */
  readonly asOf: Float64Array
  readonly features: readonly Feature[]
}

/** A feature table whose rows are closed records with a known outcome. */
export interface TrainingTable extends FeatureTable {
  /** 1 for the positive outcome (qualified, won), 0 for the other; length `rows`. */
  readonly outcome: Uint8Array
  /** When each record closed, UTC milliseconds, NaN when unknown; orders the hold-out. Length `rows`. */
  readonly closedAt: Float64Array
  /** Record id with which each row stays together in every split, where copies of records were looked for (`findCopies`); else its own. Length `rows`. */
  readonly together?: Float64Array
}
