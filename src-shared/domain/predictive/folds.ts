import { deriveSeed } from '#shared/lib/random'
import type { TrainingTable } from './feature-table.ts'

/** The id of the record with which the row stays together: its own, or that of the one that it copies. */
function idOf(table: TrainingTable, row: number): number {
  return (table.together ?? table.recordIds)[row] ?? 0
}

/**
 * Fold of each given row, in [0, folds): records of each outcome are ordered by a seeded hash of their id and dealt
 * out in turn, so that the folds are stratified, rows of one record and of its copies stay together, and the rows' order does not matter.
 */
export function dealFolds(table: TrainingTable, rows: Int32Array, folds: number, seed: number): Uint8Array {
  const outcomeOf = new Map<number, number>()
  for (const row of rows) outcomeOf.set(idOf(table, row), table.outcome[row] ?? 0)
  const foldOf = new Map<number, number>()
  for (const wanted of [1, 0]) {
    [...outcomeOf]
      .filter(([, outcome]) => outcome === wanted)
      .map(([id]) => ({ id, hash: scramble(deriveSeed(seed, 'fold', id)) }))
      .sort((a, b) => a.hash - b.hash || a.id - b.id)
      .forEach(({ id }, place) => foldOf.set(id, place % folds))
  }
  return Uint8Array.from(rows, (row) => foldOf.get(idOf(table, row)) ?? 0)
}

/** Spreads neighbouring hashes over all 32 bits (the finaliser of MurmurHash3). */
function scramble(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

export interface HoldOut {
  /** Rows to learn from, among them no copy of a record of the report, and rows for the report. */
  readonly older: Int32Array
  readonly newest: Int32Array
  /** The report's rows closed after all others; otherwise they are a seeded stratified fifth. */
  readonly inTime: boolean
}

/** The newest fifth by closing time; a stratified fifth where over 5 % of the times are missing or all are alike. */
export function splitHoldOut(table: TrainingTable, seed: number): HoldOut {
  const all = Int32Array.from({ length: table.rows }, (_, row) => row)
  const known = table.closedAt.filter((time) => Number.isFinite(time))
  const alike = known.every((time) => time === known[0])
  if (!alike && table.rows - known.length <= 0.05 * table.rows) {
    const byTime = all.slice().sort((a, b) => timeOf(table, a) - timeOf(table, b) || (table.recordIds[a] ?? 0) - (table.recordIds[b] ?? 0))
    const cut = table.rows - Math.round(table.rows / 5)
    const newest = byTime.slice(cut).sort()
    const measured = new Set(Array.from(newest, (row) => idOf(table, row)))
    const older = byTime.slice(0, cut).sort().filter((row) => !measured.has(idOf(table, row)))
    if (hasBoth(table, older) && hasBoth(table, newest)) return { older, newest, inTime: true }
  }
  const folds = dealFolds(table, all, 5, deriveSeed(seed, 'hold-out'))
  return { older: all.filter((row) => folds[row] !== 0), newest: all.filter((row) => folds[row] === 0), inTime: false }
}

/** A record without a time counts as old, so that it never stands for the newest. */
function timeOf(table: TrainingTable, row: number): number {
  const time = table.closedAt[row] ?? Number.NaN
  return Number.isFinite(time) ? time : Number.MIN_SAFE_INTEGER
}

/** Enough of either outcome to fit or to measure: five. */
function hasBoth(table: TrainingTable, rows: Int32Array): boolean {
  const positives = rows.reduce((sum, row) => sum + (table.outcome[row] ?? 0), 0)
  return positives >= 5 && rows.length - positives >= 5
}
