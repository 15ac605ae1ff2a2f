import type { RawBuilder } from 'kysely'
import { sqlBuilder } from '../sql-builder.ts'

/** The text of a query whose names are known only at run time; values stay parameters, so that the text can be kept. */
export function compileSql(query: RawBuilder<unknown>): string {
  return query.compile(sqlBuilder).sql
}
