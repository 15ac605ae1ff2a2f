import type { ColumnType, KnownWhen } from '#shared/domain/catalog/types'
import type { IconName } from './icon-paths.ts'

/** Column types as people call them. */
export const TYPE_WORDS: Readonly<Record<ColumnType, string>> = {
  text: 'Text',
  integer: 'Integer',
  decimal: 'Decimal',
  number: 'Number',
  boolean: 'Yes or no',
  date: 'Date',
  datetime: 'Date, time',
  option: 'Option',
  lookup: 'Lookup',
}

export const TYPE_ICONS: Readonly<Record<ColumnType, IconName>> = {
  text: 'text',
  integer: 'hash',
  decimal: 'hash',
  number: 'hash',
  boolean: 'toggle',
  date: 'calendar',
  datetime: 'calendar',
  option: 'list',
  lookup: 'link',
}

/** When a value can be known, in a few words. */
export const KNOWN_WORDS: Readonly<Record<KnownWhen, string>> = {
  creation: 'Known at creation',
  history: 'History kept',
  snapshot: 'One value, time unknown',
  after_outcome: 'After the outcome',
}

/** What each of them means for a model. */
export const KNOWN_HELP: Readonly<Record<KnownWhen, string>> = {
  creation: 'Filled in when the record is made and not changed later. Models use it as it is.',
  history: 'Every change is kept with its time. Models see the value of the moment they look at.',
  snapshot: 'Only the last value is there, and nobody knows since when. Models use it with a warning.',
  after_outcome: 'Filled in when or after the record closes. Models never learn from it.',
}
