import { Problem } from './errors.ts'

interface SystemError extends Error {
  readonly code: string
  readonly path?: string
}

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}

/** What the machine refuses, which the user can put right: no room, no permission, a folder in a file's place. Undefined for every other error. `file` is told where the error names none. */
export function systemProblem(error: unknown, file?: string): Problem | undefined {
  if (!isSystemError(error)) return undefined
  // what is being written has this ending until it is whole
  const path = error.path?.replace(/\.part$/u, '') ?? file
  const what = path ?? 'A file'
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'SQLITE_FULL':
      return new Problem('CONFLICT', `There is no room left on the disk${path === undefined ? '' : ` for ${path}`}. Nothing half done was kept; make room and try again.`)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Problem('FORBIDDEN', `${what} cannot be opened or written: you have no permission, or the disk is read-only. Choose another place, or ask for the permission.`)
    case 'EISDIR':
      return new Problem('BAD_INPUT', `${what} is a folder, not a file. Choose another name.`)
    case 'ENOTDIR':
      return new Problem('BAD_INPUT', `${what} cannot be there: a part of the path is a file, not a folder. Choose another place.`)
    case 'ENAMETOOLONG':
      return new Problem('BAD_INPUT', `${what} is too long a name. Choose a shorter one.`)
    case 'EIO':
      return new Problem('CONFLICT', `${what} cannot be read or written: the disk reports an error. Check the disk, then try again.`)
  }
  if (/^SQLITE_(?:READONLY|CANTOPEN|PERM)/u.test(error.code)) return new Problem('FORBIDDEN', `${file ?? 'The workspace'} cannot be opened for writing: you have no permission there, or the disk is read-only. Copy it to a place where you may write, or choose another workspace.`)
  if (error.code.startsWith('SQLITE_IOERR')) return new Problem('CONFLICT', `${file ?? 'The workspace'} cannot be read or written: the disk reports an error or is full. Check the disk, then try again.`)
  return undefined
}
