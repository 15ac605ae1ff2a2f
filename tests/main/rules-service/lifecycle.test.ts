import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { RuleModel } from '#shared/domain/rules/tree'
import { finished, type OpenWorkspace } from '../../support/workspace.ts'
import { workspaceOfFile } from '../../support/workspace-of-file.ts'
import { companyGroup, eachGroup, leadModel } from './trees.ts'

let clock = Date.UTC(2026, 10, 21, 12)
const leads: number[] = []
const { workspace } = workspaceOfFile({ now: () => clock }, async ({ client }) => {
  for (const company of ['Engines', 'Navy', null]) leads.push((await client.dataset.create({ table: 'lead', values: { last_name: `Lead ${leads.length}`, company } })).id)
})

async function make(tree: RuleModel): Promise<number> {
  return (await workspace().client.rules.create({ tree })).modelId
}
async function publish(modelId: number): Promise<void> {
  await finished(workspace().client, (await workspace().client.rules.publish({ modelId })).jobId)
}
async function live(tree: RuleModel): Promise<number> {
  const modelId = await make(tree)
  await publish(modelId)
  return modelId
}
async function scores(modelId: number): Promise<Record<string, number>> {
  const { rows } = await workspace().client.ruleScores.page({ modelId, offset: 0, limit: 100, sort: { column: 'name', direction: 'asc' } })
  return Object.fromEntries(rows.map((row) => [row.name, row.score]))
}
/** Until no job waits or runs. */
async function quiet(): Promise<void> {
  for (;;) {
    const pending = (await workspace().client.jobs.list({ limit: 50 })).jobs.filter(({ state }) => state === 'queued' || state === 'running')
    if (pending.length === 0) return
    for (const job of pending) await finished(workspace().client, job.id)
  }
}
const interaction = (lead: number, type = 'EmailOpened', at = clock) => workspace().client.dataset.create({ table: 'interaction', values: { lead_id: lead, type, occurred_at: at } })
const state = async (modelId: number) => (await workspace().client.rules.get({ modelId })).summary

describe('the life of a rule model', () => {
  it('goes from draft over live to a second version, and stops', async () => {
    const modelId = await make(leadModel('Life', [companyGroup(10)], 10))
    expect(await scores(modelId)).toEqual({})
    await publish(modelId)
    expect(await state(modelId)).toMatchObject({ state: 'live', liveVersion: 1, draftVersion: null, scored: 3, salesReady: 2, publishedAt: clock, jobId: null })
    expect(await scores(modelId)).toEqual({ 'Lead 0': 10, 'Lead 1': 10, 'Lead 2': 0 })

    const { draft } = await workspace().client.rules.edit({ modelId })
    await workspace().client.rules.saveDraft({ modelId, tree: leadModel('Life', [companyGroup(25)], 10), layout: draft?.layout ?? {}, basedOn: draft?.revision ?? 0 })
    expect(await scores(modelId)).toMatchObject({ 'Lead 0': 10 })
    await publish(modelId)
    expect(await state(modelId)).toMatchObject({ state: 'live', liveVersion: 2, draftVersion: null })
    expect(await scores(modelId)).toEqual({ 'Lead 0': 25, 'Lead 1': 25, 'Lead 2': 0 })
    const { history } = await workspace().client.ruleScores.explain({ modelId, leadId: leads[0] ?? 0 })
    expect(history.map(({ score, version }) => [version, score]).toSorted(([one = 0], [other = 0]) => one - other)).toEqual([[1, 10], [2, 25]])

    const { jobId } = await workspace().client.rules.stop({ modelId })
    expect((await finished(workspace().client, jobId)).result).toEqual({ modelId, removed: 3 })
    expect(await state(modelId)).toMatchObject({ state: 'stopped', liveVersion: null, scored: 0 })
    expect(await scores(modelId)).toEqual({})
    await publish(modelId)
    expect(await state(modelId)).toMatchObject({ state: 'live', liveVersion: 3 })
    await finished(workspace().client, (await workspace().client.rules.stop({ modelId })).jobId)
    expect(await workspace().client.rules.remove({ modelId })).toEqual({ removed: true })
  })

  it('keeps its scores when it stops and the options say so', async () => {
    const options = await workspace().client.ruleScores.options()
    await workspace().client.ruleScores.saveOptions({ ...options, cleanUpOnStop: false })
    const modelId = await live(leadModel('Kept', [companyGroup(10)]))
    await finished(workspace().client, (await workspace().client.rules.stop({ modelId })).jobId)
    expect(Object.values(await scores(modelId))).toEqual([10, 10, 0])
    const ofLead = async () => (await workspace().client.ruleScores.ofLead({ leadId: leads[0] ?? 0 })).models.filter(({ modelName }) => modelName === 'Kept')
    expect(await ofLead()).toMatchObject([{ score: 10, kept: true, salesReady: false }])
    await publish(modelId)
    expect(await ofLead()).toMatchObject([{ score: 10, kept: false }])
    await workspace().client.ruleScores.saveOptions(options)
    await finished(workspace().client, (await workspace().client.rules.stop({ modelId })).jobId)
    expect(await ofLead()).toEqual([])
  })

  it('does not go live with errors', async () => {
    const modelId = await make(leadModel('Broken', [companyGroup(0)]))
    await expect(workspace().client.rules.publish({ modelId })).rejects.toThrow(/^Broken cannot go live: /u)
    expect(await state(modelId)).toMatchObject({ state: 'draft', jobId: null })
  })
})

