import { Button } from '#renderer/ui/button.tsx'
import { fixed } from '#renderer/ui/format/numbers.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import type { Model } from './model-header.tsx'
import { setModelTab } from './model-tab.ts'
import { useRevert } from './use-revert.ts'

interface WaitingVersionProps {
  readonly model: Model
  /** The version that the page shows. */
  readonly shown: number | null
  readonly onShow: (versionId: number) => void
  readonly onCompare: (versionId: number) => void
}

/** Says which version waits beside the published one, and why it was not published by itself; or that only the settings were changed. */
export function WaitingVersion({ model, shown, onShow, onCompare }: WaitingVersionProps) {
  const admin = useMay('admin')
  const revert = useRevert(model)
  const { published, latest, versions } = model
  if (!model.canRevert || published === null || latest === null || latest.state === 'training') return null
  const waiting = versions.find(({ id, state }) => id === latest.id && state === 'trained')
  const back = admin && <Button small busy={revert.busy} onClick={revert.start}>Revert</Button>
  const failed = revert.error !== null && ` ${revert.error}`
  if (waiting === undefined) {
    return <div className="tab-pad"><Notice title={`The settings are not those that version ${published.version} learned with.`} actions={back}>Version {published.version} scores as before. The next training learns with the new ones; Revert takes those of version {published.version} back.{failed}</Notice></div>
  }
  const compare = (): void => {
    setModelTab('versions')
    onCompare(waiting.id)
  }
  const show = waiting.id !== shown && <Button small onClick={() => onShow(waiting.id)}>{`Show version ${waiting.number}`}</Button>
  const acts = <>{show}<Button small onClick={compare}>Compare</Button>{back}</>
  if (waiting.comparison !== null) return <div className="tab-pad"><Notice title="The candidate was not published." actions={acts}>{waiting.comparison.sentence}{failed}</Notice></div>
  const aucs = [published.auc === null ? '' : `version ${published.version} had AUC ${fixed(published.auc)}`, waiting.report === null ? '' : `version ${waiting.number} has ${fixed(waiting.report.holdout.auc)}`].filter((part) => part !== '').join(', ')
  return (
    <div className="tab-pad">
      <Notice title={`Version ${waiting.number} is trained and waits for publication.`} actions={acts}>Version {published.version} goes on scoring until then.{aucs !== '' && ` On their own newest records, ${aucs}.`}{failed}</Notice>
    </div>
  )
}
