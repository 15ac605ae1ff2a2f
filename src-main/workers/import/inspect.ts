import type { Inspection } from '#shared/contract/dataset'
import type { ColumnProfile } from '#shared/domain/dataset/column-profile'
import type { FileFormat } from '#shared/domain/dataset/mapping'
import { headingsLikeValues } from '#shared/domain/dataset/heading'
import { namesTheOutcome } from '#shared/domain/dataset/outcome-values'
import { suggestMapping } from '#shared/domain/dataset/suggest'
import { contractMapping } from '#main/db/queries/imports'
import { readTables } from '#main/db/queries/catalog'
import type { Read } from '../context.ts'
import { refuseJson } from './refuse-json.ts'
import { profileSample, readSample, type Sample } from './sample.ts'

export interface InspectInput {
  readonly path: string
  readonly fileId: string
  readonly name: string
  readonly bytes: number
  readonly format?: { readonly [Field in keyof FileFormat]?: FileFormat[Field] | undefined } | undefined
  readonly table?: string | undefined
}

const fewestForConstant = 20

/** Looks at a file without changing anything: how it is written, what its columns hold, and a mapping to start from. */
export const inspect: Read<InspectInput, Inspection> = (db, input, context) => {
  const chosen = Object.fromEntries(Object.entries(input.format ?? {}).filter(([, value]) => value !== undefined)) as Partial<FileFormat>
  refuseJson(input.path, input.name, chosen)
  const sample = readSample(input.path, input.name, chosen, context.timeZone)
  const profiles = profileSample(sample)
  const empty = profiles.filter((profile) => /^column \d+$/u.test(profile.source) && profile.examples.length === 0)
  const constant = sample.exact && sample.count >= fewestForConstant ? profiles.filter((profile) => profile.distinct === 1 && profile.filled === 1) : []
  const suggested = suggestMapping({
    fileName: input.name,
    profiles,
    tables: readTables(db),
    ...(input.table === undefined ? {} : { table: input.table }),
    leaveOut: new Set([...empty, ...constant].map((profile) => profile.source)),
  })
  const leftOut = constant.filter((profile) => suggested.columns.some((column) => column.source === profile.source && column.ignore === true))
  const stated = ['lead', 'opportunity'].includes(suggested.table) ? suggested.columns.find((column) => column.target === 'state')?.source : undefined
  return {
    file: { fileId: input.fileId, name: input.name, bytes: sample.head.bytes },
    format: sample.format,
    rows: sample.count,
    rowsExact: sample.exact,
    columns: profiles.map((profile) => ({
      source: profile.source,
      examples: [...profile.examples],
      detectedType: profile.detectedType,
      dateFormats: [...profile.dateFormats],
      filled: profile.filled,
      distinct: profile.distinct,
      missingMarkers: [...profile.missingMarkers],
      topValues: profile.topValues.map((entry) => ({ ...entry })),
      notes: [...profile.notes, ...leakNote(profile, stated, sample)],
    })),
    preview: sample.rows.slice(0, 20).map((row) => [...row]),
    suggested: contractMapping({ ...suggested, format: sample.format }),
    notes: fileNotes(sample, empty, leftOut),
  }
}

/** Says of a column that it may have been filled in at or after the outcome: by its name, or since some of its values nearly always have the same outcome. */
function leakNote(profile: ColumnProfile, stated: string | undefined, sample: Sample): string[] {
  if (stated === undefined || profile.source === stated) return []
  if (namesTheOutcome(profile.source)) return ['May know the outcome: its name says that it is filled in late. Say when its value is known before a model learns from it.']
  if (profile.detectedType !== 'option') return []
  const outcomeAt = sample.headings.indexOf(stated)
  const valueAt = sample.headings.indexOf(profile.source)
  const tallies = new Map<string, Map<string, number>>()
  for (const row of sample.rows) {
    const value = (row[valueAt] ?? '').trim()
    if (value === '' || profile.missingMarkers.includes(value)) continue
    const outcomes = tallies.get(value) ?? new Map<string, number>()
    const outcome = (row[outcomeAt] ?? '').trim()
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    tallies.set(value, outcomes)
  }
  let pure = 0
  for (const outcomes of tallies.values()) {
    const counts = [...outcomes.values()]
    const total = counts.reduce((sum, count) => sum + count, 0)
    if (total >= 30 && Math.max(...counts) / total >= 0.95) pure += total
  }
  const share = pure / Math.max(1, sample.rows.length)
  return share >= 0.1 ? [`May know the outcome: ${Math.round(share * 100)} % of the rows have a value that nearly always goes with the same outcome.`] : []
}

function fileNotes(sample: Sample, empty: readonly ColumnProfile[], constant: readonly ColumnProfile[]): string[] {
  const notes: string[] = []
  const first = sample.before[0]
  if (first !== undefined) notes.push(`${sample.before.length === 1 ? 'The first line is' : `The first ${sample.before.length} lines are`} no part of the table and left out: ${quoted(first.join(sample.format.delimiter))}.`)
  const values = headingsLikeValues(sample.headings)
  if (values.length > 0) notes.push(`The first line is taken as the heading, but ${values.slice(0, 3).map((value) => `“${value}”`).join(', ')} ${values.length === 1 ? 'looks like a value' : 'look like values'}. If the file has no heading, add one: its first row is lost otherwise.`)
  if (sample.format.encoding === 'windows-1252') notes.push('The file is not UTF-8 and is read as Windows-1252. If letters with accents look wrong, choose another encoding or save the file as UTF-8.')
  if (sample.repeated.length > 0) notes.push(`Headings that occur twice got a number: ${sample.repeated.join(', ')}.`)
  if (empty.length > 0) notes.push(`${empty.map((profile) => profile.source).join(', ')} ${empty.length === 1 ? 'has' : 'have'} no heading and no values, and ${empty.length === 1 ? 'is' : 'are'} left out.`)
  if (constant.length > 0) notes.push(`${constant.length === 1 ? 'One column holds' : `${constant.length} columns hold`} one value only and ${constant.length === 1 ? 'is' : 'are'} left out: ${constant.map((profile) => profile.source).join(', ')}.`)
  if (sample.format.lineEnd === 'crcrlf') notes.push('Its lines end with a doubled carriage return, which is read as one line end.')
  if (sample.ragged.count > 0) notes.push(`${sample.ragged.count === 1 ? 'One row has' : `${sample.ragged.count} rows have`} another number of fields than the heading, first row ${sample.ragged.first}; such rows are rejected.`)
  if (!sample.exact) notes.push(`Looked at the first ${sample.rows.length.toLocaleString('en-US')} rows; the check reads all of them.`)
  return notes
}

const quoted = (text: string): string => `“${text.length > 60 ? `${text.slice(0, 60)}…` : text.trim()}”`
