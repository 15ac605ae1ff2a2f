import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { userDataFolder } from './data-folder.ts'

/** Keeps compiled code for the next start, in the user's own folder; halves what a start computes. Threads take it from the environment. */
export function keepCompiled(): void {
  if (process.env['NODE_DISABLE_COMPILE_CACHE'] !== undefined) return
  const folder = (process.env['NODE_COMPILE_CACHE'] ??= join(userDataFolder(), 'compile-cache'))
  enableCompileCache(folder)
}
