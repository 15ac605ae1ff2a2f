import { existsSync, statSync } from 'node:fs'
import { dirname, extname, resolve } from 'node:path'
import { present } from '#shared/lib/assert'
import { Problem } from '#main/db/errors'
import { UsageError, type Command } from '../command.ts'
import { followJob } from '../follow-job.ts'
import { count } from '../layout.ts'
import { exactWords, textOption } from '../words.ts'

export const exportData: Command = {
  name: 'export',
  usage: 'export scores|TABLE --to FILE',
  summary: 'Write all scores with the unrounded probability, or all records of a table, as CSV, XLSX, JSONL or Parquet by the file\'s ending.',
  options: { to: { type: 'string' } },
  optionLines: ['--to FILE   ends in .csv, .xlsx, .jsonl or .parquet; an existing file is replaced once the new one is complete'],
  async run({ words, values, open }) {
    const [word] = exactWords(words, ['scores or a table'])
    const what = present(word, 'what to export')
    const to = textOption(values, 'to')
    if (to === undefined) throw new UsageError('--to is missing: name the file to write.')
    const path = resolve(to)
    const format = formatOf(path)
    refusePlace(path)
    const session = await open()
    const { store, jobs } = session.core
    // Queued past the contract, because no procedure takes a path: pages and scripts on a wire must not choose files.
    const { jobId } = await store.write('jobs.add', { kind: 'export', title: `Export of ${what}`, input: { what, format, path } })
    jobs.wake()
    const { result } = await followJob(session, jobId)
    const rows = Number(result?.['rows'] ?? 0)
    return { json: { file: path, rows }, text: `${count(rows)} rows were written to ${path}.` }
  },
}

const formats = { '.csv': 'csv', '.xlsx': 'xlsx', '.jsonl': 'jsonl', '.parquet': 'parquet' } as const

function formatOf(path: string): (typeof formats)[keyof typeof formats] {
  const found = Object.entries(formats).find(([ending]) => ending === extname(path).toLowerCase())
  if (found === undefined) throw new Problem('BAD_INPUT', `${path} must end in .csv, .xlsx, .jsonl or .parquet, so that it is clear how to write it.`)
  return found[1]
}

/** Throws `Problem` where no file can be, before the workspace is opened. */
function refusePlace(path: string): void {
  if (!existsSync(dirname(path))) throw new Problem('BAD_INPUT', `${path} cannot be written: its folder does not exist. Make it, or choose another place.`)
  if (existsSync(path) && statSync(path).isDirectory()) throw new Problem('BAD_INPUT', `${path} is a folder, not a file. Choose another name.`)
}
