import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
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
    const mapping: Mapping = named === undefined ? (await session.client.dataset.inspect({ fileId: opened.fileId, table })).suggested : { ...named, table }
    const input = { fileId: opened.fileId, mapping }
    return values['dry-run'] === true ? check(session, input) : apply(session, input)
  },
}

interface Input {
  readonly fileId: string
  readonly mapping: Mapping
}

async function check(session: Session, input: Input): Promise<Answer> {
  const { jobId } = await session.client.dataset.check(input)
  const { result } = await followJob(session, jobId)
  return { json: { dryRun: true, table: input.mapping.table, mapping: input.mapping, ...result }, text: `Nothing was changed.\n${resultText(result)}` }
}

async function apply(session: Session, input: Input): Promise<Answer> {
  const { jobId } = await session.client.dataset.import(input)
  const { result } = await followJob(session, jobId)
  await followRest(session)
  return { json: { dryRun: false, table: input.mapping.table, ...result }, text: resultText(result) }
}

/** Counts and texts of a job's result, in the order in which they stand there. */
function resultText(result: Readonly<Record<string, unknown>> | null): string {
  const facts = Object.entries(result ?? {}).flatMap(([name, value]): [string, string][] => {
    const label = labels[name] ?? name
    if (typeof value === 'number') return [[label, name === 'importId' ? String(value) : count(value)]]
    return typeof value === 'string' ? [[label, value]] : []
  })
  return facts.length === 0 ? 'Done.' : layFacts(facts)
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
