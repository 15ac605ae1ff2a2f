import { modelSql, type SqlDialect } from '#shared/domain/predictive/model-sql'
import { STAGE_COLUMN, stageSql } from '#shared/domain/predictive/stage-sql'
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
  const { model: trained, stages } = loadScorer(db, version.id)
  const byStage = stages !== null && stages.perStage
  const models = [trained, ...(byStage ? stages.stages.flatMap((stage) => stage.model ?? []) : [])]
  const features = new Map(models.flatMap((own) => own.features.map((feature) => [feature.name, feature] as const)))
  const columns = [...features.values()].map(({ name, label, kind, unit }) => `--   "${oneLine(name)}" ${kind === 'category' ? 'text' : unit === 'date' ? 'double, UTC milliseconds' : 'double'}: ${oneLine(label)}`)
  const active = byStage ? [`--   "${STAGE_COLUMN}" text: name of the stage that the record is in; ${stages.stages.filter((stage) => stage.model !== null).map(({ name }) => oneLine(name)).join(', ')} have a model of their own`] : []
  const head = [`-- ${oneLine(model.name)}, version ${version.number}. Reads one row a record from the table "${oneLine(table)}", with the columns:`, `--   "${oneLine(idColumn)}"`, ...active, ...columns]
  const text = byStage ? stageSql(trained, stages, { dialect, table, idColumn }) : modelSql(trained, { dialect, table, idColumn })
  return { fileName: `${model.name}-${version.number}.${dialect}.sql`, text: `${head.join('\n')}\n${text}` }
}

/** A line break would end the comment. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
