import { Button } from '#renderer/ui/button.tsx'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import type { Model } from './model-header.tsx'
import { setModelTab } from './model-tab.ts'
import { useRevert } from './use-revert.ts'

/** Says why the newest version was not published by itself. */
export function KeptCandidate({ model, onCompare }: { readonly model: Model; readonly onCompare: (versionId: number) => void }) {
  const admin = useMay('admin')
  const revert = useRevert(model)
  const candidate = model.canRevert ? model.versions.find((version) => version.state === 'trained' && version.comparison !== null && version.number === model.latest?.version) : undefined
  if (candidate === undefined || candidate.comparison === null) return null
  const compare = (): void => {
    setModelTab('versions')
    onCompare(candidate.id)
  }
  return (
    <div className="tab-pad">
      <Notice title="The candidate was not published." actions={<><Button small onClick={compare}>Compare</Button>{admin && <Button small busy={revert.busy} onClick={revert.start}>Revert</Button>}</>}>{candidate.comparison.sentence}{revert.error !== null && ` ${revert.error}`}</Notice>
    </div>
  )
}