describe('scores follow what changes', () => {
  it('a new interaction, an edit, a new lead and a link, before the answer', async () => {
    const opened = await live(leadModel('Opened', [eachGroup('EmailOpened', 5)], 10))
    const [lead = 0] = leads
    await interaction(lead)
    expect(await scores(opened)).toMatchObject({ 'Lead 0': 5 })
    await interaction(lead)
    expect(await workspace().client.ruleScores.ofLead({ leadId: lead })).toMatchObject({ salesReady: true, readyBy: ['Opened'], models: [{ modelName: 'Opened', score: 10, salesReady: true, unscored: null }] })

    const firms = await live(leadModel('Firms', [companyGroup(10)]))
    await workspace().client.dataset.save({ table: 'lead', id: leads[2] ?? 0, values: { company: 'Late' } })
    expect(await scores(firms)).toMatchObject({ 'Lead 2': 10 })
    const created = await workspace().client.dataset.create({ table: 'lead', values: { last_name: 'New', company: 'Fresh' } })
    expect(await scores(firms)).toMatchObject({ New: 10 })

    const byContact = await live({
      ...leadModel('By contact', [{ ...eachGroup('EmailClicked', 7) }]),
      target: 'contact',
      groups: [{ ...eachGroup('EmailClicked', 7), condition: { kind: 'all', id: 'n1', label: 'Clicks', children: [{ kind: 'occurrence', id: 'n2', label: '', path: [{ kind: 'rows', table: 'interaction', column: 'contact_id' }], interactionType: 'EmailClicked', frequency: { kind: 'each' }, range: { kind: 'lifetime' }, expressions: [] }] } }],
    })
    expect(await scores(byContact)).toEqual({})
    const { counts } = await workspace().client.ruleScores.unscored({ modelId: byContact, offset: 0, limit: 10 })
    expect(counts).toContainEqual({ reason: 'no_parent_contact', leads: 4 })
    const contact = await workspace().client.dataset.create({ table: 'contact', values: { last_name: 'New' } })
    await workspace().client.dataset.create({ table: 'interaction', values: { contact_id: contact.id, type: 'EmailClicked', occurred_at: clock } })
    await workspace().client.ruleScores.link({ leadId: created.id, table: 'contact', id: contact.id })
    expect(await scores(byContact)).toEqual({ New: 7 })
    expect((await workspace().client.ruleScores.ofLead({ leadId: leads[1] ?? 0 })).models.find(({ modelName }) => modelName === 'By contact')).toMatchObject({ score: null, unscored: 'no_parent_contact', unscoredSentence: expect.stringMatching(/\.$/u) })
  })

  const importCsv = async (csv: string, mapping: Parameters<OpenWorkspace['client']['dataset']['import']>[0]['mapping']) => {
    const { fileId } = await workspace().client.dataset.beginUpload({ name: 'file.csv', bytes: csv.length })
    await workspace().client.dataset.uploadChunk({ fileId, offset: 0, data: Buffer.from(csv).toString('base64') })
    const { result } = await finished(workspace().client, (await workspace().client.dataset.import({ fileId, mapping })).jobId)
    await quiet()
    return result ?? {}
  }
  const undo = async (importId: unknown) => {
    await finished(workspace().client, (await workspace().client.dataset.undoImport({ importId: Number(importId) })).jobId)
    await quiet()
  }

  it('an import of leads, which are flagged, and its undo, which the flag does not hinder', async () => {
    const modelId = await live(leadModel('Imported', [companyGroup(10)], 10))
    const mapping = { table: 'lead', columns: [{ source: 'name', target: 'last_name' }, { source: 'company', target: 'company' }] }
    const before = (await state(modelId)).scored
    const { importId } = await importCsv('name,company\nFirst,Sun\nSecond,Moon\nThird,\n', mapping)
    expect(await scores(modelId)).toMatchObject({ First: 10, Second: 10, Third: 0 })
    expect(await state(modelId)).toMatchObject({ scored: before + 3 })
    await undo(importId)
    expect(await scores(modelId)).not.toHaveProperty('First')
    expect((await workspace().client.workspace.check()).checks.filter(({ ok }) => !ok)).toEqual([])
    await finished(workspace().client, (await workspace().client.rules.stop({ modelId })).jobId)
  })

  it('an import of interactions and its undo', async () => {
    const [lead = 0] = leads
    await workspace().client.dataset.save({ table: 'lead', id: lead, values: { external_id: 'L-0' } })
    const opened = (await workspace().client.rules.list()).find(({ name }) => name === 'Opened')?.id ?? 0
    const mapping = { table: 'interaction', columns: [{ source: 'lead', target: 'lead_id', lookup: { table: 'lead', key: 'external_id', create: false } }, { source: 'type', target: 'type' }, { source: 'at', target: 'occurred_at' }] }
    const { importId, inserted } = await importCsv('lead,type,at\nL-0,EmailOpened,2026-11-20\nL-0,EmailOpened,2026-11-19\n', mapping)
    expect(inserted).toBe(2)
    expect(await scores(opened)).toMatchObject({ 'Lead 0': 20 })
    await undo(importId)
    expect(await scores(opened)).toMatchObject({ 'Lead 0': 10 })
  })

  it('time alone, when the clock has moved on and someone looks', async () => {
    const recent = eachGroup('FormSubmitted', 9)
    const [child] = recent.condition.children
    if (child?.kind !== 'occurrence') throw new Error('The group has another condition')
    const modelId = await live(leadModel('Recent', [{ ...recent, condition: { ...recent.condition, children: [{ ...child, range: { kind: 'last', count: 1, unit: 'hour' } }] } }]))
    await interaction(leads[1] ?? 0, 'FormSubmitted')
    expect(await scores(modelId)).toMatchObject({ 'Lead 1': 9 })
    clock += 2 * 3_600_000
    expect(await workspace().core.store.write('rules.rescoreWaiting', null)).toMatchObject({ scored: expect.any(Number), queued: false })
    expect(await scores(modelId)).toMatchObject({ 'Lead 1': 0 })
    expect(await workspace().core.store.write('rules.rescoreWaiting', null)).toEqual({ scored: 0, queued: false })
  })

  it('a laptop that slept a day catches up with everything', async () => {
    clock += 25 * 3_600_000
    await workspace().core.store.write('jobs.queueDaily', null)
    const { jobs } = await workspace().client.jobs.list({ limit: 50 })
    expect(jobs.filter((job) => job.title === 'Daily rescoring with rule models')).toHaveLength(1)
    workspace().core.jobs.wake()
    await quiet()
    await workspace().core.store.write('jobs.queueDaily', null)
    expect((await workspace().client.jobs.list({ limit: 50 })).jobs.filter((job) => job.title === 'Daily rescoring with rule models')).toHaveLength(1)
  })
})

