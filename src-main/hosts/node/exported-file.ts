import { join } from 'node:path'

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export interface ExportedFile {
  readonly file: string
  /** What tells the browser to keep it instead of showing it. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * The file that an address such as `/exports/Engaged%20contacts%20scores%2012.csv` names: only finished exports, which lie directly in the
 * exports folder of the workspace. Null for every other address, whatever the path looks like.
 */
export function exportedFile(dataFolder: string, path: string): ExportedFile | null {
  const encoded = /^\/exports\/([^/]+)$/u.exec(path)?.[1]
  const name = encoded === undefined ? null : decoded(encoded)
  // the names that `exportFile` gives: letters, numbers, spaces, _ and -, the number of the job and one ending
  const ending = name === null ? undefined : /^[\p{L}\p{N} _-]+ \d+\.(csv|jsonl|xlsx)$/u.exec(name)?.[1]
  const type = types[ending ?? '']
  if (name === null || type === undefined) return null
  return { file: join(dataFolder, 'exports', name), headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`, 'Cache-Control': 'no-store' } }
}

/** Null for what is no encoding of a text. */
function decoded(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return null
  }
}
