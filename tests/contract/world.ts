import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { createRouterClient } from '@orpc/server'
import type { SextantClient } from '#shared/contract/index'
import { createCore, type Core } from '#main/core/create-core'
import { router } from '#main/rpc/router'
import { NO_SETTINGS, type RuleModel } from '#shared/domain/rules/tree'
import { testHost } from '../support/workspace.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const csv = 'First name,Last name,Company,Source\nAda,Byron,Analytical Engines,Web\nGrace,Hopper,Navy,Fair\n'

/** A workspace of one's own with one lead, and what the cases need besides. */
export interface World {
  readonly core: Core
  /** In process, for preparing and looking; not what is tested. */
  readonly direct: SextantClient
  readonly csvText: string
  readonly leadId: number
  /** Sends the small CSV file and returns its handle. */
  upload(): Promise<string>
  /** Gives the acting user another role, or makes it inactive. */
  setUser(change: { role?: 'admin' | 'marketer' | 'seller'; active?: 0 | 1 }): void
  close(): Promise<void>
}

let trees = 0
/** A small rule model with a name that no other has. */
export function ruleTree(_world: World): RuleModel {
  trees += 1
  return {
    name: `Rules ${trees}`, description: '', target: 'lead',
    audience: { kind: 'all', id: 'audience1', label: '', children: [] },
    groups: [
      {
        id: 'g1',
        condition: {
          kind: 'all', id: 'n1', label: 'Has a company',
          children: [{ kind: 'attribute', id: 'n2', label: '', expressions: [{ id: 'e1', lookups: [], column: 'company', operator: 'filled', values: [], unit: null }] }],
        },
        action: { id: 'a1', points: 10, cap: null, decay: null },
      },
    ],
    grades: [],
    settings: NO_SETTINGS,
  }
}

interface Options {
  /** Runs ticking jobs instead of real ones. */
  readonly tickingJobs?: boolean
}

export async function createWorld(options: Options = {}): Promise<World> {
  const folder = temporaryFolder()
  const csvFile = join(folder.path, 'leads.csv')
  writeFileSync(csvFile, csv)
  const host = testHost({ folder: folder.path })
  const workers = options.tickingJobs === true ? { ...host.workers, job: new URL('ticking.worker.ts', import.meta.url) } : host.workers
  const core = await createCore({ ...host, workers, openFileDialog: () => Promise.resolve(csvFile) })
  const direct: SextantClient = createRouterClient(router, { context: { core } })
  const lead = options.tickingJobs === true ? { id: 0 } : await direct.dataset.create({ table: 'lead', values: { first_name: 'Mary', last_name: 'Somerville', company: 'Orbits' } })
  const upload = async (): Promise<string> => {
    const { fileId } = await direct.dataset.beginUpload({ name: 'leads.csv', bytes: Buffer.byteLength(csv) })
    await direct.dataset.uploadChunk({ fileId, offset: 0, data: Buffer.from(csv).toString('base64') })
    return fileId
  }
  const setUser: World['setUser'] = (change) => {
    const db = new BetterSqlite3(host.workspaceFile)
    db.prepare('UPDATE user SET role = coalesce(?, role), active = coalesce(?, active) WHERE id = 1').run(change.role ?? null, change.active ?? null)
    db.close()
  }
  const close = async (): Promise<void> => {
    await core.close()
    folder.remove()
  }
  return { core, direct, csvText: csv, leadId: lead.id, upload, setUser, close }
}

/** A running or queued job to watch, cancel or run again. */
export async function startTicking(world: World): Promise<number> {
  const { jobId } = await world.direct.scores.rescore({})
  return jobId
}
