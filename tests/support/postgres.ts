import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { temporaryFolder } from './temporary-folder.ts'

export interface Postgres {
  /** Runs the statements and answers the lines of the last one's result, its one column unaligned. */
  query(sql: string): Promise<string[]>
  close(): Promise<void>
}

/** The folder of PostgreSQL's server programs, where it is installed. */
export function findPostgres(): string | undefined {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  return [...versions.map((version) => join(root, version, 'bin')), '/usr/local/bin', '/usr/bin'].find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/** Starts a server of its own that listens on a socket in a temporary folder alone; as root it runs as the user postgres, which PostgreSQL asks for. */
export async function startPostgres(bin: string): Promise<Postgres> {
  const folder = temporaryFolder()
  const owner = process.getuid?.() === 0 ? { uid: Number(execFileSync('id', ['-u', 'postgres'])), gid: Number(execFileSync('id', ['-g', 'postgres'])) } : {}
  if (owner.uid !== undefined) chownSync(folder.path, owner.uid, owner.gid)
  chmodSync(folder.path, 0o700)
  const data = join(folder.path, 'data')
  const environment = { ...process.env, LC_ALL: 'C.UTF-8' }
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'sextant', '-A', 'trust', '-E', 'UTF8', '--no-sync'], { ...owner, env: environment, cwd: folder.path, stdio: 'ignore' })
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder.path, '-c', 'listen_addresses=', '-c', 'fsync=off'], { ...owner, env: environment, cwd: folder.path, stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => void server.once('exit', () => resolve()))
  const psql = (sql: string): string => execFileSync('psql', ['-h', folder.path, '-U', 'sextant', '-d', 'postgres', '-XqAt', '-v', 'ON_ERROR_STOP=1'], { ...owner, env: environment, cwd: folder.path, input: sql, stdio: ['pipe', 'pipe', 'pipe'], maxBuffer: 1 << 26 }).toString()
  for (let tries = 0; ; tries += 1) {
    try {
      psql('SELECT 1')
      break
    } catch (error) {
      if (tries === 100) throw error
      await wait(100)
    }
  }
  return {
    query: (sql) => Promise.resolve(psql(`${sql};`).split('\n').filter((line) => line !== '')),
    close: async () => {
      server.kill('SIGINT')
      await ended
      folder.remove()
    },
  }
}
