import type { ColumnProfile } from './column-profile.ts'

const won = /^(?:1|yes|true|won|closed[ _-]?won|accepted|converted|qualified|customer|success|approved)$/iu
const lost = /^(?:0|no|false|lost|closed[ _-]?lost|declined|cancell?ed|rejected|disqualified|unqualified|not converted|failed|denied)$/iu
const heading = /^(?:(?:is|deal|lead|opportunity)[ _-]?)?(?:converted|won|outcome|state|status|stage|stage[ _-]?name|qualified|closed[ _-]?won)$/iu
const open: Readonly<Record<string, readonly [string, string]>> = { lead: ['qualified', 'disqualified'], opportunity: ['won', 'lost'] }

/** The replacements that turn a column into the record's state; undefined where the values do not tell both outcomes. */
export function outcomeValues(table: string, column: ColumnProfile): Readonly<Record<string, string>> | undefined {
  const states = open[table]
  if (states === undefined || !heading.test(column.source.trim()) || column.distinct > 20) return undefined
  const values = column.topValues.map(({ value }) => value).filter((value) => !column.missingMarkers.includes(value))
  if (!values.some((value) => won.test(value)) || !values.some((value) => lost.test(value))) return undefined
  return Object.fromEntries(values.map((value) => [value, won.test(value) ? states[0] : lost.test(value) ? states[1] : 'open']))
}

/** Columns whose name says that people fill them in at the end or after it. */
export function namesTheOutcome(source: string): boolean {
  return /outcome|closed|lost|reason|stage|(?:^|[ _])tags?$|quality|notable|last[ _](?:activity|event)|final/iu.test(source)
}
