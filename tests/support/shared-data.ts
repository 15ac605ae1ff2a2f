import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = new URL('../../../shared/data/', import.meta.url)

/** The path of a shared data file, or undefined where the folder is not there. */
export function sharedData(path: string): string | undefined {
  const full = fileURLToPath(new URL(path, folder))
  return existsSync(full) ? full : undefined
}
