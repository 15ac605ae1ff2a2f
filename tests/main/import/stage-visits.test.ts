import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench, type Bench } from './run-job.ts'

let bench: Bench
beforeAll(() => {
  bench = openBench('Europe/Berlin')
})
afterAll(() => bench.close())

const lookup = (source: string, target: string, table: string): object => ({ source, target, lookup: { table, key: 'external_id' } })
const moment = (source: string, target = source): object => ({ source, target, dateFormats: ['YYYY-MM-DD HH:mm'] })
const own = { source: 'id', target: 'external_id' }
const format = { timeZone: 'Europe/Berlin' }

/** Every file's name, what it holds, and the mapping file beside it, in the order in which they refer to each other. */
const files: readonly (readonly [name: string, lines: readonly string[], mapping: Record<string, unknown>])[] = [
  ['leads.csv', ['id,company', 'L1,Acme', 'L2,Beta'], { table: 'lead', key: 'external_id', columns: [own, { source: 'company', target: 'company' }] }],
  ['processes.csv', ['id,name,entity', 'P1,Inbound,lead'], { table: 'process', key: 'external_id', columns: [own, { source: 'name', target: 'name' }, { source: 'entity', target: 'entity' }] }],
  ['stages.csv', ['id,process,name,position', 'S1,P1,New,1', 'S2,P1,Qualify,2', 'S3,P1,Hand over,3'], { table: 'process_stage', key: 'external_id', columns: [own, lookup('process', 'process_id', 'process'), { source: 'name', target: 'name' }, { source: 'position', target: 'position' }] }],
  ['runs.csv', ['id,process,lead,stage,started', 'R1,P1,L1,S2,2026-03-02 09:00', 'R2,P1,L2,S1,2026-03-03 10:30'], { table: 'process_run', key: 'external_id', format, columns: [own, lookup('process', 'process_id', 'process'), lookup('lead', 'lead_id', 'lead'), lookup('stage', 'active_stage_id', 'process_stage'), moment('started', 'started_at')] }],
]
const visits = {
  table: 'process_stage_visit', key: 'external_id', format,
  columns: [own, lookup('run', 'process_run_id', 'process_run'), lookup('stage', 'process_stage_id', 'process_stage'), moment('entered', 'entered_at'), moment('left', 'left_at')],
}
const visitsOf = "SELECT l.company, s.name AS stage, v.entered_at, v.left_at FROM process_stage_visit v JOIN process_run r ON r.id = v.process_run_id JOIN lead l ON l.id = r.lead_id JOIN process_stage s ON s.id = v.process_stage_id ORDER BY l.company, v.entered_at"

test('stage visits find their run and their stage by the ids of the system they come from', async () => {
  for (const [name, lines, mapping] of files) {
    expect(await bench.import(bench.file(name, lines.join('\n')), mapping), name).toMatchObject({ inserted: lines.length - 1, rejected: 0 })
  }
  const file = bench.file('visits.csv', ['id,run,stage,entered,left', 'V1,R1,S1,2026-03-02 09:00,2026-03-04 12:00', 'V2,R1,S2,2026-03-04 12:00,', 'V3,R2,S1,2026-03-03 10:30,', 'V4,R9,S1,2026-03-03 10:30,', 'V5,R2,S9,2026-03-03 10:30,'].join('\n'))
  const done = await bench.import(file, visits)
  expect(done).toMatchObject({ read: 5, inserted: 3, rejected: 2 })
  const at = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 2, day, hour - 1, minute)
  expect(bench.all(visitsOf)).toEqual([
    { company: 'Acme', stage: 'New', entered_at: at(2, 9), left_at: at(4, 12) },
    { company: 'Acme', stage: 'Qualify', entered_at: at(4, 12), left_at: null },
    { company: 'Beta', stage: 'New', entered_at: at(3, 10, 30), left_at: null },
  ])
})

test('a check says which run and which stage are not there', async () => {
  const { problems } = await bench.check(bench.file('strays.csv', ['id,run,stage,entered,left', 'V6,R9,S1,2026-03-05 08:00,', 'V7,R1,S9,2026-03-05 08:00,'].join('\n')), visits)
  const words = JSON.stringify(problems)
  expect(words).toContain('R9')
  expect(words).toContain('S9')
})

test('the same visit again is the same visit, now with its end', async () => {
  const file = bench.file('later.csv', ['id,run,stage,entered,left', 'V2,R1,S2,2026-03-04 12:00,2026-03-06 15:30'].join('\n'))
  expect(await bench.import(file, visits)).toMatchObject({ inserted: 0, updated: 1, rejected: 0 })
  expect(bench.all(visitsOf)).toHaveLength(3)
  expect(bench.all("SELECT left_at FROM process_stage_visit WHERE external_id = 'V2'")).toEqual([{ left_at: Date.UTC(2026, 2, 6, 14, 30) }])
})

test('interactions go to the lead they name, and go again when the import is undone', async () => {
  const file = bench.file('interactions.csv', ['lead,at,what', 'L1,2026-03-02 09:05,opened', 'L1,2026-03-02 09:06,clicked', 'L2,2026-03-03 11:00,opened'].join('\n'))
  const mapping = {
    table: 'interaction', format,
    columns: [lookup('lead', 'lead_id', 'lead'), moment('at', 'occurred_at'), { source: 'what', target: 'type', values: { opened: 'EmailOpened', clicked: 'EmailClicked' } }],
  }
  const done = await bench.import(file, mapping, { id: 90 })
  expect(done).toMatchObject({ read: 3, inserted: 3, rejected: 0 })
  const found = 'SELECT l.company, i.type, i.occurred_at FROM interaction i JOIN lead l ON l.id = i.lead_id ORDER BY i.occurred_at'
  expect(bench.all(found)).toEqual([
    { company: 'Acme', type: 'EmailOpened', occurred_at: Date.UTC(2026, 2, 2, 8, 5) },
    { company: 'Acme', type: 'EmailClicked', occurred_at: Date.UTC(2026, 2, 2, 8, 6) },
    { company: 'Beta', type: 'EmailOpened', occurred_at: Date.UTC(2026, 2, 3, 10) },
  ])
  await bench.undo(done.importId)
  expect(bench.all(found)).toEqual([])
  expect(bench.all(visitsOf)).toHaveLength(3)
})
