import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { once } from 'node:events'
import type { ScoredRow } from '#shared/contract/index'
import { present } from '#shared/lib/assert'
import { Problem } from '#main/db/errors'
import { Interrupted, UsageError, type Command, type Session } from '../command.ts'
import { csvLine } from '../csv-line.ts'
import { count } from '../layout.ts'
import { exactWords, textOption } from '../words.ts'

const pageRows = 500
const columns = ['entity', 'id', 'name', 'company', 'topic', 'owner', 'state', 'status', 'created_at', 'score', 'probability', 'grade', 'trend', 'model', 'version', 'scored_at'] as const
type ExportRow = Readonly<Record<(typeof columns)[number], string | number | null>>

export const exportData: Command = {
  name: 'export',
  usage: 'export scores --to FILE',
  summary: 'Write all scores of leads and opportunities, with the unrounded probability, as CSV or JSONL by the file\'s ending.',
  options: { to: { type: 'string' } },
  optionLines: ['--to FILE   ends in .csv or .jsonl; an existing file is replaced once the new one is complete'],
  async run({ words, values, open }) {
    const [what] = exactWords(words, ['scores'])
    if (what !== 'scores') throw new UsageError(`"${what}" cannot be exported yet; there is: scores.`)
    const to = textOption(values, 'to')
    if (to === undefined) throw new UsageError('--to is missing: name the file to write.')
    const file = resolve(to)
    const write = lineWriter(extname(file).toLowerCase(), file)
    const rows = await writeWhole(await open(), file, write)
    return { json: { file, rows }, text: `${count(rows)} scored records were written to ${file}.` }
  },
}

interface LineWriter {
  readonly head: string
  line(row: ExportRow): string
}

function lineWriter(ending: string, file: string): LineWriter {
  switch (ending) {
    case '.csv':
      // The mark at the start lets spreadsheets recognise UTF-8.
      return { head: `\uFEFF${csvLine(columns)}`, line: (row) => csvLine(columns.map((column) => row[column])) }
    case '.jsonl':
      return { head: '', line: (row) => `${JSON.stringify(row)}\n` }
    default:
      throw new Problem('BAD_INPUT', `${file} must end in .csv or .jsonl, so that it is clear how to write it.`)
  }
}

/** Writes beside the file and puts it in place at the end, so that a half file is never seen. */
async function writeWhole(session: Session, file: string, writer: LineWriter): Promise<number> {
  const part = `${file}.part`
  const stream = createWriteStream(part, { mode: 0o600 })
  let rows = 0
  try {
    await once(stream, 'open')
    stream.write(writer.head)
    for await (const row of scoredRows(session)) {
      rows += 1
      if (!stream.write(writer.line(row))) await once(stream, 'drain')
    }
    stream.end()
    await once(stream, 'finish')
    await rename(part, file)
    return rows
  } catch (error) {
    stream.destroy()
    await rm(part, { force: true })
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') throw new Problem('BAD_INPUT', `${file} cannot be written (${error.code}). Choose another place.`)
    throw error
  }
}

async function* scoredRows(session: Session): AsyncGenerator<ExportRow> {
  for (const entity of ['lead', 'opportunity'] as const) {
    for (let offset = 0; ; offset += pageRows) {
      if (session.signal.aborted) throw new Interrupted('The export was stopped; no file was written.')
      const page = await session.client.scores.page({ entity, view: 'all', sort: { column: 'score', direction: 'desc' }, offset, limit: pageRows })
      const scored = page.rows.filter((row) => row.score !== null)
      for (const row of scored) yield exportRow(entity, row, page.scoredBy)
      // Rows without a score come last.
      if (scored.length < pageRows) break
    }
  }
}

type ScoredBy = Awaited<ReturnType<Session['client']['scores']['page']>>['scoredBy']

function exportRow(entity: string, row: ScoredRow, scoredBy: ScoredBy): ExportRow {
  return {
    entity,
    id: row.id,
    name: row.name,
    company: row.company,
    topic: row.topic,
    owner: row.ownerName,
    state: row.state,
    status: row.status,
    created_at: isoMoment(row.createdAt),
    score: present(row.score, 'the score'),
    probability: row.probability,
    grade: row.grade,
    trend: row.trend,
    model: scoredBy?.modelName ?? null,
    version: scoredBy?.version ?? null,
    scored_at: isoMoment(scoredBy?.scoredAt ?? null),
  }
}

const isoMoment = (value: number | null): string | null => (value === null ? null : new Date(value).toISOString())
