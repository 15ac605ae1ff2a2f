import { readFileSync } from 'node:fs'
import { Problem } from '#main/db/errors'

/** The file's JSON; throws `Problem` with the file's name and the place of the mistake. */
function readJson(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new Problem('BAD_INPUT', `${file} cannot be read. Check the name and that you may read it.`)
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new Problem('BAD_INPUT', `${file} is not valid JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

/** Checks a file's JSON against a schema; throws `Problem` that names the first field that is wrong. */
export function parseJsonFile<T>(file: string, schema: Schema<T>): T {
  const parsed = schema.safeParse(readJson(file))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `
  throw new Problem('BAD_INPUT', `${file} does not fit: ${where}${issue?.message ?? 'unknown mistake'}.`)
}

/** The part of a zod schema that is used here. */
interface Schema<T> {
  safeParse(data: unknown): { success: true; data: T } | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } }
}
