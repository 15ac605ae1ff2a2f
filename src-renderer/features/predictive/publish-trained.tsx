import { useState } from 'react'
import type { ModelReport } from '#shared/contract/index'
import { Button } from '#renderer/ui/button.tsx'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { fixed } from '#renderer/ui/format/numbers.ts'
import { POOR } from './publish-words.ts'

interface PublishTrainedProps {
  readonly report: Pick<ModelReport, 'verdict' | 'holdout'>
  readonly many: string
  readonly busy: boolean
  readonly onPublish: () => void
}

/** Publishes what was just trained; one that is not ready asks first, one without a signal cannot be published. */
export function PublishTrained({ report: { verdict, holdout }, many, busy, onPublish }: PublishTrainedProps) {
  const [asking, setAsking] = useState(false)
  const confirm = (): void => {
    setAsking(false)
    onPublish()
  }
  return (
    <>
      <Button variant="primary" busy={busy} reason={verdict === 'no_signal' ? 'It would rank by luck' : undefined} onClick={verdict === 'not_ready' ? () => setAsking(true) : onPublish}>Publish</Button>
      <ConfirmDialog opened={asking} title="Publish a model that is not ready?" action="Publish all the same" facts={[{ what: 'AUC', value: fixed(holdout.auc) }, { what: '95 % interval', value: `${fixed(holdout.aucLow)} to ${fixed(holdout.aucHigh)}` }]} onCancel={() => setAsking(false)} onConfirm={confirm}>
        <p>{POOR} All open {many} would get scores by it.</p>
      </ConfirmDialog>
    </>
  )
}
