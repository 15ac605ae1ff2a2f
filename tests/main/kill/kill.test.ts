import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom, type Random } from '#shared/lib/random'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { finished, openWorkspace } from '../../support/workspace.ts'

const folder = temporaryFolder()
const csv = join(folder.path, 'leads.csv')
const fileRows = 30_000
const rounds = 10
const ledger = new Map<number, string>()
let importsSeen = 0

beforeAll(async () => {
  const lines = ['id,topic,city,industry,employees,created']
  for (let row = 0; row < fileRows; row += 1) lines.push(`K-${row},Topic ${row % 97},City ${row % 31},Industry ${row % 7},${row % 500},2026-0${1 + (row % 9)}-11`)
  writeFileSync(csv, lines.join('\n'))
  const { client, close } = await openWorkspace({ folder: folder.path })
  await finished(client, (await client.workspace.createSample({ leads: 600, seed: 3 })).jobId)
  const model = await client.predictive.create({ entity: 'lead', name: 'Kill', config: { bags: 4 } })
  await finished(client, (await client.predictive.train({ modelId: model.id })).jobId)
  await finished(client, (await client.predictive.publish({ modelId: model.id })).jobId)
  await close()
})

afterAll(() => folder.remove())

/** Starts the child, lets it work for `milliseconds` after its job has begun, and kills it without warning. */
async function runAndKill(kind: string, milliseconds: number): Promise<{ acknowledged: boolean }> {
  const child = spawn(process.execPath, ['tests/main/kill/child.ts', folder.path, kind, csv], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const exited = once(child, 'exit')
  let acknowledged = false
  let started: () => void = () => undefined
  const begun = new Promise<void>((resolve) => {
    started = resolve
  })
  lines.on('line', (line) => {
    const [word, id = '', ...rest] = line.split(' ')
    if (word === 'job') started()
    if (word === 'done') acknowledged = true
    if (word === 'saved') ledger.set(Number(id), `Ledger ${rest.join(' ')}`)
  })
  await Promise.race([begun, exited])
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  child.kill('SIGKILL')
  await exited
  return { acknowledged }
}

/** Looks at the file as the crash left it, before Sextant opens it again. */
function assertWhole(acknowledgedImport: boolean): void {
  const db = new BetterSqlite3(join(folder.path, 'workspace.sextant'))
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    const { rows } = db.prepare("SELECT count(*) AS rows FROM lead WHERE external_id GLOB 'K-*'").get() as { rows: number }
    expect([0, fileRows], 'the imported file is there wholly or not at all').toContain(rows)
    if (acknowledgedImport || importsSeen > 0) expect(rows).toBe(fileRows)
    if (rows === fileRows) importsSeen += 1
    const find = db.prepare('SELECT last_name FROM lead WHERE id = ?')
    for (const [id, name] of ledger) expect(find.get(id), `acknowledged lead ${id}`).toEqual({ last_name: name })
  } finally {
    db.close()
  }
}

/** Opens the workspace as the next start would, lets the catch-up end, and checks everything. */
async function reopenAndCheck(): Promise<void> {
  const { client, close } = await openWorkspace({ folder: folder.path })
  try {
    for (;;) {
      const { jobs } = await client.jobs.list({ limit: 50 })
      const pending = jobs.filter((job) => job.state === 'running' || job.state === 'queued')
      if (pending.length === 0) break
      for (const job of pending) await finished(client, job.id)
    }
    const report = await client.workspace.check()
    expect(report.checks.filter((check) => !check.ok)).toEqual([])
  } finally {
    await close()
  }
}

function delays(seed: number, most: number): number[] {
  const random: Random = createRandom(seed)
  return Array.from({ length: rounds }, () => Math.round(random.next() * most))
}

describe('SIGKILL of the whole host at random moments', () => {
  it.each(delays(11, 900))('inside an import, after %i ms', async (milliseconds) => {
    const { acknowledged } = await runAndKill('import', milliseconds)
    assertWhole(acknowledged)
    await reopenAndCheck()
    assertWhole(true)
  })

  it.each(delays(12, 1500))('inside training, after %i ms', async (milliseconds) => {
    await runAndKill('train', milliseconds)
    assertWhole(true)
    await reopenAndCheck()
  })

  it.each(delays(13, 500))('inside scoring, after %i ms', async (milliseconds) => {
    await runAndKill('score', milliseconds)
    assertWhole(true)
    await reopenAndCheck()
  })
})
