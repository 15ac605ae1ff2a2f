import { gradeBasis, saveGrades } from '#main/db/queries/grades'
import { readInsight } from '#main/db/queries/insights'
import { outcomeColumns, prioritize, readOverlap, readPrecedence } from '#main/db/queries/overlap'
import type { Write } from '../context.ts'

/** Reads behind the choices that a model is made with. */
export const choiceReads = {
  'predictive.outcomes': outcomeColumns,
  'predictive.overlap': readOverlap,
  'predictive.precedence': readPrecedence,
  'predictive.grades': gradeBasis,
  'predictive.insight': readInsight,
} as const

const savedGrades: Write<Parameters<typeof saveGrades>[1], ReturnType<typeof saveGrades>> = (db, input, context) => {
  for (const topic of ['models', 'jobs'] as const) context.changed(topic)
  return saveGrades(db, input, context)
}

const prioritized: Write<Parameters<typeof prioritize>[1], ReturnType<typeof prioritize>> = (db, input, context) => {
  for (const topic of ['models', 'jobs'] as const) context.changed(topic)
  return prioritize(db, input, context)
}

export const choiceWrites = { 'predictive.saveGrades': savedGrades, 'predictive.prioritize': prioritized } as const
