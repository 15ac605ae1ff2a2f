import type { BusinessProcess, ProcessRun } from '#shared/contract/process'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { Problem } from '../errors.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { readProcess, readRun } from './processes.ts'
import { rescoreAfter } from './record-save-rescore.ts'

interface Caller {
  readonly now: number
  readonly userId: number
  readonly timeZone: string
}

export interface ProcessInput {
  readonly id: number | null
  readonly name: string
  readonly entity: ScoredEntity
  readonly stages: readonly { readonly id: number | null; readonly name: string }[]
}

/** Creates a process or changes one. Throws BAD_INPUT for missing or equal names and CONFLICT where history would be lost. */
export function saveProcess(db: WriteDb, input: ProcessInput, caller: Caller): BusinessProcess {
  const name = input.name.trim()
  const stages = input.stages.map((stage) => ({ ...stage, name: stage.name.trim() }))
  checkNames(db, input.id, name, stages)
  const before = input.id === null ? null : readProcess(db, input.id)
  if (before !== null && before.entity !== input.entity && before.active + before.finished + before.abandoned > 0) {
    throw new Problem('CONFLICT', `${before.name} is for ${before.entity === 'lead' ? 'leads' : 'opportunities'}, and records have been in it. Make another process instead.`, 'entity')
  }
  const id = before?.id ?? Number(db.prepare('INSERT INTO process (name, entity, created_at, modified_at) VALUES (?, ?, ?, ?)').run(name, input.entity, caller.now, caller.now).lastInsertRowid)
  if (before !== null) {
    db.prepare('UPDATE process SET name = ?, entity = ?, modified_at = ? WHERE id = ?').run(name, input.entity, caller.now, id)
    removeStages(db, before, stages)
  }
  const known = new Set(before?.stages.map((stage) => stage.id))
  const update = db.prepare('UPDATE process_stage SET name = ?, position = ?, modified_at = ? WHERE id = ? AND process_id = ?')
  const insert = db.prepare('INSERT INTO process_stage (process_id, name, position, created_at, modified_at) VALUES (?, ?, ?, ?, ?)')
  stages.forEach((stage, position) => {
    if (stage.id === null) insert.run(id, stage.name, position, caller.now, caller.now)
    else if (known.has(stage.id)) update.run(stage.name, position, caller.now, stage.id, id)
    else throw new Problem('NOT_FOUND', `The stage ${stage.name} is no longer in this process; read the page again.`)
  })
  audit(db, caller, before === null ? 'create' : 'save', `process ${id}`, { name })
  return readProcess(db, id)
}

function checkNames(db: ReadDb, id: number | null, name: string, stages: readonly { readonly name: string }[]): void {
  if (name === '') throw new Problem('BAD_INPUT', 'Give the process a name.', 'name')
  const taken = db.prepare<{ id: number }>('SELECT id FROM process WHERE name = ? COLLATE NOCASE AND id IS NOT ?').get(name, id)
  if (taken !== undefined) throw new Problem('CONFLICT', `A process named ${name} exists already. Choose another name.`, 'name')
  if (stages.length === 0) throw new Problem('BAD_INPUT', 'A process needs at least one stage.', 'stages')
  const seen = new Set<string>()
  stages.forEach((stage, index) => {
    if (stage.name === '') throw new Problem('BAD_INPUT', `Stage ${index + 1} has no name. Name it or remove it.`, 'stages')
    if (seen.has(stage.name.toLowerCase())) throw new Problem('BAD_INPUT', `Two stages are named ${stage.name}. Give each a name of its own.`, 'stages')
    seen.add(stage.name.toLowerCase())
  })
}

function removeStages(db: WriteDb, before: BusinessProcess, kept: readonly { readonly id: number | null }[]): void {
  for (const stage of before.stages) {
    if (kept.some(({ id }) => id === stage.id)) continue
    if (stage.visits > 0 || stage.records > 0) throw new Problem('CONFLICT', `${stage.visits} visits are recorded in ${stage.name}; the stage cannot be removed without losing them. Rename it instead.`, 'stages')
    db.prepare('DELETE FROM process_stage WHERE id = ?').run(stage.id)
  }
}

/** Throws CONFLICT when records have entered it. */
export function removeProcess(db: WriteDb, input: { processId: number }, caller: Caller): { removed: true } {
  const process = readProcess(db, input.processId)
  const runs = process.active + process.finished + process.abandoned
  if (runs > 0) throw new Problem('CONFLICT', `${runs} records have been in ${process.name}; it cannot be removed without losing their history.`)
  db.prepare('DELETE FROM process_stage WHERE process_id = ?').run(process.id)
  db.prepare('DELETE FROM process WHERE id = ?').run(process.id)
  audit(db, caller, 'remove', `process ${process.id}`, { name: process.name })
  return { removed: true }
}

