import { CALENDAR_VALUES } from '#shared/domain/predictive/calendar-parts'
import type { ModelFeature } from '#shared/domain/predictive/model'
import { modelSql, type SqlDialect } from '#shared/domain/predictive/model-sql'
import { STAGE_COLUMN, stageSql } from '#shared/domain/predictive/stage-sql'
import { isOfDates, type AttributeSpec } from '../features/attribute-spec.ts'
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
  const { specs, model: trained, stages } = loadScorer(db, version.id)
  const byStage = stages !== null && stages.perStage
  const models = [trained, ...(byStage ? stages.stages.flatMap((stage) => stage.model ?? []) : [])]
  const features = new Map(models.flatMap((own) => own.features.map((feature) => [feature.name, feature] as const)))
  const columns = [...features.values()].map((feature) => `--   "${oneLine(feature.name)}" ${typeWords(feature, specs.find(({ name }) => name === feature.name))}: ${oneLine(feature.label)}`)
  const active = byStage ? [`--   "${STAGE_COLUMN}" text: name of the stage that the record is in; ${stages.stages.filter((stage) => stage.model !== null).map(({ name }) => oneLine(name)).join(', ')} have a model of their own`] : []
  const head = [`-- ${oneLine(model.name)}, version ${version.number}. Reads one row a record from the table "${oneLine(table)}", with the columns:`, `--   "${oneLine(idColumn)}"`, ...active, ...columns]
  const text = byStage ? stageSql(trained, stages, { dialect, table, idColumn }) : modelSql(trained, { dialect, table, idColumn })
  return { fileName: `${model.name}-${version.number}.${dialect}.sql`, text: `${head.join('\n')}\n${text}` }
}

/** `text`, `double, UTC milliseconds`, `text, Monday to Sunday, in Europe/Berlin`: what the column holds. */
function typeWords({ kind, unit }: ModelFeature, spec: AttributeSpec | undefined): string {
  const source = spec !== undefined && isOfDates(spec) ? spec.source : null
  const zone = source !== null && (source.type === 'days_between' ? source.from.reading !== source.to.reading : source.reading === 'datetime') ? `, in ${source.timeZone}` : ''
  switch (unit) {
    case 'date':
      return 'double, UTC milliseconds'
    case 'days':
      return `double, days${zone}`
    case 'weekday':
    case 'month':
      return `text, ${CALENDAR_VALUES[unit][0]} to ${CALENDAR_VALUES[unit].at(-1)}${zone}`
    case 'word':
      return 'text, Yes or No'
    case 'count':
    case null:
      return kind === 'category' ? 'text' : 'double'
  }
}

/** A line break would end the comment. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}
