import { readdirSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { ProblemGroups } from '#shared/domain/dataset/problem-groups'
import type { Mapping } from '#shared/domain/dataset/mapping'
import { Problem } from '#main/db/errors'
import { domainMapping } from '#main/db/queries/imports'
import { attachStage, detachStage, removeStage } from '#main/db/stage'
import { StageFile } from '#main/db/stage-file'
import type { JobContext } from '../context.ts'
import { fillStage, stageTypes, type Filled, type Reject } from './fill-stage.ts'
import { makePlan, type Plan } from './plan.ts'
import { refuseJson } from './refuse-json.ts'
import { readSample } from './sample.ts'

const inputSchema = z.object({ path: z.string(), name: z.string(), bytes: z.number(), mapping: z.unknown() })

export interface FileInput {
  readonly path: string
  readonly name: string
  readonly mapping: Mapping
}

/** The input of an import or check job. */
export function readInput(input: unknown): FileInput {
  const { path, name, mapping } = inputSchema.parse(input)
  return { path, name, mapping: domainMapping(mapping) }
}

export interface Staged {
  readonly plan: Plan
  readonly filled: Filled
  readonly groups: ProblemGroups
}

/**
 * Reads a file into a stage and attaches it as `stage` while the body runs. The stage is deleted however this ends; one
 * that a crash left behind is overwritten.
 */
export async function withStage<T>(job: JobContext, file: FileInput, reject: Reject, share: number, body: (staged: Staged) => Promise<T>): Promise<T> {
  const stageFile = `${job.workspaceFile}.import-${job.id}.stage`
  refuseJson(file.path, file.name, file.mapping.format)
  const sample = readSample(file.path, file.name, file.mapping.format ?? {}, job.call.timeZone)
  const plan = makePlan(job.db, file.mapping, sample)
  const groups = new ProblemGroups()
  removeStage(stageFile)
  removeLeftovers(job)
  const stage = new StageFile(stageFile, stageTypes(plan))
  try {
    const filled = fillStage({ job, file: file.path, name: file.name, sample, plan, stage, groups, reject, share })
    stage.close()
    if (filled.read === 0) throw new Problem('BAD_INPUT', `${file.name} has no rows of data.`)
    attachStage(job.db, stageFile)
    try {
      return await body({ plan, filled, groups })
    } finally {
      detachStage(job.db)
    }
  } finally {
    stage.close()
    removeStage(stageFile)
  }
}

/** Deletes what jobs left that were killed and will not run again. */
function removeLeftovers(job: JobContext): void {
  const { dir, base } = path.parse(job.workspaceFile)
  for (const name of readdirSync(dir === '' ? '.' : dir)) {
    const id = name.startsWith(`${base}.import-`) ? /^\.import-(\d+)\.stage$/u.exec(name.slice(base.length))?.[1] : undefined
    if (id === undefined) continue
    const alive = job.db.prepare("SELECT 1 FROM job WHERE id = ? AND state = 'running'").get(Number(id))
    if (alive === undefined) removeStage(path.join(dir, name))
  }
}

/** What people should know of how values were read. */
export function readingNotes(plan: Plan, { tally }: Filled): string[] {
  const notes: string[] = []
  const many = (count: number, one: string, more: string): string => `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`
  if (tally.skipped > 0) notes.push(`${many(tally.skipped, 'time falls', 'times fall')} into an hour that a clock change in ${plan.format.timeZone} skipped, and ${tally.skipped === 1 ? 'was' : 'were'} moved forward by it.`)
  if (tally.doubled > 0) notes.push(`${many(tally.doubled, 'time happened', 'times happened')} twice by a clock change in ${plan.format.timeZone}; the earlier was taken.`)
  if (tally.rounded > 0) notes.push(`${many(tally.rounded, 'number was', 'numbers were')} rounded to the decimal places of the column.`)
  return notes
}