/** Begins a run in the first stage. Throws CONFLICT while the record is in another. */
export function enterProcess(db: WriteDb, input: { entity: ScoredEntity; recordId: number; processId: number }, caller: Caller): ProcessRun {
  const process = readProcess(db, input.processId)
  const column = input.entity === 'lead' ? 'lead_id' : 'opportunity_id'
  if (process.entity !== input.entity) throw new Problem('BAD_INPUT', `${process.name} is a process for ${process.entity === 'lead' ? 'leads' : 'opportunities'}.`, 'processId')
  if (db.prepare(`SELECT 1 FROM ${input.entity} WHERE id = ?`).get(input.recordId) === undefined) throw new Problem('NOT_FOUND', 'This record is no longer there.')
  const current = db.prepare<{ name: string }>(`SELECT p.name FROM process_run r JOIN process p ON p.id = r.process_id WHERE r.${column} = ? AND r.status = 'active'`).get(input.recordId)
  if (current !== undefined) throw new Problem('CONFLICT', `This record is in ${current.name} now. Finish or abandon that process first.`)
  const [first] = process.stages
  if (first === undefined) throw new Problem('CONFLICT', `${process.name} has no stages yet. Add one on the Processes page.`)
  const added = db.prepare(`INSERT INTO process_run (process_id, ${column}, active_stage_id, status, started_at, created_at, modified_at) VALUES (?, ?, ?, 'active', ?, ?, ?)`).run(process.id, input.recordId, first.id, caller.now, caller.now, caller.now)
  const runId = Number(added.lastInsertRowid)
  visit(db, runId, first.id, caller)
  return finish(db, runId, caller)
}

/** Leaves the active stage for another one of the process, further on or back. */
export function moveStage(db: WriteDb, input: { runId: number; stageId: number }, caller: Caller): ProcessRun {
  const run = readRun(db, input.runId)
  if (run.status !== 'active') throw new Problem('CONFLICT', `${run.processName} is ${run.status} for this record. Take it up again to move.`)
  if (!run.stages.some(({ id }) => id === input.stageId)) throw new Problem('NOT_FOUND', `That stage is not in ${run.processName}.`, 'stageId')
  if (run.activeStageId === input.stageId) return run
  leave(db, run.runId, caller)
  db.prepare('UPDATE process_run SET active_stage_id = ?, modified_at = ? WHERE id = ?').run(input.stageId, caller.now, run.runId)
  visit(db, run.runId, input.stageId, caller)
  return finish(db, run.runId, caller)
}

export function endRun(db: WriteDb, input: { runId: number; how: 'finished' | 'abandoned' }, caller: Caller): ProcessRun {
  const run = readRun(db, input.runId)
  if (run.status !== 'active') throw new Problem('CONFLICT', `${run.processName} is ${run.status} already for this record.`)
  leave(db, run.runId, caller)
  db.prepare('UPDATE process_run SET status = ?, ended_at = ?, modified_at = ? WHERE id = ?').run(input.how, caller.now, caller.now, run.runId)
  return finish(db, run.runId, caller)
}

/** Throws CONFLICT while the record is in another process. */
export function reopenRun(db: WriteDb, input: { runId: number }, caller: Caller): ProcessRun {
  const run = readRun(db, input.runId)
  if (run.status === 'active') return run
  const { table, id, column } = recordOf(db, run.runId)
  if (db.prepare(`SELECT 1 FROM process_run WHERE ${column} = ? AND status = 'active'`).get(id) !== undefined) throw new Problem('CONFLICT', `This ${table} is in another process now. Finish or abandon that one first.`)
  const stageId = run.activeStageId ?? run.stages[0]?.id
  if (stageId === undefined) throw new Problem('CONFLICT', `${run.processName} has no stages.`)
  db.prepare("UPDATE process_run SET status = 'active', ended_at = NULL, active_stage_id = ?, modified_at = ? WHERE id = ?").run(stageId, caller.now, run.runId)
  visit(db, run.runId, stageId, caller)
  return finish(db, run.runId, caller)
}

function visit(db: WriteDb, runId: number, stageId: number, { now }: Caller): void {
  db.prepare('INSERT INTO process_stage_visit (process_run_id, process_stage_id, entered_at, created_at, modified_at) VALUES (?, ?, ?, ?, ?)').run(runId, stageId, now, now, now)
}

function leave(db: WriteDb, runId: number, { now }: Caller): void {
  db.prepare('UPDATE process_stage_visit SET left_at = max(?, entered_at), modified_at = ? WHERE process_run_id = ? AND left_at IS NULL').run(now, now, runId)
}

function recordOf(db: ReadDb, runId: number): { table: ScoredEntity; id: number; column: 'lead_id' | 'opportunity_id' } {
  const row = db.prepare<{ lead_id: number | null; opportunity_id: number | null }>('SELECT lead_id, opportunity_id FROM process_run WHERE id = ?').get(runId)
  const { lead_id: leadId = null, opportunity_id: opportunityId = null } = row ?? {}
  if (leadId !== null) return { table: 'lead', id: leadId, column: 'lead_id' }
  if (opportunityId !== null) return { table: 'opportunity', id: opportunityId, column: 'opportunity_id' }
  throw new Problem('NOT_FOUND', 'The record of this process is no longer there.')
}

/** The stage is an attribute: the record is scored before the answer. */
function finish(db: WriteDb, runId: number, caller: Caller): ProcessRun {
  const { table, id } = recordOf(db, runId)
  const run = readRun(db, runId)
  audit(db, caller, 'process', `${table} ${id}`, { process: run.processName, status: run.status, stage: run.stages.find((stage) => stage.id === run.activeStageId)?.name ?? null })
  rescoreAfter(db, table, id, caller)
  return run
}

function audit(db: WriteDb, { now, userId }: Caller, action: string, subject: string, detail: Readonly<Record<string, unknown>>): void {
  db.prepare('INSERT INTO audit_log (at, user_id, action, subject, detail) VALUES (?, ?, ?, ?, ?)').run(now, userId, action, subject, JSON.stringify(detail))
}
