import { sql } from 'kysely'
import { createRandom, deriveSeed } from '#shared/lib/random'
import type { ReadDb } from '../handles.ts'
import { allRows } from '../queries/filters-sql.ts'
import { DAY } from './attribute-spec.ts'
import type { Population } from './population.ts'
import { stagesOf, visitsOf, type ProcessStage, type Visit } from './stage-visits.ts'
import { samplesAt, type ClosedRecords, type TrainingSamples } from './training-samples.ts'

/** What the closed records of a training show of one stage. */
export interface StageSamples extends ProcessStage {
  /** One a record that was ever in the stage, as of a moment inside one of its visits. */
  readonly samples: TrainingSamples
  /** Days that won records stayed, one a visit that ended. */
  readonly wonDays: readonly number[]
}

/** Records whose visits are held in memory at once. */
const CHUNK = 20_000

interface Place {
  readonly row: number
  readonly asOf: number
}

/**
 * Snapshots inside each stage of the process, from the closed records `all`. For a record with several visits to a stage
 * one is drawn by its id. Then a time in stage is drawn from how long the open records have been in it by now, and the
 * record counts only if its visit lasted longer: at every time in stage the submodel sees just those that were still there,
 * as the records are that it will score. A time drawn to fit the visit would tell how long it was to last, and those who
 * pass in an hour, mostly won, would give the stage away. Without open records in the stage the moment lies anywhere in the
 * visit. Visits end at the latest with the record's closing. Records without usable times give none.
 */
export function stageSamples(db: ReadDb, population: Population, all: ClosedRecords, { processId, now, seed }: { readonly processId: number; readonly now: number; readonly seed: number }): StageSamples[] {
  const stages = stagesOf(db, population.entity, processId)
  const ages = openAges(db, population, processId, now)
  const places = new Map(stages.map(({ id }) => [id, [] as Place[]]))
  const wonDays = new Map(stages.map(({ id }) => [id, [] as number[]]))
  for (let from = 0; all.timesUsable && from < all.ids.length; from += CHUNK) {
    const visits = visitsOf(db, population.entity, processId, [...all.ids.subarray(from, from + CHUNK)])
    for (let row = from; row < Math.min(all.ids.length, from + CHUNK); row += 1) {
      const id = all.ids[row]!
      for (const [stageId, own] of Map.groupBy(ended(visits.get(id) ?? [], all.closedAt[row]!), ({ stageId: stage }) => stage)) {
        const random = createRandom(deriveSeed(seed, 'stage-landmark', stageId, id))
        const visit = own[Math.floor(random.next() * own.length)]!
        const stayed = drawnAge(ages.get(stageId), visit.left - visit.entered, random.next())
        if (stayed !== null) places.get(stageId)?.push({ row, asOf: visit.entered + stayed })
        if (all.outcome[row] === 1) wonDays.get(stageId)?.push(...own.map(({ entered, left }) => (left - entered) / DAY))
      }
    }
  }
  return stages.map((stage) => ({ ...stage, samples: samplesIn(all, places.get(stage.id) ?? []), wonDays: wonDays.get(stage.id) ?? [] }))
}

/** Milliseconds after the entry; null where the visit did not last as long as the age that `share` in [0, 1) draws. */
function drawnAge(ages: Float64Array | undefined, duration: number, share: number): number | null {
  if (ages === undefined || ages.length === 0) return Math.floor(share * duration)
  const age = ages[Math.floor(share * ages.length)]!
  return age < duration ? age : null
}

/** Visits with an end, which is the closing at the latest; those of no length are left out. */
function ended(visits: readonly Visit[], closedAt: number): (Visit & { readonly left: number })[] {
  return visits.flatMap((visit) => {
    const left = Math.min(visit.left ?? closedAt, closedAt)
    return left > visit.entered ? [{ ...visit, left }] : []
  })
}

/** How long open records have been in the stage where they are, by stage; milliseconds, ascending. */
function openAges(db: ReadDb, { entity, isOpen, belongs }: Population, processId: number, now: number): Map<number, Float64Array> {
  const ids = allRows<{ id: number }>(db, sql`SELECT r.id FROM ${sql.id(entity)} r WHERE ${isOpen} AND ${belongs} ORDER BY r.id`).map(({ id }) => id)
  const ages = new Map<number, number[]>()
  for (let from = 0; from < ids.length; from += CHUNK) {
    for (const visits of visitsOf(db, entity, processId, ids.slice(from, from + CHUNK)).values()) {
      const last = visits.findLast(({ entered }) => entered <= now)
      if (last !== undefined) push(ages, last.stageId, now - last.entered)
    }
  }
  return new Map([...ages].map(([stage, list]) => [stage, Float64Array.from(list).sort()]))
}

function push(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

function samplesIn(all: ClosedRecords, places: readonly Place[]): TrainingSamples {
  return samplesAt(all, Int32Array.from(places, ({ row }) => row), Float64Array.from(places, ({ asOf }) => asOf))
}
