import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { mappingSchema, type Inspection } from '#shared/contract/dataset'
import { present } from '#shared/lib/assert'
import { Problem } from '#main/db/errors'
import { UsageError, type Answer, type Command, type Session } from '../command.ts'
import { followJob, followRest } from '../follow-job.ts'
import { count, layFacts } from '../layout.ts'
import { parseJsonFile } from '../read-json.ts'
import { exactWords, textOption } from '../words.ts'

type Mapping = Inspection['suggested']

export const importFile: Command = {
  name: 'import',
  usage: 'import FILE --table T [--map MAP.json] [--dry-run]',
  summary: 'Import a data file into a table; new columns and tables are made on the way.',
  options: { table: { type: 'string' }, map: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  optionLines: ['--table T        table to import into, such as lead; the mapping file may name it instead', '--map MAP.json   what becomes of each column; what it does not name is inferred', '--dry-run        read the whole file and report, but change nothing'],
  async run({ words, values, open }) {
    const [word] = exactWords(words, ['FILE'])
    const file = existingFile(present(word, 'the file'))
    const map = textOption(values, 'map')
    const named = map === undefined ? undefined : parseJsonFile(map, mappingSchema)
    const table = textOption(values, 'table') ?? named?.table
    if (table === undefined) throw new UsageError('--table is missing: name the table to import into, such as lead.')
    const checked = mappingSchema.shape.table.safeParse(table)
    if (!checked.success) throw new Problem('BAD_INPUT', `A table name has small letters, digits and underscores, such as lead; "${table}" cannot be one.`, 'table')
    const session = await open()
    session.offerFile(file)
    const opened = present(await session.client.dataset.openFile(), 'the opened file')
    const inspection = await session.client.dataset.inspect({ fileId: opened.fileId, table, ...(named?.format === undefined ? {} : { format: named.format }) })
    const mapping: Mapping = named === undefined ? completed(inspection) : { ...named, table }
    const input = { fileId: opened.fileId, mapping, notes: notesOf(inspection, named) }
    return values['dry-run'] === true ? check(session, input) : apply(session, input)
  },
}

interface Input {
  readonly fileId: string
  readonly mapping: Mapping
  /** What was found before the import began. */
  readonly notes: readonly string[]
}

/** The mapping to start from, with the columns that the window leaves out until it is told otherwise, such as those of one value: here nobody looks on, and nothing may be lost. */
function completed({ suggested }: Inspection): Mapping {
  return { ...suggested, columns: suggested.columns.filter((column) => column.ignore !== true), others: 'infer' }
}

/** How the file was read, and how those columns whose type and dates no mapping states. */
function notesOf(inspection: Inspection, named: Mapping | undefined): string[] {
  const stated = new Set(named?.columns.map((column) => column.source))
  const open = named?.others === 'ignore' ? [] : inspection.columns.filter((column) => !stated.has(column.source))
  // told by the window, which leaves these columns out
  const general = inspection.notes.filter((note) => !note.startsWith('One column holds') && !/^\d+ columns hold/u.test(note))
  return [...general, ...open.flatMap((column) => column.notes.map((note) => `${column.source}: ${note}`))]
}

async function check(session: Session, input: Input): Promise<Answer> {
  const { jobId } = await session.client.dataset.check(input)
  const { result } = await followJob(session, jobId)
  const told = withNotes(result, input.notes)
  return { json: { dryRun: true, table: input.mapping.table, mapping: input.mapping, ...told }, text: `Nothing was changed.\n${resultText(told)}` }
}

async function apply(session: Session, input: Input): Promise<Answer> {
  const { jobId } = await session.client.dataset.import(input)
  const { result } = await followJob(session, jobId)
  await followRest(session)
  const told = withNotes(result, input.notes)
  return { json: { dryRun: false, table: input.mapping.table, ...told }, text: resultText(told) }
}

function withNotes(result: Readonly<Record<string, unknown>> | null, notes: readonly string[]): Readonly<Record<string, unknown>> {
  const found = sentences.safeParse(result?.['notes'])
  return { ...result, notes: [...new Set([...notes, ...(found.success ? found.data : [])])] }
}

const sentences = z.array(z.string())
const problemList = z.array(z.object({ sentence: z.string() }))

/** Counts and texts of a job's result, in the order in which they stand there; below them what is wrong, and what should be known. */
function resultText(result: Readonly<Record<string, unknown>>): string {
  const facts = Object.entries(result).flatMap(([name, value]): [string, string][] => {
    const label = labels[name] ?? name
    if (typeof value === 'number') return [[label, name === 'importId' ? String(value) : count(value)]]
    return typeof value === 'string' ? [[label, value]] : []
  })
  const problems = problemList.safeParse(result['problems'])
  const notes = sentences.safeParse(result['notes'])
  const lines = [...(problems.success ? problems.data.map(({ sentence }) => sentence) : []), ...(notes.success ? notes.data : [])]
  return [facts.length === 0 ? 'Done.' : layFacts(facts), ...lines.map((line) => `- ${line}`)].join('\n')
}

const labels: Readonly<Record<string, string>> = {
  importId: 'Import',
  table: 'Table',
  read: 'Rows read',
  inserted: 'Inserted',
  updated: 'Updated',
  wouldInsert: 'Would be inserted',
  wouldUpdate: 'Would be updated',
  rejected: 'Rejected',
  rejectsFile: 'Rejected rows are in',
  seconds: 'Seconds',
}

function existingFile(word: string): string {
  const file = resolve(word)
  if (!existsSync(file)) throw new Problem('NOT_FOUND', `${file} does not exist. Check the name of the file to import.`)
  if (!statSync(file).isFile()) throw new Problem('BAD_INPUT', `${file} is not a file. Name one data file to import.`)
  return file
}
