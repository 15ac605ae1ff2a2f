import { sql } from 'kysely'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { defaultGrades, type Grades } from '#shared/domain/predictive/grades'
import { LEAD_WORDS, OPPORTUNITY_WORDS, type OutcomeWords } from '#shared/domain/predictive/words'
import { monthsBefore } from '../features/calendar.ts'
import { populationOf, type PopulationConfig } from '../features/population.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { allRows } from '../queries/filters-sql.ts'
import { SCORED_MONTHS } from './matching.ts'
import { unpackOutOfFold } from './out-of-fold.ts'
import type { ScoringMoment } from './score-records.ts'
import { scoreSamples } from './score-samples.ts'
import type { PublishedModel } from './stored-model.ts'

export const WORDS: Record<ScoredEntity, OutcomeWords> = { lead: LEAD_WORDS, opportunity: OPPORTUNITY_WORDS }

/** Open records whose scores settle the cuts: all of them up to this number, an even spread of as many beyond it. */
const MOST_OPEN = 50_000
const CHUNK = 2000

/** Ids of the open records that a model scores, ascending. */
export function openRecords(db: ReadDb, entity: ScoredEntity, config: PopulationConfig, moment: ScoringMoment): number[] {
  const { isOpen, belongs } = populationOf(db, entity, config)
  const since = monthsBefore(moment.now, SCORED_MONTHS, moment.timeZone)
  return allRows<{ id: number }>(db, sql`SELECT r.id FROM ${sql.id(entity)} r WHERE ${isOpen} AND (r.created_at IS NULL OR r.created_at >= ${since}) AND ${belongs} ORDER BY r.id`).map(({ id }) => id)
}

/** Works out a version's grades from what the open records score now; changes nothing. `between` is called between chunks. */
export function gradesOf(db: ReadDb, entity: ScoredEntity, model: PublishedModel, moment: ScoringMoment, between: () => void): Grades {
  const open = openRecords(db, entity, model.config, moment)
  const step = Math.max(1, open.length / MOST_OPEN)
  const ids = Float64Array.from({ length: Math.min(open.length, MOST_OPEN) }, (_unused, index) => open[Math.floor(index * step)] ?? 0)
  const scores = new Float64Array(ids.length)
  for (let from = 0; from < ids.length; from += CHUNK) {
    between()
    const part = ids.subarray(from, from + CHUNK)
    scores.set(scoreSamples(db, entity, model, { ids: part, asOf: new Float64Array(part.length).fill(moment.now) }).score, from)
  }
  const row = db.prepare<{ out_of_fold: Uint8Array | null; verdict: string | null }>("SELECT out_of_fold, report ->> '$.verdict' AS verdict FROM model_version WHERE id = ?").get(model.versionId)
  return defaultGrades(scores, unpackOutOfFold(row?.out_of_fold ?? null), row?.verdict !== 'no_signal', WORDS[entity])
}

/** Freezes the grades of a version; a version that has them already keeps them. */
export function settleGrades(db: WriteDb, versionId: number, grades: Grades): void {
  db.prepare("UPDATE model_version SET grade_cuts = ?, grades_sentence = ? WHERE id = ? AND grades_sentence = ''").run(JSON.stringify(grades.cuts), grades.sentence, versionId)
}
