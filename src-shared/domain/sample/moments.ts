import type { Random } from '#shared/lib/random'
import { between, chance, normal } from './draw.ts'

const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000

/** Leads are created in the 729 days before now, which every 24-month window holds. */
export const SAMPLE_DAYS = 729

/**
 * Where in [0, 1] of the period a share of all records was created: the density grows from 0.8 to 1.2,
 * so that a share is the integral 0.8 x + 0.2 x² and its inverse is the solution of a quadratic.
 */
function shareToTime(share: number): number {
  return (Math.sqrt(0.64 + 0.8 * share) - 0.8) / 0.4
}

/** Creation time of record `index` of `count`; ids rise with time, apart from the shift into office hours. */
export function createdAt(random: Random, index: number, count: number, now: number, days: number): number {
  const start = now - days * DAY
  const time = start + shareToTime((index + random.next()) / count) * days * DAY
  return officeTime(random, time, start, now - MINUTE)
}

/** Moves 88 % of the moments to a weekday between 7 and 18 h UTC; one that would leave [low, high] stays where it was. */
function officeTime(random: Random, time: number, low: number, high: number): number {
  const inOffice = chance(random, 0.88)
  const hour = Math.min(17.99, Math.max(7, 11.8 + 2.6 * normal(random)))
  const forward = chance(random, 0.5)
  if (!inOffice) return Math.round(time)
  let day = Math.floor(time / DAY)
  // 1970-01-01 was a Thursday, so that 0 is Sunday here.
  const weekday = (day + 4) % 7
  if (weekday === 6) day += forward ? 2 : -1
  if (weekday === 0) day += forward ? 1 : -2
  const moved = Math.round(day * DAY + hour * HOUR)
  return moved >= low && moved <= high ? moved : Math.round(time)
}

/** Log-normal duration in milliseconds with the given median and spread, cut to [low, high] days. */
export function duration(random: Random, medianDays: number, spread: number, lowDays: number, highDays: number): number {
  const days = medianDays * Math.exp(spread * normal(random))
  return Math.round(Math.min(highDays, Math.max(lowDays, days)) * DAY)
}

/** The UTC calendar day of a moment, `YYYY-MM-DD`. */
export function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** A moment between two others, drawn towards the first when `skew` is over 1. */
export function momentWithin(random: Random, from: number, to: number, skew: number): number {
  const raw = from + (to - from) * random.next() ** skew
  return officeTime(random, raw, from, to)
}

export function laterBy(random: Random, time: number, lowMinutes: number, highMinutes: number): number {
  return Math.round(time + between(random, lowMinutes, highMinutes) * MINUTE)
}
