import { sql } from 'kysely'
import type { MadeColumn } from '#shared/domain/catalog/formula/graph'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import type { Sql } from '../queries/filters-sql.ts'

/** A record from which a kept column is computed: the one that has it, or one that lookups lead to. */
export interface Position {
  /** The lookups that lead there; none for the record itself. */
  readonly path: readonly CatalogColumn[]
  readonly table: string
  /** Columns that are read there, the next lookups included. */
  readonly columns: ReadonlySet<string>
}

/** Where a calculated column is computed from; the record itself comes first, whatever is read of it. */
export function positionsOf({ table, reads }: MadeColumn): Position[] {
  const found = new Map<string, { path: readonly CatalogColumn[]; table: string; columns: Set<string> }>([['', { path: [], table, columns: new Set() }]])
  for (const { path, column } of reads) {
    const all = [...path, column]
    all.forEach((read, length) => {
      const key = path.slice(0, length).map(({ name }) => name).join('.')
      const position = found.get(key) ?? { path: path.slice(0, length), table: read.table, columns: new Set<string>() }
      position.columns.add(read.name)
      found.set(key, position)
    })
  }
  return [...found.values()]
}

/** The condition that a row of the column's table is computed from the records whose ids `ids` yields, as a list or a subquery; the path must not be empty. */
export function reachSql({ path }: Position, ids: Sql): Sql {
  const [first, ...rest] = path
  if (first === undefined) throw new Error('A record is not reached from itself')
  const inner = rest.toReversed().reduce<Sql>((found, link) => sql`SELECT id FROM ${sql.id(link.table)} WHERE ${sql.id(link.name)} IN (${found})`, ids)
  return sql`${sql.id(first.table)}.${sql.id(first.name)} IN (${inner})`
}
