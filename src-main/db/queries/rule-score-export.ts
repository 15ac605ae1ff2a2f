import { Problem } from '../errors.ts'
import type { ExportedRows, ExportedValue } from '../features/exported-rows.ts'
import type { ReadDb } from '../handles.ts'
import { requireRuleModel, scoredVersion, treeOf } from './rule-models.ts'
import { toScoreRow, type StoredScore } from './rule-score-page.ts'

interface Row extends StoredScore {
  readonly external_id: string | null
  readonly email: string | null
}

const PAGE = 2000

/** The leads that a model has scored, best first, with what each group gave; all text as it is stored. */
export function exportedRuleScores(db: ReadDb, modelId: number): ExportedRows {
  const model = requireRuleModel(db, modelId)
  const version = scoredVersion(db, modelId)
  if (version === undefined) throw new Problem('CONFLICT', `${model.name} has scored no lead yet. Publish it first.`)
  const tree = treeOf(version)
  const labels = tree.groups.map((group, index) => group.condition.label.trim() || `Group ${index + 1}`)
  const total = db.prepare<{ n: number }>('SELECT count(*) AS n FROM rule_score WHERE model_id = ?').get(modelId)?.n ?? 0
  const columns = ['Lead number', 'External id', 'Lead', 'Company', 'E-mail', 'Owner', 'Score', 'Grade', 'Sales ready', 'Scored at', ...labels.flatMap((label) => [`${label}: points`, `${label}: times`])]
  const statement = db.prepare<Row>(
    `SELECT s.lead_id, l.external_id, l.name, l.company, l.email, u.name AS owner_name, s.score, s.grade, s.scored_at, s.contributions
     FROM rule_score s CROSS JOIN lead l ON l.id = s.lead_id LEFT JOIN user u ON u.id = l.owner_id
     WHERE s.model_id = ? AND (s.score, s.lead_id) < (?, ?) ORDER BY s.score DESC, s.lead_id DESC LIMIT ${PAGE}`,
  )
  const read = (row: Row): ExportedValue[] => {
    const shown = toScoreRow(row, tree)
    return [
      row.lead_id, row.external_id, row.name, row.company, row.email, row.owner_name, row.score, row.grade, shown.salesReady, new Date(row.scored_at).toISOString(),
      ...shown.contributions.flatMap(({ points, count }) => [points, count]),
    ]
  }
  function* pages(): Generator<ExportedValue[][]> {
    for (let [score, lead] = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]; ; ) {
      const rows = statement.all(modelId, score, lead)
      const last = rows.at(-1)
      if (last === undefined) return
      yield rows.map(read)
      if (rows.length < PAGE) return
      ;[score, lead] = [last.score, last.lead_id]
    }
  }
  return { columns, total, pages: pages() }
}
