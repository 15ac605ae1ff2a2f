import { existsSync, mkdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { Problem } from '#main/db/errors'

type Environment = Readonly<Record<string, string | undefined>>

/** Where a user's Sextant files live: AppData on Windows, Library on macOS, the XDG data folder elsewhere. */
export function userDataFolder(environment: Environment = process.env, platform: string = process.platform, home: string = homedir()): string {
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Sextant')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Sextant')
  return join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'Sextant')
}

/** The workspace to open: the one that was named, else the sample's or the user's own in the data folder. Its folder is made. Throws `Problem` where something else than a file stands there. */
export function workspaceFile(named: string | undefined, dataFolder: string, sample: boolean): string {
  const file = named === undefined ? join(dataFolder, sample ? 'sample.sextant' : 'workspace.sextant') : resolve(named)
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) throw new Problem('BAD_INPUT', `${file} is not a file, so it cannot be a workspace. Choose another name.`)
  mkdirSync(dirname(file), { recursive: true })
  return file
}

/** The folder for uploads, rejected rows and logs beside a workspace; made when missing, closed to other users. */
export function companionFolder(workspace: string): string {
  const folder = `${workspace}-files`
  // its parent is there; making parents in a place such as /proc would never end
  try {
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new Problem('BAD_INPUT', `${workspace} cannot be made there. Choose another place for the workspace.`)
    throw error
  }
  return folder
}
