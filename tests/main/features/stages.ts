import { createRandom } from '#shared/lib/random'
import type { Bench } from '../jobs/support.ts'
import { NOW } from '../jobs/support.ts'
import { DAY, insert } from './build.ts'

const HOUR = 3_600_000

/** What the made opportunities hold. */
export interface MadeDeals {
  readonly processId: number
  readonly stages: readonly [first: number, second: number]
}

/**
 * Opportunities in a process of two stages, First and Second. Who leaves First is decided by the revenue alone (900 or 100);
 * who is won in Second by a meeting alone, which is held in the first hour there. The last 120 are open, half in each stage.
 */
export function makeDeals({ db }: Pick<Bench, 'db'>, closed: number, seed = 1): MadeDeals {
  return db.transaction(() => {
    const random = createRandom(seed)
    const processId = insert(db, 'process', { name: 'Two steps', entity: 'opportunity' })
    const first = insert(db, 'process_stage', { process_id: processId, name: 'First', position: 1 })
    const second = insert(db, 'process_stage', { process_id: processId, name: 'Second', position: 2 })
    const days = (from: number, to: number): number => Math.round((from + (to - from) * random.next()) * DAY)
    for (let index = 0; index < closed + 120; index += 1) {
      const isOpen = index >= closed
      const big = random.next() < 0.5
      const reaches = isOpen ? index % 2 === 0 : random.next() < (big ? 0.95 : 0.15)
      const created = isOpen ? NOW - days(1, 12) - (reaches ? 30 * DAY : 0) : NOW - days(90, 700)
      const entered = created + (reaches && isOpen ? 30 * DAY : days(5, 40))
      const met = random.next() < 0.5
      const won = reaches && random.next() < (met ? 0.9 : 0.2)
      const end = reaches ? entered + days(5, 40) : entered
      const id = insert(db, 'opportunity', {
        topic: `Deal ${index}`, state: isOpen ? 'open' : won ? 'won' : 'lost', estimated_revenue: big ? 90_000 : 10_000, created_at: created, closed_at: isOpen ? null : end,
      })
      const run = insert(db, 'process_run', { process_id: processId, opportunity_id: id, active_stage_id: reaches ? second : first, status: isOpen ? 'active' : 'finished', started_at: created, ended_at: isOpen ? null : end })
      insert(db, 'process_stage_visit', { process_run_id: run, process_stage_id: first, entered_at: created, left_at: reaches ? entered : isOpen ? null : end })
      if (!reaches) continue
      insert(db, 'process_stage_visit', { process_run_id: run, process_stage_id: second, entered_at: entered, left_at: isOpen ? null : end })
      if (met) insert(db, 'interaction', { type: 'MeetingHeld', opportunity_id: id, occurred_at: entered + Math.round(HOUR * random.next()), recorded_at: entered })
    }
    return { processId, stages: [first, second] }
  })
}
