import { modelSql, type SqlDialect } from '#shared/domain/predictive/model-sql'
import type { ReadDb } from '../handles.ts'
import { loadScorer } from '../scoring/stored-model.ts'
import { requireTrained } from './models-card.ts'

interface Asked {
  readonly modelId: number
  readonly versionId?: number | undefined
  readonly dialect: SqlDialect
  readonly table: string
  readonly idColumn: string
}

/** A trained version as one SELECT, under a comment that names the column it reads for each attribute. Throws NOT_FOUND without a trained version. */
export function exportSql(db: ReadDb, { modelId, versionId, dialect, table, idColumn }: Asked): { fileName: string; text: string } {
  const { model, version } = requireTrained(db, { modelId, versionId })
  const { model: trained } = loadScorer(db, version.id)
  const columns = trained.features.map(({ name, label, kind, unit }) => `--   "${oneLine(name)}" ${kind === 'category' ? 'text' : unit === 'date' ? 'double, UTC milliseconds' : 'double'}: ${oneLine(label)}`)
  const head = [`-- ${oneLine(model.name)}, version ${version.number}. Reads one row a record from the table "${oneLine(table)}", with the columns:`, `--   "${oneLine(idColumn)}"`, ...columns]
  return { fileName: `${model.name}-${version.number}.${dialect}.sql`, text: `${head.join('\n')}\n${modelSql(trained, { dialect, table, idColumn })}` }
}

/** A line break would end the comment. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
