import { useMutation } from '@tanstack/react-query'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count, fixed } from '#renderer/ui/format/numbers.ts'
import { Time } from '#renderer/ui/format/time.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import type { Model, Version } from './model-header.tsx'
import { stateTag } from './model-words.ts'
import { VerdictTag } from './verdict-tag.tsx'

const COLUMNS: readonly PlainColumn[] = [
  { id: 'number', label: 'Version', width: 92 },
  { id: 'state', label: 'State', width: 110 },
  { id: 'auc', label: 'AUC, 95 % interval', width: 180 },
  { id: 'verdict', label: 'Verdict', width: 150 },
  { id: 'rows', label: 'Trained on', width: 96, align: 'right' },
  { id: 'trained', label: 'Trained', width: 140 },
  { id: 'published', label: 'Published', width: 140 },
  { id: 'acts', label: <span className="visually-hidden">Actions</span> },
]

interface VersionsTabProps {
  readonly model: Model
  readonly shown: number
  readonly onShow: (versionId: number) => void
}

/** Every version, newest first; a trained one can be published, an older one too. */
export function VersionsTab({ model, shown, onShow }: VersionsTabProps) {
  const publish = useMutation(api.predictive.publish.mutationOptions())
  const admin = useMay('admin')
  const newest = [...model.versions].sort((one, other) => other.number - one.number)
  const canPublish = (version: Version): boolean => admin && version.report !== null && version.report.verdict !== 'no_signal' && (version.state === 'trained' || version.state === 'retired')
  return (
    <>
      {publish.error && <div className="tab-pad"><Notice tone="bad" title="The version was not published.">{sentenceOf(publish.error)} The published one stays.</Notice></div>}
      <PlainTable label="Versions" columns={COLUMNS} roomy>
        <tbody>
          {newest.map((version) => (
            <tr key={version.id} className="acts" aria-selected={version.id === shown}>
              <td className="medium">{version.report ? <button type="button" className="link" onClick={() => onShow(version.id)}>Version {version.number}</button> : `Version ${version.number}`}</td>
              <td><Tag tone={stateTag(version.state).tone}>{stateTag(version.state).word}</Tag></td>
              <td>{version.report ? <>{fixed(version.report.holdout.auc)} <span className="faint">{fixed(version.report.holdout.aucLow)} to {fixed(version.report.holdout.aucHigh)}</span></> : <span className="faint">–</span>}</td>
              <td>{version.report && <VerdictTag verdict={version.report.verdict} />}</td>
              <td className="num">{version.report ? count(version.report.trainedRows) : ''}</td>
              <td className="muted">{version.trainedAt !== null && <Time at={version.trainedAt} as="moment" />}</td>
              <td className="muted">{version.publishedAt !== null && <Time at={version.publishedAt} as="moment" />}</td>
              <td className="num">{canPublish(version) && <Button small busy={publish.isPending && publish.variables?.versionId === version.id} onClick={() => publish.mutate({ modelId: model.id, versionId: version.id })}>Publish</Button>}</td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </>
  )
}
