import type { z } from 'zod'
import type { ruleScores } from '#shared/contract/rule-scores'
import { startOfDay } from '../features/calendar.ts'
import type { ReadDb } from '../handles.ts'
import { requireRuleModel, scoredVersion, treeOf } from './rule-models.ts'

export type RuleInsights = z.output<NonNullable<(typeof ruleScores.insights)['~orpc']['outputSchema']>>

const DAYS = 30
const BARS = 20
const DAY = 86_400_000

/** What the model's scores look like as a whole. */
export function readRuleInsights(db: ReadDb, modelId: number, context: { now: number; timeZone: string }): RuleInsights {
  requireRuleModel(db, modelId)
  const processed = readProcessed(db, modelId, context)
  const version = scoredVersion(db, modelId)
  if (version === undefined) return { scored: 0, topTenth: null, average: null, salesReady: 0, histogram: [], grades: [], processed }
  const tree = treeOf(version)
  // One walk along the index of scores; a model gives few different scores, however many leads it has.
  const values = db.prepare<{ score: number; leads: number }>('SELECT score, count(*) AS leads FROM rule_score WHERE model_id = ? GROUP BY score ORDER BY score').all(modelId)
  const scored = values.reduce((sum, row) => sum + row.leads, 0)
  const threshold = tree.settings.salesReadyScore
  const counts = new Map(tree.grades.map((grade) => [grade.name, 0]))
  for (const { score, leads } of values) {
    const grade = tree.grades.find(({ from, to }) => (from === null || score >= from) && (to === null || score <= to))
    if (grade !== undefined) counts.set(grade.name, (counts.get(grade.name) ?? 0) + leads)
  }
  return {
    scored,
    topTenth: topTenth(values, scored),
    average: scored === 0 ? null : values.reduce((sum, row) => sum + row.score * row.leads, 0) / scored,
    salesReady: threshold === null ? 0 : values.reduce((sum, row) => sum + (row.score >= threshold ? row.leads : 0), 0),
    histogram: histogram(values),
    grades: [...counts].map(([name, leads]) => ({ name, leads })),
    processed,
  }
}

interface ScoreCount {
  readonly score: number
  readonly leads: number
}

/** Lowest score among the best tenth. */
function topTenth(values: readonly ScoreCount[], scored: number): number | null {
  let left = Math.max(1, Math.floor(scored / 10))
  for (const { score, leads } of values.toReversed()) {
    left -= leads
    if (left <= 0) return score
  }
  return null
}

/** Ranges of equal width over all scores, both ends included. */
function histogram(values: readonly ScoreCount[]): RuleInsights['histogram'] {
  const [first, last] = [values[0], values.at(-1)]
  if (first === undefined || last === undefined) return []
  const width = Math.max(1, Math.ceil((last.score - first.score + 1) / BARS))
  const bars = Array.from({ length: Math.ceil((last.score - first.score + 1) / width) }, (_unused, index) => ({ from: first.score + index * width, to: first.score + (index + 1) * width - 1, leads: 0 }))
  for (const { score, leads } of values) {
    const bar = bars[Math.floor((score - first.score) / width)]
    if (bar !== undefined) bar.leads += leads
  }
  return bars
}

/** Scores made or changed on each of the last days of the zone. */
function readProcessed(db: ReadDb, modelId: number, { now, timeZone }: { now: number; timeZone: string }): RuleInsights['processed'] {
  const today = startOfDay(now, timeZone)
  // Noon of each day, so that days of 23 and 25 hours are met too.
  const starts = Array.from({ length: DAYS }, (_unused, index) => startOfDay(today + DAY / 2 - (DAYS - 1 - index) * DAY, timeZone))
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  const days = starts.map((start) => ({ start, day: format.format(start), leads: 0 }))
  // All scores of one run carry its moment, so that there are few groups.
  const runs = db.prepare<{ at: number; leads: number }>('SELECT scored_at AS at, count(*) AS leads FROM rule_score_history WHERE model_id = ? AND scored_at >= ? AND scored_at <= ? GROUP BY scored_at').all(modelId, starts[0] ?? today, now)
  for (const { at, leads } of runs) {
    const entry = days.findLast(({ start }) => start <= at)
    if (entry !== undefined) entry.leads += leads
  }
  return days.map(({ day, leads }) => ({ day, leads }))
}
