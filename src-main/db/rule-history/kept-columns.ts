import { keyOf, madeColumn, sourcesOf, type MadeColumn } from '#shared/domain/catalog/formula/graph'
import { readsClock } from '#shared/domain/catalog/formula/tree'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import { currentGraph } from '../formulas/current-graph.ts'
import { dayAt, keepDay, keptDay } from '../formulas/day.ts'
import { fillKept, generatedNames, triggersOf } from '../formulas/keep.ts'
import { positionsOf } from '../formulas/positions.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { readSettings } from '../queries/settings.ts'

/** What is needed to show calculated columns whose values stand in their tables as they were. */
export interface KeptColumns {
  /** What they are made of, calculated columns on the way included. */
  readonly sources: readonly CatalogColumn[]
  /** Tables that have one, which must be copied, since the copies are written. */
  readonly tables: ReadonlySet<string>
  /** Whether one is computed from leads other than those that have it. */
  readonly reachesLeads: boolean
  /** Makes the copies follow their sources; `copied` are the tables that have a copy. */
  follow(db: WriteDb, copied: ReadonlySet<string>): void
  /** Shows the day of the moment, UTC milliseconds. */
  goTo(db: WriteDb, moment: number): void
}

/** The calculated columns behind those that are read. */
export function keptColumns(db: ReadDb, columns: readonly CatalogColumn[]): KeptColumns {
  const graph = currentGraph(db)
  const found = columns.flatMap((column) => madeColumn(graph, column) ?? [])
  const behind = found.map(({ formula }) => sourcesOf(graph, formula))
  const used = new Set([...found, ...behind.flatMap(({ made }) => made)].map(({ column }) => keyOf(column)))
  const kept = graph.made.filter((one) => one.kept && used.has(keyOf(one.column)))
  const clocks = kept.filter(({ formula }) => readsClock(formula))
  const { timeZone } = readSettings(db)
  return {
    sources: kept.length === 0 ? [] : behind.flatMap(({ entered, made }) => [...entered, ...made.map(({ column }) => column)]),
    tables: new Set(kept.map(({ table }) => table)),
    reachesLeads: kept.some((one) => positionsOf(one).some(({ path, table }) => path.length > 0 && table === 'lead')),
    follow: (into, copied) => {
      for (const one of kept) makeTriggers(into, one, copied)
      // the day is a setting; the copy's is another one
      if (clocks.length > 0) into.exec('CREATE TEMP TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT; INSERT INTO temp.setting SELECT key, value FROM main.setting')
    },
    goTo: (into, moment) => {
      if (clocks.length === 0) return
      const day = dayAt(moment, timeZone)
      if (keptDay(into)?.start === day.start) return
      keepDay(into, day)
      for (const one of clocks) fillKept(into, one)
    },
  }
}

/** Inside a temporary trigger a table's name means its copy. */
function makeTriggers(db: WriteDb, one: MadeColumn, copied: ReadonlySet<string>): void {
  for (const { on, text } of triggersOf(one, generatedNames(db, one))) if (copied.has(on)) db.exec(text.replace(/^CREATE TRIGGER/u, 'CREATE TEMP TRIGGER'))
}
