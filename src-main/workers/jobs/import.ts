import { Problem } from '#main/db/errors'
import { importResultOfJob } from '#main/db/queries/imports'
import { rescoreImported } from '#main/db/queries/rule-import'
import type { WriteDb } from '#main/db/handles'
import { removeStage } from '#main/db/stage'
import type { JobContext, JobHandler } from '../context.ts'
import { applyStage, type Applied } from '../import/apply-stage.ts'
import { buildFirstModels } from '../import/build-first.ts'
import { makeColumns } from '../import/make-columns.ts'
import { queueScoring } from '../import/queue-scoring.ts'
import { readingNotes, readInput, withStage, type FileInput, type Staged } from '../import/read-input.ts'
import { RejectsFile } from '../import/rejects.ts'
import { count, settleStage } from '../import/settle-stage.ts'

/** Kinds of problems that are told; all single ones stand in the file of rejected rows. */
const mostProblems = 50
/** Share of the job's time that reading takes, measured on a million rows. */
const readShare = 0.65

/**
 * Imports one file: reads it into a stage, then applies the stage in one transaction, so that readers see the file wholly or
 * not at all. Run again after a crash it finds what was applied and only answers, or begins anew.
 */
const importFile: JobHandler = async (job) => {
  const done = importResultOfJob(job.db, job.id)
  if (done !== undefined) {
    removeStage(`${job.workspaceFile}.import-${job.id}.stage`)
    await buildFirstModels(job)
    return done
  }
  const started = performance.now()
  const file = readInput(job.input)
  const rejects = new RejectsFile(job.dataFolder, file.name, job.id)
  try {
    return await withStage(job, file, (problem) => rejects.add(problem), readShare, async (staged) => {
      job.checkCancelled()
      job.progress({ stage: 'apply', label: 'Waiting to write', done: 0, total: staged.filled.read - staged.filled.rejected, unit: 'rows', fraction: readShare })
      const result = await job.write((db) => apply(db, job, file, staged, rejects, started))
      for (const topic of ['records', 'catalog', 'jobs'] as const) job.changed(topic)
      await buildFirstModels(job)
      return result
    })
  } catch (error) {
    rejects.remove()
    throw error
  } finally {
    rejects.close()
  }
}

function apply(db: WriteDb, job: JobContext, file: FileInput, staged: Staged, rejects: RejectsFile, started: number): Readonly<Record<string, unknown>> {
  const { plan, filled, groups } = staged
  const { now, userId } = job.call
  const settled = settleStage(db, plan, filled, groups, (problem) => rejects.add(problem))
  rejects.close()
  const rejected = filled.rejected + settled.rejected
  const problems = groups.list(mostProblems)
  if (settled.inserts + settled.hits === 0) throw new Problem('BAD_INPUT', `Not one of the ${count(filled.read, 'row')} of ${file.name} can be imported, so nothing was changed. ${problems.slice(0, 3).map(({ sentence }) => sentence).join(' ')}`)
  const importId = Number(
    db.prepare("INSERT INTO import (table_name, file_name, state, mapping, read_rows, rejected, rejects_file, started_at, job_id) VALUES (?, ?, 'applying', ?, ?, ?, ?, ?, ?)").run(
      plan.table, file.name, JSON.stringify(file.mapping), filled.read, rejected, rejects.written, now, job.id,
    ).lastInsertRowid,
  )
  const createdColumns = makeColumns(db, plan, filled, file.name)
  const applied = applyStage(db, { job, plan, settled, importId, from: readShare })
  db.prepare("UPDATE import SET state = 'applied', inserted = ?, updated = ?, created_columns = ?, finished_at = ? WHERE id = ?").run(applied.inserted, applied.updated, JSON.stringify(createdColumns), now, importId)
  const result = {
    importId, table: plan.table, read: filled.read, inserted: applied.inserted, updated: applied.updated, rejected,
    rejectsFile: rejects.written,
    problems,
    notes: [...plan.notes, ...readingNotes(plan, filled), ...settled.notes, ...appliedNotes(applied, settled.created)],
    createdColumns,
    createdTable: plan.isNewTable ? plan.table : null,
    seconds: Math.round((performance.now() - started) / 10) / 100,
  }
  db.prepare("INSERT INTO audit_log (at, user_id, action, subject, detail) VALUES (?, ?, 'import', ?, ?)").run(now, userId, `import ${importId}`, JSON.stringify(result))
  queueScoring(db, job)
  rescoreImported(db, { importId, table: plan.table, inserted: applied.inserted, updated: applied.updated }, job.call)
  return result
}

function appliedNotes(applied: Applied, created: readonly { readonly column: { readonly source: string; readonly lookup: { readonly tableLabel: string } | null }; readonly count: number }[]): string[] {
  const notes = created.map(({ column, count: made }) => `${count(made, 'record')} of ${column.lookup?.tableLabel} made from ${column.source}.`)
  if (applied.unchanged > 0) notes.push(`${count(applied.unchanged, 'record')} had the same values already.`)
  if (applied.cleared > 0) notes.push(`${count(applied.cleared, 'value')} of existing records cleared, since the file has an empty cell there.`)
  return notes
}

export default importFile
