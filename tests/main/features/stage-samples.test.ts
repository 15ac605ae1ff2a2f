import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { populationOf } from '#main/db/features/population'
import { stageSamples, type StageSamples } from '#main/db/features/stage-samples'
import { activeStages, visitsOf } from '#main/db/features/stage-visits'
import { closedRecords } from '#main/db/features/training-samples'
import { emptyWorkspace, fillSample, NOW, type Bench } from '../jobs/support.ts'
import { DAY, insert } from './build.ts'

let folder = ''
let bench: Bench
const PROCESS = 2
const CONFIG = { processId: PROCESS, filter: [], outcome: null }
const OPTIONS = { ...CONFIG, now: NOW, timeZone: 'UTC', windowMonths: 24, seed: 1 }
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stage-samples-'))
  bench = emptyWorkspace(folder)
  fillSample(bench, 3000)
})
afterAll(() => {
  bench.close()
  rmSync(folder, { recursive: true, force: true })
})

const samplesOf = ({ db }: Bench, seed = 1): StageSamples[] =>
  stageSamples(db, populationOf(db, 'opportunity', CONFIG), closedRecords(db, 'opportunity', { ...OPTIONS, seed }), { processId: PROCESS, now: NOW, seed })

test('every snapshot lies inside a visit to its stage and before the closing, as the scorer would see it', () => {
  for (const { id, samples } of samplesOf(bench)) {
    expect(samples.ids.length).toBeGreaterThan(40)
    expect(new Set(samples.ids).size).toBe(samples.ids.length)
    expect(activeStages(bench.db, 'opportunity', PROCESS, samples)).toEqual(Float64Array.from(samples.ids, () => id))
    samples.asOf.forEach((moment, row) => expect(moment).toBeLessThan(samples.closedAt[row] ?? 0))
  }
})

test('the time in stage of every snapshot is one that an open record has in that stage', () => {
  const ids = bench.db.prepare("SELECT id FROM opportunity WHERE state = 'open'").values().map(([id]) => Number(id))
  const open = new Map<number, Set<number>>()
  for (const visits of visitsOf(bench.db, 'opportunity', PROCESS, ids).values()) {
    const last = visits.findLast(({ entered }) => entered <= NOW)
    if (last !== undefined) open.set(last.stageId, (open.get(last.stageId) ?? new Set()).add(NOW - last.entered))
  }
  for (const { id, samples } of samplesOf(bench)) {
    const visits = visitsOf(bench.db, 'opportunity', PROCESS, [...samples.ids])
    samples.ids.forEach((record, row) => {
      const entered = visits.get(record)?.findLast((visit) => visit.stageId === id && visit.entered <= (samples.asOf[row] ?? 0))?.entered ?? 0
      expect(open.get(id)).toContain((samples.asOf[row] ?? 0) - entered)
    })
  }
})

test('the same seed draws the same snapshots, another seed others', () => {
  const moments = (seed: number): number[][] => samplesOf(bench, seed).map(({ samples }) => [...samples.asOf])
  expect(moments(1)).toEqual(moments(1))
  expect(moments(2)).not.toEqual(moments(1))
})

test('stays of won records are counted visit by visit, and end with the closing', () => {
  const small = emptyWorkspace(folder, 'small')
  insert(small.db, 'process', { id: PROCESS, name: 'Steps', entity: 'opportunity' })
  const [one = 0, two = 0] = ['One', 'Two'].map((name, index) => insert(small.db, 'process_stage', { process_id: PROCESS, name, position: index + 1 }))
  const id = insert(small.db, 'opportunity', { topic: 'Won', state: 'won', created_at: NOW - 30 * DAY, closed_at: NOW - 10 * DAY })
  const run = insert(small.db, 'process_run', { process_id: PROCESS, opportunity_id: id, active_stage_id: two, status: 'finished' })
  for (const [stage, from, to] of [[one, 30, 27], [two, 27, 25], [one, 25, 20], [two, 20, null]] as const) insert(small.db, 'process_stage_visit', { process_run_id: run, process_stage_id: stage, entered_at: NOW - from * DAY, left_at: to === null ? null : NOW - to * DAY })
  expect(samplesOf(small).map(({ name, wonDays, samples }) => ({ name, wonDays, rows: samples.ids.length }))).toEqual([
    { name: 'One', wonDays: [3, 5], rows: 1 },
    { name: 'Two', wonDays: [2, 10], rows: 1 },
  ])
  small.close()
})
