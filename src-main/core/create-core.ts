import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Host } from '#main/ports/host'
import type { ChangeTopic } from '#main/workers/context'
import { Store } from '#main/workers/store'
import { WriteGate } from '#main/workers/write-gate'
import { Uploads } from './dataset/uploads.ts'
import { JobRunner } from './jobs/job-runner.ts'
import { Scheduler } from './jobs/scheduler.ts'
import { Changes } from './workspace/changes.ts'
import { LiveSettings } from './workspace/settings.ts'

export interface Core {
  readonly host: Host
  readonly store: Store
  readonly jobs: JobRunner
  readonly changes: Changes
  readonly settings: LiveSettings
  readonly uploads: Uploads
  /** Ends all jobs at their next safe point, finishes what is being saved, and lets go of the workspace. */
  close(): Promise<void>
}

/** Opens the workspace of the host, creating it when missing, and wires the services; the only place where that happens. Throws `Problem` when the file cannot be used. */
export async function createCore(host: Host): Promise<Core> {
  await mkdir(host.dataFolder, { recursive: true })
  await mkdir(path.dirname(host.workspaceFile), { recursive: true })
  const settings = new LiveSettings(host.clock, Intl.DateTimeFormat().resolvedOptions().timeZone)
  const changes = new Changes()
  const gate = new WriteGate()
  const onChange = async (topics: readonly ChangeTopic[]): Promise<void> => {
    if (topics.includes('workspace')) {
      const before = settings.stored
      await refreshSettings()
      if (before.frozenNow !== settings.stored.frozenNow || before.timeZone !== settings.stored.timeZone) scheduler.catchUp()
    }
    changes.publish(topics)
  }
  const context = () => settings.context()
  const store = new Store({
    workspaceFile: host.workspaceFile,
    workers: host.workers,
    readers: Math.max(2, Math.min(4, host.cores)),
    gate,
    context,
    onChange,
    onSlow: (sql, milliseconds) => host.log.write('warn', 'Slow statement', { sql: sql.trim().slice(0, 200), milliseconds: Math.round(milliseconds) }),
  })
  const refreshSettings = async (): Promise<void> => settings.update(await store.read('settings.live', null))
  const jobs = new JobRunner({ host, store, gate, context, onChange })
  const scheduler = new Scheduler({ host, store, jobs, now: () => settings.now() })
  const close = async (): Promise<void> => {
    scheduler.close()
    await jobs.close()
    await store.close()
  }
  try {
    await store.write('workspace.open', null)
    await refreshSettings()
    await jobs.start()
    scheduler.start()
  } catch (error) {
    await close()
    throw error
  }
  return { host, store, jobs, changes, settings, uploads: new Uploads(path.join(host.dataFolder, 'uploads')), close }
}
