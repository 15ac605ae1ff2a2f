import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

const folder = process.env['SEXTANT_SHARED_DATA'] ?? fileURLToPath(new URL('../../../shared/data/', import.meta.url))

/** The path of a shared data file, or undefined where the folder, which SEXTANT_SHARED_DATA may name, does not hold it. */
export function sharedData(path: string): string | undefined {
  const full = join(folder, path)
  return existsSync(full) ? full : undefined
}

/** Ends the name of each test that a machine without the shared data skips. */
export const NEEDS_SHARED_DATA = '(skips where the shared data is missing; SEXTANT_SHARED_DATA names its folder)'
