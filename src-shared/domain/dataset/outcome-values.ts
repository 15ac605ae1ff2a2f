import type { ColumnProfile } from './column-profile.ts'

const won = /^(?:1|yes|true|won|accepted|converted|qualified|customer|success|successful|approved|bought|purchased|sold|ja|gewonnen|qualifiziert|gagn[ée]e?|gan[aâ]d[ao]|ganh[ao]|vint[ao])$|^closed?[ _-]*(?:-[ ]*)?(?:won|converted)(?:$|[ _(:-])/iu
/** Words that leave no doubt; beside them a stage called “qualified” is one on the way. */
const surelyWon = /^(?:closed?[ _-]*(?:-[ ]*)?)?won(?:$|[ _(:-])|^(?:gewonnen|gagn[ée]e?|gan[aâ]d[ao]|ganh[ao]|vint[ao])$/iu
const lost = /^(?:0|no|false|lost|lost lead|junk lead|declined|cancell?ed|rejected|disqualified|unqualified|not qualified|not[ _]converted|failed|denied|out-sold|nein|verloren|disqualifiziert|perdue?|perdid[ao]|pers[ao])$|^closed?[ _-]*(?:-[ ]*)?(?:lost|not[ _]converted)(?:$|[ _(:-])|^lost(?:[ _]*[-–:(]| to )/iu
const heading = /^(?:(?:is|deal|lead|opportunity|opp|sales|pipeline)[ _-]*)?(?:converted|won|outcome|state|status|stage|stage[ _-]?name|qualified|closed[ _-]?won|won[ _-]?status|result|conversion|conversion[ _-]?status|ergebnis|phase)$/iu
/** Headings of the outcome in files made for learning from; they say so only where every value is an outcome. */
const target = /^(?:y|target|label|class|response|purchased?|bought|accepted|subscribed|deposit)$/iu
const closed = /^(?:is[ _-]?)?closed$/iu
const open: Readonly<Record<string, readonly [string, string]>> = { lead: ['qualified', 'disqualified'], opportunity: ['won', 'lost'] }

interface Outcome {
  readonly profile: ColumnProfile
  /** Replacements that turn the column into the record's state. */
  readonly values: Readonly<Record<string, string>>
}

/**
 * The column that becomes the record's state. One that tells open records from closed ones is taken before one of yes and
 * no, whose “no” stands for both; where another column says which records are closed, that one is not taken at all.
 */
export function outcomeColumn(table: string, profiles: readonly ColumnProfile[]): Outcome | undefined {
  const found = profiles.flatMap((profile): Outcome[] => {
    const values = outcomeValues(table, profile)
    return values === undefined ? [] : [{ profile, values }]
  })
  const telling = found.find(({ values }) => Object.keys(values).some((value) => !/^(?:0|1|yes|no|true|false)$/iu.test(value)))
  if (telling !== undefined) return telling
  return profiles.some((profile) => closed.test(profile.source.trim()) && profile.distinct > 1) ? undefined : found[0]
}

/** The replacements that turn a column into the record's state; undefined where the values do not tell both outcomes. */
export function outcomeValues(table: string, column: ColumnProfile): Readonly<Record<string, string>> | undefined {
  const states = open[table]
  const source = column.source.trim().replace(/^(?:deal|lead|opportunity)\s+-\s+/iu, '')
  const named = heading.test(source)
  if (states === undefined || column.distinct > 20 || !(named || target.test(source))) return undefined
  const values = column.topValues.map(({ value }) => value).filter((value) => !column.missingMarkers.includes(value))
  if (!named && values.some((value) => !won.test(value) && !lost.test(value))) return undefined
  const isWon = values.some((value) => surelyWon.test(value)) ? surelyWon : won
  if (!values.some((value) => isWon.test(value)) || !values.some((value) => lost.test(value))) return undefined
  return Object.fromEntries(values.map((value) => [value, isWon.test(value) ? states[0] : lost.test(value) ? states[1] : 'open']))
}

/** Columns whose name says that people fill them in at the end or after it. */
export function namesTheOutcome(source: string): boolean {
  return /outcome|closed|lost|reason|stage|(?:^|[ _])tags?$|quality|notable|last[ _](?:activity|event)|final/iu.test(source)
}
