import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getRules, listRules } from '#main/db/queries/rule-models'
import { createRules, discardRulesDraft, duplicateRules, editRules, removeRules, saveRulesDraft } from '#main/db/queries/rule-models-write'
import { beginPublish, beginStop, goLive, markStopped, retireLive } from '#main/db/queries/rule-lifecycle'
import { newestVersion } from '#main/db/queries/rule-models'
import { makeWorkspace, problemOf, type TestWorkspace } from '../db/support/workspace.ts'
import { companyGroup, leadModel } from './trees.ts'

let workspace: TestWorkspace
beforeEach(() => {
  workspace = makeWorkspace()
})
afterEach(() => workspace.close())

const layout = { positions: { n2: { x: 1, y: 2 } }, collapsed: [], looseActions: [] }
const create = (name: string): number => createRules(workspace.db, { tree: leadModel(name) }, workspace.context).modelId
/** As the job does it, without the scores. */
function publish(modelId: number): void {
  beginPublish(workspace.db, modelId, workspace.context)
  goLive(workspace.db, newestVersion(workspace.db, modelId), workspace.context.now)
}

describe('a rule model', () => {
  it('begins as a draft and grows with each save', () => {
    const modelId = create('Engaged')
    const saved = saveRulesDraft(workspace.db, { modelId, tree: leadModel('Engaged', [companyGroup(20)]), layout, basedOn: 1 }, workspace.context)
    expect(saved).toMatchObject({ modelId, revision: 2 })
    const { summary, draft, live } = getRules(workspace.db, modelId)
    expect(summary).toMatchObject({ state: 'draft', draftVersion: 1, liveVersion: null, scored: 0, updatedBy: 'Me' })
    expect(draft).toMatchObject({ revision: 2, layout, tree: { groups: [{ action: { points: 20 } }] } })
    expect(live).toBeNull()
  })

  it('refuses a save that is based on an older revision, and changes nothing', () => {
    const modelId = create('Engaged')
    const save = (points: number) => saveRulesDraft(workspace.db, { modelId, tree: leadModel('Engaged', [companyGroup(points)]), layout, basedOn: 1 }, workspace.context)
    save(20)
    expect(problemOf(() => save(30))).toEqual({ code: 'CONFLICT', message: expect.stringMatching(/saved elsewhere in the meantime \(revision 2, yours is based on 1\)/u) })
    expect(getRules(workspace.db, modelId).draft?.tree.groups[0]?.action?.points).toBe(20)
  })

  it.each([['ENGAGED'], [' Engaged ']])('has a name that no other has, whatever its letters and blanks: "%s"', (name) => {
    create('Engaged')
    expect(problemOf(() => create(name))).toEqual({ code: 'CONFLICT', message: 'There is a rule model named "Engaged" already. Choose another name.' })
  })

  it('needs a name that is not too long', () => {
    expect(problemOf(() => create('  '))?.message).toMatch(/needs a name/u)
    expect(problemOf(() => create('x'.repeat(101)))?.message).toMatch(/101 characters; 100 is the most/u)
  })

  it('is read-only while it is live, until Edit begins a draft; discarding that leaves the live version', () => {
    const modelId = create('Engaged')
    publish(modelId)
    const save = (basedOn: number) => saveRulesDraft(workspace.db, { modelId, tree: leadModel('Engaged', [companyGroup(50)]), layout, basedOn }, workspace.context)
    expect(problemOf(() => save(1))).toEqual({ code: 'CONFLICT', message: 'Engaged is live and cannot be changed. Choose Edit to begin a draft of it.' })
    const { summary, draft } = editRules(workspace.db, modelId, workspace.context)
    expect(summary).toMatchObject({ state: 'live', liveVersion: 1, draftVersion: 2 })
    save(draft?.revision ?? 0)
    expect(editRules(workspace.db, modelId, workspace.context).draft?.revision).toBe(2)
    expect(discardRulesDraft(workspace.db, modelId, workspace.context).summary).toMatchObject({ state: 'live', liveVersion: 1, draftVersion: null })
    expect(getRules(workspace.db, modelId).live?.tree.groups[0]?.action?.points).toBe(10)
  })

  it('keeps its name in force while a draft with another one is written', () => {
    const modelId = create('Engaged')
    publish(modelId)
    editRules(workspace.db, modelId, workspace.context)
    saveRulesDraft(workspace.db, { modelId, tree: leadModel('Very engaged'), layout, basedOn: 1 }, workspace.context)
    expect(listRules(workspace.db).map(({ name }) => name)).toEqual(['Engaged'])
    publish(modelId)
    expect(getRules(workspace.db, modelId)).toMatchObject({ summary: { name: 'Very engaged', liveVersion: 2 }, versions: [{ number: 2, state: 'live' }, { number: 1, state: 'retired' }] })
  })

  it('must be stopped before it is deleted, and cannot be touched on its way', () => {
    const modelId = create('Engaged')
    publish(modelId)
    expect(problemOf(() => removeRules(workspace.db, modelId, workspace.context))).toEqual({ code: 'CONFLICT', message: 'Engaged is live and scores leads. Stop it first, then delete it.' })
    beginStop(workspace.db, modelId, workspace.context)
    for (const change of [() => removeRules(workspace.db, modelId, workspace.context), () => editRules(workspace.db, modelId, workspace.context), () => beginPublish(workspace.db, modelId, workspace.context)]) {
      expect(problemOf(change)).toEqual({ code: 'CONFLICT', message: 'Engaged is being stopped. Wait until that is done.' })
    }
    retireLive(workspace.db, modelId)
    markStopped(workspace.db, modelId, workspace.context.now)
    expect(getRules(workspace.db, modelId).summary.state).toBe('stopped')
    expect(removeRules(workspace.db, modelId, workspace.context)).toEqual({ removed: true })
    expect(listRules(workspace.db)).toEqual([])
  })

  it('never published cannot lose its draft, but a copy of it can be made', () => {
    const modelId = create('Engaged')
    expect(problemOf(() => discardRulesDraft(workspace.db, modelId, workspace.context))?.message).toMatch(/Delete the model instead/u)
    duplicateRules(workspace.db, { modelId, name: 'Copy' }, workspace.context)
    expect(listRules(workspace.db).map(({ name, state }) => [name, state])).toEqual([['Copy', 'draft'], ['Engaged', 'draft']])
  })

  it('is what it was when the job that was to take it live was cancelled in the queue, and in error when it failed', () => {
    const modelId = create('Engaged')
    const { jobId } = beginPublish(workspace.db, modelId, workspace.context)
    const end = (state: string, error: string | null) => workspace.db.prepare('UPDATE job SET state = ?, error = ? WHERE id = ?').run(state, error, jobId)
    const summary = () => getRules(workspace.db, modelId).summary
    expect(summary()).toMatchObject({ state: 'going_live', jobId })
    end('cancelled', null)
    expect(summary()).toMatchObject({ state: 'draft', error: null, jobId: null })
    end('failed', 'The disk is full.')
    expect(summary()).toMatchObject({ state: 'error', error: 'The disk is full.' })
    expect(beginPublish(workspace.db, modelId, workspace.context).jobId).toBeGreaterThan(jobId)
  })

  it('that is missing is said to be missing', () => {
    expect(problemOf(() => getRules(workspace.db, 99))).toEqual({ code: 'NOT_FOUND', message: 'This rule model is no longer there. Go back to the list of rule models.' })
  })
})
