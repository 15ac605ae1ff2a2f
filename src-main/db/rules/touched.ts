import { sql } from 'kysely'
import type { ReadDb } from '../handles.ts'
import { allRows, type Sql } from '../queries/filters-sql.ts'
import { currentCatalog, type CatalogMap } from './catalog-map.ts'
import { chainsOf, type Chain } from './chains.ts'
import type { StoredRules } from './types.ts'

/** Whether a record of the table can be seen by the model. */
export function looksAt(catalog: CatalogMap, { tree }: StoredRules, table: string): boolean {
  return table === 'lead' || chainsOf(catalog, tree).some((chain) => chain.at(-1)?.to === table)
}

/**
 * The leads whose scores may depend on the records, ascending: over every way that the models walk, back from the record as
 * it is, and from former values of the lookup that led to it, which its history has. May name leads too many, never too few.
 */
export function touchedLeads(db: ReadDb, models: readonly StoredRules[], table: string, ids: readonly number[]): number[] {
  if (ids.length === 0 || models.length === 0) return []
  const catalog = currentCatalog(db)
  const ways = new Map<string, Chain>()
  for (const { tree } of models) {
    for (const chain of chainsOf(catalog, tree)) if ((chain.at(-1)?.to ?? 'lead') === table) ways.set(JSON.stringify(chain), chain)
  }
  const list = JSON.stringify(ids)
  const leads = new Set<number>()
  for (const chain of ways.values()) for (const { id } of allRows<{ id: number | null }>(db, backSql(chain, list))) if (id !== null) leads.add(id)
  return [...leads].sort((one, other) => one - other)
}

/** The way back: each step yields the ids of the table before it. */
function backSql(chain: Chain, list: string): Sql {
  let ids = sql`SELECT j.value AS id FROM json_each(${list}) j`
  for (let index = chain.length - 1; index >= 0; index -= 1) {
    const link = chain[index]
    if (link === undefined) break
    const column = sql.id(link.column)
    if (link.kind === 'lookup') {
      ids = sql`SELECT p.id AS id FROM ${sql.id(link.from)} p WHERE p.${column} IN (${ids})`
      continue
    }
    const now = sql`SELECT r.${column} AS id FROM ${sql.id(link.to)} r WHERE r.id IN (${ids})`
    const before = sql` UNION SELECT h.old_value FROM field_change h WHERE h.table_name = ${link.to} AND h.record_id IN (SELECT j.value FROM json_each(${list}) j) AND h.column_name = ${link.column}`
    ids = index === chain.length - 1 ? sql`${now}${before}` : now
  }
  return sql`SELECT DISTINCT l.id AS id FROM lead l WHERE l.id IN (${ids})`
}
