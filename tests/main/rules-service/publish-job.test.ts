import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RuleModel } from '#shared/domain/rules/tree'
import { openDb } from '#main/db/open'
import { createRecord, saveRecord } from '#main/db/queries/record-save'
import { beginPublish, beginStop } from '#main/db/queries/rule-lifecycle'
import { createRules, editRules, saveRulesDraft } from '#main/db/queries/rule-models-write'
import { getRules } from '#main/db/queries/rule-models'
import { DEFAULT_RULE_OPTIONS, saveRuleOptions } from '#main/db/queries/rule-options'
import type { JobContext } from '#main/workers/context'
import publish from '#main/workers/jobs/rule-publish'
import stop from '#main/workers/jobs/rule-stop'
import { jobContext, makeWorkspace, NOW, type TestWorkspace } from '../db/support/workspace.ts'
import { companyGroup, group, leadModel } from './trees.ts'

let workspace: TestWorkspace
let lead: number

beforeEach(() => {
  workspace = makeWorkspace()
  lead = createRecord(workspace.db, { table: 'lead', values: { last_name: 'Byron', company: 'Engines' } }, workspace.context).id
  createRecord(workspace.db, { table: 'lead', values: { last_name: 'Hopper' } }, workspace.context)
})
afterEach(() => workspace.close())

const make = (tree: RuleModel): number => createRules(workspace.db, { tree }, workspace.context).modelId

/** Runs the stored job on a connection of its own, as its thread does, and ends its row. */
async function run(jobId: number, options: { cancelAt?: number; between?: () => void } = {}): Promise<unknown> {
  const row = workspace.db.prepare<{ kind: string; input: string }>("UPDATE job SET state = 'running' WHERE id = ? RETURNING kind, input").get(jobId)
  const db = openDb(workspace.file)
  const base = jobContext({ ...workspace, db }, JSON.parse(row?.input ?? '{}'), options.cancelAt)
  const job: JobContext = {
    ...base,
    id: jobId,
    progress: ({ stage }) => {
      if (stage === 'live') options.between?.()
    },
  }
  const end = (state: string) => workspace.db.prepare('UPDATE job SET state = ? WHERE id = ?').run(state, jobId)
  try {
    const result = await (row?.kind === 'rules_stop' ? stop : publish)(job)
    end('done')
    return result
  } catch (error) {
    end(error instanceof Error && error.message === 'cancelled' ? 'cancelled' : 'failed')
    throw error
  } finally {
    db.close()
  }
}
const go = (modelId: number) => run(beginPublish(workspace.db, modelId, workspace.context).jobId)
const scores = (modelId: number): unknown => workspace.db.prepare('SELECT lead_id AS lead, version_id AS version, score FROM rule_score WHERE model_id = ? ORDER BY lead_id').all(modelId)
const history = (modelId: number): number => workspace.db.prepare<{ n: number }>('SELECT count(*) AS n FROM rule_score_history WHERE model_id = ?').get(modelId)?.n ?? 0
function redraw(modelId: number, tree: RuleModel): void {
  const { draft } = editRules(workspace.db, modelId, workspace.context)
  saveRulesDraft(workspace.db, { modelId, tree, layout: { positions: {}, collapsed: [], looseActions: [] }, basedOn: draft?.revision ?? 0 }, workspace.context)
}
const queued = (): unknown => workspace.db.prepare("SELECT title, input FROM job WHERE kind = 'rules_score' AND state = 'queued'").all()

