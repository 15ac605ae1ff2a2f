import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count, fixed } from '#renderer/ui/format/numbers.ts'
import { Time } from '#renderer/ui/format/time.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { ComparePanel } from './compare-panel.tsx'
import type { Model, Version } from './model-header.tsx'
import { stateTag } from './model-words.ts'
import { PublishButton } from './publish-button.tsx'
import { RetrainSwitch } from './retrain-switch.tsx'
import { VerdictTag } from './verdict-tag.tsx'
import styles from './versions.module.css'

const COLUMNS: readonly PlainColumn[] = [
  { id: 'number', label: 'Version', width: 92 },
  { id: 'state', label: 'State', width: 110 },
  { id: 'auc', label: 'AUC, 95 % interval', width: 172 },
  { id: 'verdict', label: 'Verdict', width: 142 },
  { id: 'rows', label: 'Trained on', width: 92, align: 'right' },
  { id: 'trained', label: 'Trained', width: 132 },
  { id: 'published', label: 'Published', width: 132 },
  { id: 'acts', label: <span className="visually-hidden">Actions</span> },
]

interface VersionsTabProps {
  readonly model: Model
  readonly shown: number
  readonly onShow: (versionId: number) => void
  /** The version that is compared with the published one. */
  readonly compared: number | null
  readonly onCompare: (versionId: number | null) => void
}

/** Whether the model retrains itself, and every version, newest first; each can be compared with the published one, and take its place. */
export function VersionsTab({ model, shown, onShow, compared, onCompare }: VersionsTabProps) {
  const admin = useMay('admin')
  const newest = [...model.versions].sort((one, other) => other.number - one.number)
  const published = newest.find(({ state }) => state === 'published')
  const other = newest.find(({ id, state }) => id === compared && state !== 'published')
  return (
    <>
      <div className={styles['retrain']}><RetrainSwitch model={model} /></div>
      <PlainTable label="Versions" columns={COLUMNS} roomy>
        <tbody>
          {newest.map((version) => (
            <tr key={version.id} className="acts" aria-selected={version.id === shown}>
              <td className="medium">{version.report ? <button type="button" className="link" onClick={() => onShow(version.id)}>Version {version.number}</button> : `Version ${version.number}`}</td>
              <td><Tag tone={stateTag(version.state).tone}>{version.state === 'retired' && version.publishedAt === null ? 'Set aside' : stateTag(version.state).word}</Tag></td>
              <td>{version.report ? <>{fixed(version.report.holdout.auc)} <span className="faint">{fixed(version.report.holdout.aucLow)} to {fixed(version.report.holdout.aucHigh)}</span></> : <span className="faint">–</span>}</td>
              <td>{version.report && <VerdictTag verdict={version.report.verdict} />}</td>
              <td className="num">{version.report ? count(version.report.trainedRows) : ''}</td>
              <td className="muted" title={version.comparison?.sentence}>{version.trainedAt !== null && <><Time at={version.trainedAt} as="moment" />{version.comparison?.trigger === 'calendar' && <span className="faint"> by itself</span>}</>}</td>
              <td className="muted">{version.publishedAt !== null && <Time at={version.publishedAt} as="moment" />}</td>
              <td className="num"><Acts model={model} version={version} admin={admin} onCompare={published && published !== version && version.report ? () => onCompare(version.id) : null} /></td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
      {published && other && <ComparePanel modelId={model.id} versionId={other.id} onClose={() => onCompare(null)} />}
    </>
  )
}

function Acts({ model, version, admin, onCompare }: { readonly model: Model; readonly version: Version; readonly admin: boolean; readonly onCompare: (() => void) | null }) {
  return (
    <span className={styles['acts']}>
      {onCompare && <Button small label={`Compare version ${version.number}`} onClick={onCompare}>Compare</Button>}
      {admin && (version.state === 'trained' || version.state === 'retired') && <PublishButton model={model} version={version} small />}
    </span>
  )
}
