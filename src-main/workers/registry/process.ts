import { listProcesses, processesOfRecord } from '#main/db/queries/processes'
import { endRun, enterProcess, moveStage, removeProcess, reopenRun, saveProcess } from '#main/db/queries/processes-write'
import type { WriteDb } from '#main/db/handles'
import type { CallContext, Read, Write } from '../context.ts'

const list: Read<null, ReturnType<typeof listProcesses>> = (db) => listProcesses(db)
const ofRecord: Read<Parameters<typeof processesOfRecord>[1], ReturnType<typeof processesOfRecord>> = (db, input) => processesOfRecord(db, input)

export const processReads = { 'process.list': list, 'process.ofRecord': ofRecord } as const

/** Runs it and tells the pages that records and their scores may have changed. */
function changing<Input, Output>(body: (db: WriteDb, input: Input, caller: CallContext) => Output): Write<Input, Output> {
  return (db, input, context) => {
    const answer = body(db, input, context)
    context.changed('records')
    context.changed('scores')
    return answer
  }
}

export const processWrites = {
  'process.save': changing(saveProcess),
  'process.remove': changing(removeProcess),
  'process.enter': changing(enterProcess),
  'process.move': changing(moveStage),
  'process.end': changing(endRun),
  'process.reopen': changing(reopenRun),
} as const