describe('taking a model live', () => {
  it('cancelled before the first time, leaves nothing', async () => {
    const modelId = make(leadModel('Engaged', [companyGroup()], 10))
    const { jobId } = beginPublish(workspace.db, modelId, workspace.context)
    await expect(run(jobId, { cancelAt: 3 })).rejects.toThrow('cancelled')
    expect([scores(modelId), history(modelId)]).toEqual([[], 0])
    expect(getRules(workspace.db, modelId).summary).toMatchObject({ state: 'draft', error: null, liveVersion: null })
  })

  it('cancelled later, leaves the live version with its scores', async () => {
    const modelId = make(leadModel('Engaged', [companyGroup()], 10))
    expect(await go(modelId)).toEqual({ modelId, version: 1, scored: 2 })
    const before = [scores(modelId), history(modelId)]
    redraw(modelId, leadModel('Engaged', [companyGroup(50)], 10))
    const { jobId } = beginPublish(workspace.db, modelId, workspace.context)
    await expect(run(jobId, { cancelAt: 3 })).rejects.toThrow('cancelled')
    expect([scores(modelId), history(modelId)]).toEqual(before)
    expect(getRules(workspace.db, modelId).summary).toMatchObject({ state: 'live', liveVersion: 1, draftVersion: 2 })
    expect(await go(modelId)).toEqual({ modelId, version: 2, scored: 2 })
    // The lead without a company has no points as before, and so no new entry.
    expect(history(modelId)).toBe(3)
  })

  it('and what stopped models left is replaced only then', async () => {
    saveRuleOptions(workspace.db, { ...DEFAULT_RULE_OPTIONS, cleanUpOnStop: false }, workspace.context)
    const modelId = make(leadModel('Engaged'))
    await go(modelId)
    expect(await run(beginStop(workspace.db, modelId, workspace.context).jobId)).toEqual({ modelId, removed: 0 })
    const before = scores(modelId)
    const { jobId } = beginPublish(workspace.db, modelId, workspace.context)
    await expect(run(jobId, { cancelAt: 3 })).rejects.toThrow('cancelled')
    expect(scores(modelId)).toEqual(before)
  })

  it('queues the rescoring of what an import brought meanwhile', async () => {
    const modelId = make(leadModel('Engaged'))
    const { jobId } = beginPublish(workspace.db, modelId, workspace.context)
    await run(jobId, { between: () => workspace.db.exec("INSERT INTO import (table_name, file_name, state, mapping, started_at) VALUES ('lead', 'a.csv', 'applied', '{}', 0)") })
    expect(queued()).toEqual([{ title: 'Rescoring with Engaged after the import', input: JSON.stringify({ modelId, all: true }) }])
  })

  it('queues the rescoring of what was saved meanwhile', async () => {
    const modelId = make(leadModel('Engaged'))
    const { jobId } = beginPublish(workspace.db, modelId, workspace.context)
    await run(jobId, { between: () => void saveRecord(workspace.db, { table: 'lead', id: lead, values: { company: '' } }, workspace.context) })
    expect(queued()).toEqual([{ title: 'Rescoring what changed meanwhile', input: '{}' }])
    expect(workspace.db.prepare('SELECT lead_id AS lead FROM rule_dirty').all()).toEqual([{ lead }])
  })

  it('again by an old job is refused when the model went on without it', async () => {
    const modelId = make(leadModel('Engaged'))
    const { jobId } = beginPublish(workspace.db, modelId, workspace.context)
    await expect(run(jobId, { cancelAt: 1 })).rejects.toThrow('cancelled')
    const next = beginPublish(workspace.db, modelId, workspace.context).jobId
    await expect(run(jobId)).rejects.toThrow(/was changed since\. Publish it again from its page\./u)
    expect(await run(next)).toMatchObject({ version: 1 })
    expect(await run(next), 'a crash came before anyone was told').toMatchObject({ version: 1, scored: 2 })
  })

  it('refuses a draft that has errors by now', async () => {
    const modelId = make(leadModel('Engaged'))
    const { jobId } = beginPublish(workspace.db, modelId, workspace.context)
    workspace.db.prepare('UPDATE rule_version SET tree = ? WHERE model_id = ?').run(JSON.stringify(leadModel('Engaged', [companyGroup(0)])), modelId)
    await expect(run(jobId)).rejects.toThrow(/^Engaged cannot go live: /u)
    expect(getRules(workspace.db, modelId).summary).toMatchObject({ state: 'error', liveVersion: null })
  })

  it('sets what follows in the same moment, and rules that look at it see it', async () => {
    const looks = make(leadModel('Looks', [group('g9', 7, [{ kind: 'attribute', id: 'n8', label: '', expressions: [{ id: 'e8', lookups: [], column: 'sales_ready', operator: 'equals', values: [true], unit: null }] }])]))
    await go(looks)
    expect(scores(looks)).toMatchObject([{ lead, score: 0 }, { score: 0 }])
    const modelId = make(leadModel('Engaged', [companyGroup(10)], 10))
    await go(modelId)
    expect(workspace.db.prepare('SELECT id, sales_ready FROM lead').all()).toMatchObject([{ id: lead, sales_ready: 1 }, { sales_ready: 0 }])
    expect(scores(looks)).toMatchObject([{ lead, score: 7 }, { score: 0 }])
    expect(workspace.db.prepare('SELECT lead_id AS lead, model_id AS model, since FROM rule_ready').all()).toEqual([{ lead, model: modelId, since: NOW }])
  })
})
