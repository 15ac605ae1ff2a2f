import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { createCore, type Core } from '#main/core/create-core'
import type { Host } from '#main/ports/host'
import { router } from '#main/rpc/router'
import type { Job, SextantClient } from '#shared/contract/index'

const root = new URL('../../', import.meta.url)

export interface TestHost {
  readonly folder: string
  readonly file?: string
  readonly now?: () => number
  readonly cores?: number
}

/** A host for tests: real threads, no dialogs, log lines of errors on stderr. */
export function testHost(options: TestHost): Host {
  const worker = (path: string): URL => new URL(`src-main/workers/${path}`, root)
  return {
    kind: 'cli',
    version: '0.0.0-test',
    dataFolder: join(options.folder, 'data'),
    workspaceFile: options.file ?? join(options.folder, 'workspace.sextant'),
    workers: { reader: worker('reader.worker.ts'), writer: worker('writer.worker.ts'), job: worker('job.worker.ts'), bag: worker('trainer/bag.worker.ts') },
    cores: options.cores ?? 2,
    clock: { now: options.now ?? Date.now },
    log: {
      write: (level, message, detail) => {
        if (level === 'error') console.error(message, detail)
      },
    },
  }
}

export interface OpenWorkspace {
  readonly core: Core
  readonly client: SextantClient
  close(): Promise<void>
}

export async function openWorkspace(options: TestHost): Promise<OpenWorkspace> {
  const core = await createCore(testHost(options))
  return { core, client: createRouterClient(router, { context: { core } }), close: () => core.close() }
}

/** Watches until the job has ended and returns it; throws its sentence when it failed. */
export async function finished(client: SextantClient, jobId: number): Promise<Job> {
  let last: Job | undefined
  for await (const job of await client.jobs.watch({ jobId })) last = job
  if (last === undefined) throw new Error(`Job ${jobId} sent nothing`)
  if (last.state === 'failed') throw new Error(`Job ${jobId} failed: ${last.error}`)
  return last
}
