import type { RuleProblem } from './tree.ts'

export const error = (code: string, at: string, sentence: string): RuleProblem => ({ severity: 'error', code, at, sentence })
export const warning = (code: string, at: string, sentence: string): RuleProblem => ({ severity: 'warning', code, at, sentence })

/** A real day of the calendar, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false
  const time = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)
}
