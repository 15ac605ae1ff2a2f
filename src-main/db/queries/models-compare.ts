import type { VersionComparison } from '#shared/contract/model-retrain'
import { modelConfigSchema } from '#shared/contract/predictive'
import { compareVersions } from '#shared/domain/predictive/compare-versions'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import type { VersionRow } from './models.ts'
import { requireTrained } from './models-card.ts'
import { readReport } from './models-report.ts'
import { readComparison } from './retrain.ts'

interface Compared {
  readonly modelId: number
  readonly versionId: number
  /** What it is put beside; the published version where it is left out. */
  readonly againstId?: number | undefined
}

/** A trained version beside another one. Throws `NOT_FOUND` where one is not trained, `CONFLICT` where both are the same or none is published and none named. */
export function compareVersionsOf(db: ReadDb, { modelId, versionId, againstId }: Compared): VersionComparison {
  const other = requireTrained(db, { modelId, versionId })
  const active = requireTrained(db, { modelId, ...(againstId === undefined ? {} : { versionId: againstId }) })
  if (againstId === undefined && active.version.state !== 'published') throw new Problem('CONFLICT', `${active.model.name} has no published version to compare with. Publish one first.`)
  if (active.version.id === other.version.id) throw new Problem('CONFLICT', `Version ${active.version.number} is ${againstId === undefined ? 'the published one' : 'named twice'}. Choose another to compare with it.`)
  const reports = { active: readReport(active.report), other: readReport(other.report) }
  const numbers = { active: active.version.number, other: other.version.number }
  return {
    active: sideOf(db, active.version, reports.active),
    other: sideOf(db, other.version, reports.other),
    ...compareVersions(reports.active, reports.other, numbers),
    sameRecords: sameRecords(db, active.version, other.version),
  }
}

function sideOf(db: ReadDb, version: VersionRow, report: ReturnType<typeof readReport>): VersionComparison['active'] {
  const stored = db.prepare<{ config: string }>('SELECT config FROM model_version WHERE id = ?').get(version.id)
  const { auc, aucLow, aucHigh, logLoss, brier, calibrationError, calibrationSlope, rows } = report.holdout
  return {
    id: version.id,
    number: version.number,
    trainedAt: version.trained_at,
    windowMonths: modelConfigSchema.parse(JSON.parse(stored?.config ?? '{}')).windowMonths,
    trainedRows: report.trainedRows,
    measuredRows: rows,
    auc, aucLow, aucHigh, logLoss, brier, calibrationError, calibrationSlope,
    attributes: report.attributesUsed,
  }
}

/** The comparison of the two that was made when the newer one was trained. */
function sameRecords(db: ReadDb, one: VersionRow, two: VersionRow): VersionComparison['sameRecords'] {
  const [older, newer] = one.number < two.number ? [one, two] : [two, one]
  const found = readComparison(db, newer.id)
  return found?.activeVersion === older.number ? found : null
}
