import type { Feature, TrainingTable } from './feature-table.ts'
import type { LeakSign } from './leak-sign.ts'
import { percent } from './words.ts'

const DAY = 86_400_000
const FEWEST_ROWS = 40

/**
 * A date that is the day of closing in at least half of the records that hold it, or that the trainer sees before it can
 * have happened. `daysSince` true: the values are days from the date to the row's moment, else UTC milliseconds.
 */
export function closingDaySign(feature: Feature, table: TrainingTable, daysSince: boolean): LeakSign | null {
  if (feature.kind === 'category' || (feature.unit !== 'date' && !daysSince)) return null
  let known = 0
  let same = 0
  feature.values.forEach((value, row) => {
    const date = daysSince ? table.asOf[row]! - value * DAY : value
    const apart = date - table.closedAt[row]!
    if (Number.isNaN(apart)) return
    known += 1
    // Zones and dates without a time of day move a closing by up to a day.
    if (Math.abs(apart) <= DAY) same += 1
  })
  if (known < FEWEST_ROWS || same < 0.5 * known) return null
  return { kind: 'closing_day', sentence: `${feature.label} names the day of closing itself in ${percent(same / known)} of the closed records.` }
}
