import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '#shared/lib/random'
import { runJobThread } from '#main/core/jobs/job-thread'
import { beginPublish, beginStop } from '#main/db/queries/rule-lifecycle'
import { recoverJobs } from '#main/db/queries/jobs'
import { createRules, editRules, saveRulesDraft } from '#main/db/queries/rule-models-write'
import { getRules } from '#main/db/queries/rule-models'
import { WriteGate } from '#main/workers/write-gate'
import { makeWorkspace, type TestWorkspace } from '../db/support/workspace.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { testHost } from '../../support/workspace.ts'
import { companyGroup, eachGroup, leadModel } from './trees.ts'

const folder = temporaryFolder()
const host = testHost({ folder: folder.path })
let workspace: TestWorkspace
let modelId: number
/** Points of the version in force; none is before the first publication. */
let points: number | null = null
const leads = 50_000

const tree = (each: number) => leadModel('Killed', [companyGroup(each), eachGroup('EmailOpened', each), eachGroup('WebsiteVisited', each, 'g3')], each * 3)

beforeAll(() => {
  workspace = makeWorkspace()
  // More than two chunks of scoring.
  workspace.db.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${leads}) INSERT INTO lead (id, last_name, company, modified_at) SELECT i, 'Lead ' || i, iif(i % 3 = 0, NULL, 'Firm'), 0 FROM n;
    INSERT INTO interaction (type, occurred_at, recorded_at, lead_id, modified_at) SELECT iif(l.id % 2 = 0, 'EmailOpened', 'WebsiteVisited'), l.id, l.id, l.id, 0 FROM lead l;
    INSERT INTO interaction (type, occurred_at, recorded_at, lead_id, modified_at) SELECT 'WebsiteVisited', l.id, l.id, l.id, 0 FROM lead l WHERE l.id % 5 = 0`)
  modelId = createRules(workspace.db, { tree: tree(1) }, workspace.context).modelId
})
afterAll(() => {
  workspace.close()
  folder.remove()
})

/** Runs the stored job on a thread that is ended `milliseconds` after its first sign of progress, wherever it is then. */
async function runAndEnd(kind: 'rules_publish' | 'rules_stop', jobId: number, milliseconds: number): Promise<'finished' | 'killed'> {
  const kill = new AbortController()
  const { reader, writer, job, bag } = host.workers
  const input = JSON.parse(workspace.db.prepare<{ input: string }>("UPDATE job SET state = 'running' WHERE id = ? RETURNING input").get(jobId)?.input ?? '{}') as unknown
  let timer: NodeJS.Timeout | undefined
  let failure: unknown
  const outcome = await runJobThread(
    host.workers.job,
    {
      jobId, kind, input, attempt: 1, call: { now: workspace.context.now, userId: 1, timeZone: 'Europe/Berlin' }, workspaceFile: workspace.file, dataFolder: folder.path,
      workers: { reader: reader.href, writer: writer.href, job: job.href, bag: bag.href }, cores: 1, cancel: new SharedArrayBuffer(4),
    },
    new WriteGate(),
    { onProgress: () => (timer ??= setTimeout(() => kill.abort(), milliseconds)), onChange: () => undefined },
    kill.signal,
  ).then(
    () => 'finished' as const,
    (error: unknown) => {
      failure = error
      return 'killed' as const
    },
  )
  clearTimeout(timer)
  if (outcome === 'killed' && !kill.signal.aborted) throw failure
  return outcome
}

interface Seen {
  readonly version: number | null
  readonly sum: number
  readonly scored: number
  readonly ready: number
}

/** What everybody sees: the version in force with its scores, from a second look at the file. */
function seen(): Seen {
  const { summary, live } = getRules(workspace.db, modelId)
  const row = workspace.db.prepare<{ sum: number; scored: number; ready: number }>('SELECT coalesce(sum(s.score), 0) AS sum, count(*) AS scored, (SELECT count(*) FROM rule_ready) AS ready FROM rule_score s JOIN rule_version v ON v.id = s.version_id AND v.state = ?').get('live')
  expect(live?.number ?? null).toBe(summary.liveVersion)
  return { version: summary.liveVersion, sum: row?.sum ?? 0, scored: row?.scored ?? 0, ready: row?.ready ?? 0 }
}

const unit = (): number => (seen().sum / (points ?? 1))

describe('a publication that is killed', () => {
  const random = createRandom(31)
  const moments = Array.from({ length: 8 }, (_unused, index) => Math.round(random.next() * (index < 3 ? 300 : 900)))

  it.each(moments)('leaves the former state or the new one, and the next run completes it, after %i ms', async (milliseconds) => {
    const next = (points ?? 0) + 1
    if (points !== null) {
      const { draft } = editRules(workspace.db, modelId, workspace.context)
      saveRulesDraft(workspace.db, { modelId, tree: tree(next), layout: { positions: {}, collapsed: [], looseActions: [] }, basedOn: draft?.revision ?? 0 }, workspace.context)
    }
    const before = seen()
    const perPoint = points === null ? null : unit()
    const { jobId } = beginPublish(workspace.db, modelId, workspace.context)
    const how = await runAndEnd('rules_publish', jobId, milliseconds)
    const after = seen()
    if (how === 'killed' && after.version === before.version) expect(after).toEqual(before)
    else expect(after).toMatchObject({ version: next, scored: leads })
    if (after.version === before.version) expect(getRules(workspace.db, modelId).summary.state).toBe('going_live')
    recoverJobs(workspace.db, workspace.context.now)
    expect(await runAndEnd('rules_publish', jobId, 120_000)).toBe('finished')
    points = next
    const done = seen()
    expect(done).toMatchObject({ version: next, scored: leads })
    if (perPoint !== null) expect(done.sum / next).toBe(perPoint)
    expect(getRules(workspace.db, modelId).summary).toMatchObject({ state: 'live', draftVersion: null })
    expect(workspace.db.prepare('PRAGMA foreign_key_check').all()).toEqual([])
    // Each lead has one history entry for each version that gave it another score, and none twice.
    expect(workspace.db.prepare('SELECT count(*) AS n FROM (SELECT 1 FROM rule_score_history GROUP BY lead_id, version_id HAVING count(*) > 1)').get()).toEqual({ n: 0 })
  })

  it('or a stop that is killed, ends stopped with everything cleaned up', async () => {
    const { jobId } = beginStop(workspace.db, modelId, workspace.context)
    await runAndEnd('rules_stop', jobId, 20)
    recoverJobs(workspace.db, workspace.context.now)
    expect(await runAndEnd('rules_stop', jobId, 120_000)).toBe('finished')
    expect(getRules(workspace.db, modelId).summary).toMatchObject({ state: 'stopped', liveVersion: null })
    expect(workspace.db.prepare('SELECT (SELECT count(*) FROM rule_score) + (SELECT count(*) FROM rule_score_history) + (SELECT count(*) FROM rule_ready) AS n').get()).toEqual({ n: 0 })
  })
})