describe('while a model goes live', () => {
  it('nothing of it is to be seen, and what is saved meanwhile is scored by it afterwards', async () => {
    const modelId = await make(leadModel('Slow', [eachGroup('MeetingHeld', 3)]))
    // As a job that has begun and has passed the lead already.
    const db = new BetterSqlite3(workspace().core.host.workspaceFile)
    db.prepare("INSERT INTO job (id, kind, title, input, state, due_at, created_at) VALUES (9000, 'rules_publish', 'Under way', '{}', 'running', 0, 0)").run()
    db.prepare("UPDATE rule_model SET state = 'going_live', job_id = 9000 WHERE id = ?").run(modelId)
    expect(await state(modelId)).toMatchObject({ state: 'going_live', liveVersion: null, scored: 0 })
    await interaction(leads[0] ?? 0, 'MeetingHeld')
    expect(db.prepare('SELECT lead_id FROM rule_dirty').all()).toEqual([{ lead_id: leads[0] }])
    expect(await workspace().core.store.write('rules.rescoreWaiting', null)).toMatchObject({ queued: false })
    expect(db.prepare('SELECT count(*) AS n FROM rule_dirty').get()).toEqual({ n: 1 })
    db.prepare("UPDATE job SET state = 'cancelled' WHERE id = 9000").run()
    db.close()
    expect(await state(modelId)).toMatchObject({ state: 'draft', jobId: null })
    await publish(modelId)
    await quiet()
    expect(await scores(modelId)).toMatchObject({ 'Lead 0': 3, 'Lead 1': 0 })
  })
})

describe('who may change rule models', () => {
  it('is a marketer as well as an admin, and no seller', async () => {
    const db = new BetterSqlite3(workspace().core.host.workspaceFile)
    const role = (name: string) => db.prepare('UPDATE user SET role = ? WHERE id = 1').run(name)
    role('seller')
    await expect(make(leadModel('By a seller'))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await workspace().client.rules.list()).not.toEqual([])
    role('marketer')
    expect(await make(leadModel('By a marketer'))).toEqual(expect.any(Number))
    role('admin')
    db.close()
  })
})
