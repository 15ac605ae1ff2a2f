import { appendFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Log, LogLevel } from '#main/ports/host'

const ranks: Readonly<Record<LogLevel, number>> = { info: 0, warn: 1, error: 2 }
const largestLogBytes = 5_000_000

/** Calls `print` with one line for each message of at least this level. */
export function createLog(print: (line: string) => void, least: LogLevel): Log {
  return {
    write(level, message, detail) {
      if (ranks[level] < ranks[least]) return
      print(`${level} ${message}${detail === undefined ? '' : ` ${JSON.stringify(detail)}`}`)
    },
  }
}

/** Appends to `sextant.log` in the folder; the file of the start before is kept once it is large. */
export function createFileLog(folder: string): Log {
  const file = join(folder, 'sextant.log')
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > largestLogBytes) renameSync(file, join(folder, 'sextant.old.log'))
  return createLog((line) => appendFileSync(file, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 }), 'info')
}
