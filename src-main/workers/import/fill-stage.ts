import { physicalType } from '#shared/domain/catalog/types'
import { BAD, createConverter, expectation, ownCopy, type ConversionTally, type Convert, type ConverterOptions } from '#shared/domain/dataset/convert'
import type { CellProblem, ProblemGroups } from '#shared/domain/dataset/problem-groups'
import { createZone } from '#shared/domain/dataset/zone'
import type { StageFile, StageType, StageValue } from '#main/db/stage-file'
import type { JobContext } from '../context.ts'
import { readRows } from './csv-rows.ts'
import { readText } from './file-text.ts'
import { KeySet } from './key-set.ts'
import { optional } from './plan-constants.ts'
import type { Plan, PlannedColumn } from './plan.ts'
import { fits, type Sample } from './sample.ts'

/** Where problems go besides being counted. */
export type Reject = (problem: CellProblem) => void

export interface Filled {
  /** Rows of data in the file. */
  readonly read: number
  /** Rows that do not go on. */
  readonly rejected: number
  /** Whether a key may occur twice. */
  readonly keysRepeat: boolean
  /** Distinct values of each option column, by its place in the plan; undefined when there are too many. */
  readonly options: ReadonlyMap<number, ReadonlySet<string> | undefined>
  readonly tally: ConversionTally
}

interface Input {
  readonly job: Pick<JobContext, 'progress' | 'checkCancelled'>
  readonly file: string
  readonly name: string
  readonly sample: Sample
  readonly plan: Plan
  readonly stage: StageFile
  readonly groups: ProblemGroups
  readonly reject: Reject
  /** Share of the whole job that reading takes. */
  readonly share: number
}

/** Options of a column that are entered into the catalog; a column with more is not a list to choose from. */
export const mostOptions = 500

/** The affinity of each stage column; a lookup waits there as the text by which its record is found. */
export function stageTypes(plan: Plan): StageType[] {
  return plan.columns.map((column) => (column.lookup === null ? physicalType(column.type) : 'TEXT'))
}

/** Reads the whole file in one pass: converts each value, puts good rows into the stage and says what is wrong with the others. */
export function fillStage({ job, file, name, sample, plan, stage, groups, reject, share }: Input): Filled {
  const tally: ConversionTally = { skipped: 0, doubled: 0, rounded: 0 }
  const zone = createZone(plan.format.timeZone)
  const settings = plan.columns.map((column): ConverterOptions => ({
    type: column.type, scale: column.scale, dateFormats: column.dateFormats, missing: new Set(column.missing), values: new Map(Object.entries(column.values)),
    decimal: plan.format.decimal, zone, tally, ...optional('allowed', column.allowed), ...optional('range', column.range),
  }))
  const expected = settings.map((options) => expectation(options))
  const columns = plan.columns
  const width = columns.length
  const places = Int32Array.from(columns, (column) => column.index)
  const required = columns.map((column) => column.required)
  const options = new Map<number, Set<string> | undefined>()
  const converters = settings.map((setting, index) => collecting(createConverter(setting), columns[index], index, options))
  const keyAt = columns.findIndex((column) => column.target === plan.key)
  const keys = new KeySet()
  const fields = plan.headings.length
  const values: StageValue[] = Array.from({ length: width + 1 }, () => null)
  const tell = (problem: CellProblem): void => {
    groups.add(problem)
    reject(problem)
  }
  let read = 0
  let rejected = 0
  let keysRepeat = false
  // what stands before the heading, and the heading itself
  let toSkip = sample.before.length + 1
  for (const batch of readRows({ pieces: readText(file, name, sample.head), format: plan.format, name })) {
    job.checkCancelled()
    for (const row of batch.rows) {
      if (toSkip > 0) {
        toSkip -= 1
        continue
      }
      read += 1
      if (row.length !== fields && !fits(row, fields)) {
        rejected += 1
        tell({ row: read, column: '(whole row)', kind: 'fields', value: plural(row.length, 'field'), expected: plural(fields, 'field') })
        continue
      }
      let good = true
      if (batch.hasNull) {
        const at = row.findIndex((field) => field.includes('\0'))
        if (at >= 0) {
          rejected += 1
          tell({ row: read, column: plan.headings[at] ?? '(whole row)', kind: 'type', value: (row[at] ?? '').replaceAll('\0', '␀'), expected: 'text without null bytes' })
          continue
        }
      }
      values[0] = read
      for (let index = 0; index < width; index += 1) {
        const text = row[places[index] ?? 0] ?? ''
        const value = (converters[index] as Convert)(text)
        if (value === BAD) {
          good = false
          tell({ row: read, column: columns[index]?.source ?? '', kind: 'type', value: text.trim(), expected: expected[index] ?? '' })
        } else if (value === null && required[index] === true) {
          good = false
          const why = index === keyAt ? 'a value, since records are found by it' : 'a value, since every record needs one'
          tell({ row: read, column: columns[index]?.source ?? '', kind: 'missing', value: text.trim(), expected: why })
        } else values[index + 1] = value
      }
      if (!good) {
        rejected += 1
        continue
      }
      if (keyAt >= 0 && keys.add(String(values[keyAt + 1]))) keysRepeat = true
      stage.add(values)
    }
    const fraction = Math.min(1, batch.bytes / Math.max(1, sample.head.bytes))
    job.progress({ stage: 'read', label: 'Reading the file', done: read, total: sample.exact ? sample.count : Math.max(read, Math.round(read / Math.max(fraction, 0.001))), unit: 'rows', fraction: fraction * share })
  }
  return { read, rejected, keysRepeat, options, tally }
}

/** Notes each option that a column holds, as long as they are few. */
function collecting(convert: Convert, column: PlannedColumn | undefined, index: number, options: Map<number, Set<string> | undefined>): Convert {
  if (column?.type !== 'option' || column.allowed !== undefined) return convert
  const seen = new Set<string>()
  options.set(index, seen)
  let last: unknown = null
  return (text) => {
    const value = convert(text)
    if (value === last || typeof value !== 'string') return value
    last = value
    if (seen.size <= mostOptions) {
      if (!seen.has(value)) seen.add(ownCopy(value))
      if (seen.size > mostOptions) options.set(index, undefined)
    }
    return value
  }
}

function plural(count: number, unit: string): string {
  return `${count.toLocaleString('en-US')} ${unit}${count === 1 ? '' : 's'}`
}
