import type { EbmModel } from './model.ts'
import { modelSql, type SqlOptions } from './model-sql.ts'
import type { StageParts } from './stage-parts.ts'

/** Column of the table that holds the name of each record's active stage; NULL or another name is scored by the pooled model. */
export const STAGE_COLUMN = 'active_stage'

/**
 * A per-stage model as one SELECT: every record by the submodel of the stage named in `active_stage`, all others by the
 * pooled model, joined by UNION ALL. Returns what `modelSql` returns.
 */
export function stageSql(pooled: EbmModel, { stages }: StageParts, options: SqlOptions): string {
  const own = stages.flatMap(({ name, model }) => (model === null ? [] : [{ name, model }]))
  const names = own.map(({ name }) => textSql(name)).join(', ')
  const column = `"${STAGE_COLUMN}"`
  const parts = [
    ...own.map(({ name, model }) => ({ model, where: `${column} = ${textSql(name)}` })),
    { model: pooled, where: own.length === 0 ? '' : `${column} IS NULL OR ${column} NOT IN (${names})` },
  ]
  return `${parts.map(({ model, where }, index) => `SELECT * FROM (\n${modelSql(model, { ...options, where })}) AS part_${index + 1}`).join('\nUNION ALL\n')}\n`
}

function textSql(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
