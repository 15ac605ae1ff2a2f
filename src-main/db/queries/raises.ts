import { modelConfigSchema } from '#shared/contract/predictive'
import type { Raise, Raises } from '#shared/contract/scores'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { MISSING_BIN } from '#shared/domain/predictive/binning'
import { spanWithValue } from '#shared/domain/predictive/bin-scores'
import type { FeatureTable } from '#shared/domain/predictive/feature-table'
import type { EbmModel } from '#shared/domain/predictive/model'
import { binFeatures, scoreTable } from '#shared/domain/predictive/predict'
import { MOST_RAISES, SELLER_ACTS } from '#shared/domain/scores/raises'
import { Problem } from '../errors.ts'
import type { AttributeSpec } from '../features/attribute-spec.ts'
import { collectFeatures } from '../features/collect-features.ts'
import { columnsOf } from '../features/fill-columns.ts'
import { withOneMore } from '../features/one-more-interaction.ts'
import { isNamedByFormulas } from '../formulas/users.ts'
import type { ReadDb } from '../handles.ts'
import { readBins } from '../scoring/score-samples.ts'
import { standingOf } from '../scoring/standing.ts'
import { loadScorer, publishedModels } from '../scoring/stored-model.ts'
import { readTable } from './catalog.ts'

interface Row {
  state: string
  createdAt: number | null
  closedAt: number | null
  versionId: number | null
  score: number | null
  scoredAt: number | null
  bins: Uint8Array | null
  config: string | null
}

const rowSql = (table: ScoredEntity): string =>
  `SELECT r.state, r.created_at AS createdAt, r.closed_at AS closedAt, s.version_id AS versionId, s.score, s.scored_at AS scoredAt, s.bins, v.config
   FROM ${table} r LEFT JOIN score s ON s.entity = '${table}' AND s.record_id = r.id LEFT JOIN model_version v ON v.id = s.version_id WHERE r.id = ?`
const rowSqlOf = { lead: rowSql('lead'), opportunity: rowSql('opportunity') } as const

const NOTHING: Raises = { score: null, changes: [] }
/** Scores that differ by less are the same; only the order of additions could tell them apart. */
const SAME = 1e-9

/** What of the record would be different, and what its inputs are now. */
interface Asked {
  readonly db: ReadDb
  readonly entity: ScoredEntity
  readonly recordId: number
  readonly specs: readonly AttributeSpec[]
  readonly model: EbmModel
  readonly table: FeatureTable
  /** The filters of all published models, as text: what they look at may decide which model scores the record. */
  readonly filters: string
}

/**
 * The single changes that would raise an open record's score the most, among those that are in a person's hands: one more
 * call, meeting or e-mail, and a blank filled in. Each new score comes from the scorer that made the present one, as of the
 * same moment; facts that a customer has (the industry, the size) are never offered. Nothing is said where the record is
 * closed, has no score, or has changed since it was scored.
 */
export function readRaises(db: ReadDb, { entity, recordId }: { readonly entity: ScoredEntity; readonly recordId: number }): Raises {
  const row = db.prepare<Row>(rowSqlOf[entity]).get(recordId)
  if (row === undefined) throw new Problem('NOT_FOUND', `There is no ${entity} ${recordId}. It may have been removed; go back to the list.`)
  const { versionId, score, scoredAt, bins, config } = row
  if (versionId === null || score === null || scoredAt === null || bins === null || config === null) return NOTHING
  const standing = standingOf(db, entity, modelConfigSchema.parse(JSON.parse(config)), [recordId])({ id: recordId, ...row })
  if (standing.state !== 'open') return NOTHING
  const scorer = loadScorer(db, versionId)
  const { model } = readBins(scorer, bins)
  const table = collectFeatures(db, entity, scorer.specs, { ids: Float64Array.of(recordId), asOf: Float64Array.of(scoredAt) })
  if (Math.abs((scoreTable(model, table).score[0] ?? 0) - score) > SAME) return NOTHING
  const filters = JSON.stringify(publishedModels(db, entity).map((published) => published.config.filter))
  const asked = { db, entity, recordId, specs: scorer.specs, model, table, filters }
  const raising = [...acts(asked), ...blanks(asked)].filter(({ high }) => Math.round(high) > Math.round(score))
  return { score, changes: raising.toSorted((one, other) => middle(other) - middle(one)).slice(0, MOST_RAISES) }
}

const middle = ({ low, high }: Raise): number => (low + high) / 2

const heldSql = {
  lead: 'SELECT count(*) AS n FROM interaction WHERE lead_id = ? AND type = ?',
  opportunity: 'SELECT count(*) AS n FROM interaction WHERE opportunity_id = ? AND type = ?',
} as const

/** One more of what a seller does. */
function acts({ db, entity, recordId, specs, model, table, filters }: Asked): Raise[] {
  if (filters.includes('interaction')) return []
  return SELLER_ACTS.map((type) => {
    const score = scoreTable(model, withOneMore(table, specs, type)).score[0] ?? 0
    return { kind: 'interaction', name: type, label: type, before: db.prepare<{ n: number }>(heldSql[entity]).get(recordId, type)?.n ?? 0, low: score, high: score }
  })
}

/** A value in one blank column of the record itself that people may type into and that nothing else is made of. */
function blanks({ db, entity, specs, model, table, filters }: Asked): Raise[] {
  const columns = binFeatures(model, table)
  return readTable(db, entity).columns.flatMap((column): Raise[] => {
    if (column.readOnly || column.type === 'lookup' || filters.includes(`"${column.name}"`) || isNamedByFormulas(db, entity, column.name)) return []
    const made = specs.filter((spec) => columnsOf(spec).some((from) => from.link === null && from.column === column.name))
    const [spec] = made
    const feature = spec === undefined ? -1 : model.features.findIndex(({ name }) => name === spec.name)
    if (spec?.source.type !== 'column' || made.length > 1 || feature === -1 || columns[feature]?.[0] !== MISSING_BIN) return []
    const span = spanWithValue(model, columns, feature)
    return span === null ? [] : [{ kind: 'fill_in', name: column.name, label: column.label, before: null, ...span }]
  })
}
