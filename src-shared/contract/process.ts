import { z } from 'zod'
import { entitySchema, instant, procedure, recordId } from './base.ts'

const processSchema = z.object({
  id: recordId,
  name: z.string(),
  entity: entitySchema,
  /** In their order; `records` are open records that stand in the stage now, `visits` all that have ever been there. */
  stages: z.array(z.object({ id: recordId, name: z.string(), records: z.number().int(), visits: z.number().int(), medianDays: z.number().nullable() })),
  active: z.number().int(),
  finished: z.number().int(),
  abandoned: z.number().int(),
})
export type BusinessProcess = z.infer<typeof processSchema>

const runSchema = z.object({
  runId: recordId,
  processId: recordId,
  processName: z.string(),
  status: z.enum(['active', 'finished', 'abandoned']),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  activeStageId: recordId.nullable(),
  stages: z.array(z.object({ id: recordId, name: z.string(), visits: z.array(z.object({ enteredAt: instant, leftAt: instant.nullable() })) })),
})
export type ProcessRun = z.infer<typeof runSchema>

const ofRecord = z.object({ runs: z.array(runSchema), available: z.array(z.object({ id: recordId, name: z.string() })) })
const ofRun = z.object({ runId: recordId })

/** Business processes: their stages, and the way of a record through them. */
export const process = {
  list: procedure('read').output(z.array(processSchema)),
  /** Creates a process, or changes one; stages are given in their order, new ones with id null. A stage that records have been in cannot go. */
  save: procedure('admin')
    .input(z.object({ id: recordId.nullable(), name: z.string(), entity: entitySchema, stages: z.array(z.object({ id: recordId.nullable(), name: z.string() })) }))
    .output(processSchema),
  /** Only a process that no record has entered can go. */
  remove: procedure('admin').input(z.object({ processId: recordId })).output(z.object({ removed: z.literal(true) })),
  /** The runs of a record, newest first, and the processes that it could enter. */
  ofRecord: procedure('read').input(z.object({ entity: entitySchema, recordId })).output(ofRecord),
  /** Enters the first stage. A record is in one process at a time. */
  enter: procedure('sell').input(z.object({ entity: entitySchema, recordId, processId: recordId })).output(runSchema),
  /** Goes on or returns to any other stage of the process. */
  move: procedure('sell').input(z.object({ runId: recordId, stageId: recordId })).output(runSchema),
  /** Leaves the last stage entered. */
  end: procedure('sell').input(ofRun.extend({ how: z.enum(['finished', 'abandoned']) })).output(runSchema),
  /** Takes an ended run up again in the stage in which it ended. */
  reopen: procedure('sell').input(ofRun).output(runSchema),
}
