import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listProcesses, processesOfRecord } from '#main/db/queries/processes'
import { endRun, enterProcess, moveStage, removeProcess, reopenRun, saveProcess } from '#main/db/queries/processes-write'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { CALL, emptyWorkspace, NOW, type Bench } from '../jobs/support.ts'

const DAY = 86_400_000
const folder = temporaryFolder()
let bench: Bench
const at = (days: number) => ({ ...CALL, now: NOW + days * DAY })
const lead = (): number => Number(bench.db.prepare("INSERT INTO lead (first_name, state, modified_at) VALUES ('L', 'open', 0)").run().lastInsertRowid)
const names = (...stages: string[]) => stages.map((name) => ({ id: null, name }))

beforeAll(() => {
  bench = emptyWorkspace(folder.path)
})
afterAll(() => {
  bench.close()
  folder.remove()
})

describe('stages', () => {
  test('are created, renamed, reordered and added; their ids stay', () => {
    const made = saveProcess(bench.db, { id: null, name: ' Lead to sale ', entity: 'lead', stages: names('Qualify', 'Propose') }, CALL)
    expect(made).toMatchObject({ name: 'Lead to sale', stages: [{ name: 'Qualify' }, { name: 'Propose' }] })
    const [first, second] = made.stages
    const changed = saveProcess(bench.db, { id: made.id, name: 'Lead to sale', entity: 'lead', stages: [{ id: second!.id, name: 'Offer' }, { id: first!.id, name: 'Qualify' }, { id: null, name: 'Close' }] }, CALL)
    expect(changed.stages.map(({ id, name }) => [id, name])).toEqual([[second!.id, 'Offer'], [first!.id, 'Qualify'], [expect.any(Number), 'Close']])
  })
  test('wrong input gets its sentence and changes nothing', () => {
    const before = listProcesses(bench.db)
    const save = (name: string, ...stages: string[]) => () => saveProcess(bench.db, { id: null, name, entity: 'lead', stages: names(...stages) }, CALL)
    expect(save(' ', 'A')).toThrow('Give the process a name.')
    expect(save('LEAD TO SALE', 'A')).toThrow('exists already')
    expect(save('Empty')).toThrow('at least one stage')
    expect(save('Same', 'A', ' a ')).toThrow('Two stages are named a')
    expect(save('Blank', 'A', '')).toThrow('Stage 2 has no name')
    expect(listProcesses(bench.db)).toEqual(before)
  })
})

describe('the way of a record', () => {
  test('enters, moves on, returns, is finished and taken up again, with every visit kept', () => {
    const process = saveProcess(bench.db, { id: null, name: 'Way', entity: 'lead', stages: names('One', 'Two', 'Three') }, CALL)
    const [one, two] = process.stages.map(({ id }) => id)
    const id = lead()
    const { runId } = enterProcess(bench.db, { entity: 'lead', recordId: id, processId: process.id }, at(0))
    moveStage(bench.db, { runId, stageId: two! }, at(2))
    moveStage(bench.db, { runId, stageId: one! }, at(3))
    expect(endRun(bench.db, { runId, how: 'finished' }, at(5))).toMatchObject({ status: 'finished', endedAt: at(5).now, activeStageId: one })
    const run = reopenRun(bench.db, { runId }, at(6))
    expect(run).toMatchObject({ status: 'active', endedAt: null })
    expect(run.stages.map(({ visits }) => visits)).toEqual([
      [{ enteredAt: at(0).now, leftAt: at(2).now }, { enteredAt: at(3).now, leftAt: at(5).now }, { enteredAt: at(6).now, leftAt: null }],
      [{ enteredAt: at(2).now, leftAt: at(3).now }],
      [],
    ])
    expect(listProcesses(bench.db).find(({ name }) => name === 'Way')).toMatchObject({ active: 1, finished: 0, stages: [{ records: 1, visits: 3, medianDays: 2 }, { records: 0, visits: 1, medianDays: 1 }, { visits: 0, medianDays: null }] })
  })
  test('is one at a time, in a process of its kind, and an abandoned one frees it', () => {
    const [way, other] = [listProcesses(bench.db).find(({ name }) => name === 'Way')!, saveProcess(bench.db, { id: null, name: 'Deals', entity: 'opportunity', stages: names('Only') }, CALL)]
    const id = lead()
    expect(() => enterProcess(bench.db, { entity: 'lead', recordId: id, processId: other.id }, CALL)).toThrow('for opportunities')
    const { runId } = enterProcess(bench.db, { entity: 'lead', recordId: id, processId: way.id }, CALL)
    expect(() => enterProcess(bench.db, { entity: 'lead', recordId: id, processId: way.id }, CALL)).toThrow('is in Way now')
    expect(() => moveStage(bench.db, { runId, stageId: other.stages[0]!.id }, CALL)).toThrow('not in Way')
    endRun(bench.db, { runId, how: 'abandoned' }, CALL)
    expect(() => moveStage(bench.db, { runId, stageId: way.stages[1]!.id }, CALL)).toThrow('Take it up again')
    enterProcess(bench.db, { entity: 'lead', recordId: id, processId: way.id }, at(1))
    expect(processesOfRecord(bench.db, { entity: 'lead', recordId: id }).runs.map(({ status }) => status)).toEqual(['active', 'abandoned'])
    expect(() => reopenRun(bench.db, { runId }, at(2))).toThrow('in another process now')
  })
  test('cannot be lost by removing its process or stage', () => {
    const way = listProcesses(bench.db).find(({ name }) => name === 'Way')!
    expect(() => removeProcess(bench.db, { processId: way.id }, CALL)).toThrow('records have been in Way')
    expect(() => saveProcess(bench.db, { id: way.id, name: 'Way', entity: 'lead', stages: way.stages.slice(1) }, CALL)).toThrow('visits are recorded in One')
    const deals = listProcesses(bench.db).find(({ name }) => name === 'Deals')!
    expect(removeProcess(bench.db, { processId: deals.id }, CALL)).toEqual({ removed: true })
    expect(listProcesses(bench.db).some(({ name }) => name === 'Deals')).toBe(false)
  })
})
