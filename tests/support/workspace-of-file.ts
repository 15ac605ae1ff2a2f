import { afterAll, beforeAll } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'
import { openWorkspace, type OpenWorkspace, type TestHost } from './workspace.ts'

export interface WorkspaceOfFile {
  readonly folder: string
  readonly workspace: () => OpenWorkspace
}

/** One workspace for all tests of the file that calls it, opened before them and removed after them. */
export function workspaceOfFile(options: Omit<TestHost, 'folder'> = {}, prepare: (workspace: OpenWorkspace) => Promise<void> = async () => undefined): WorkspaceOfFile {
  const folder = temporaryFolder()
  let opened: OpenWorkspace | undefined
  beforeAll(async () => {
    opened = await openWorkspace({ ...options, folder: folder.path })
    await prepare(opened)
  })
  afterAll(async () => {
    await opened?.close()
    folder.remove()
  })
  return {
    folder: folder.path,
    workspace: () => {
      if (opened === undefined) throw new Error('The workspace is opened before the tests, and not outside of them.')
      return opened
    },
  }
}
