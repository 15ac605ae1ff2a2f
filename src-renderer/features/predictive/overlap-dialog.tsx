import { Modal } from '@mantine/core'
import type { Overlap } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { Button } from '#renderer/ui/button.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { ENTITY_WORDS } from './model-words.ts'
import { overlapSentence, overlapTitle } from './overlap-words.ts'

interface OverlapDialogProps {
  readonly entity: ScoredEntity
  readonly overlap: Overlap | null
  /** What goes on all the same. */
  readonly action?: string
  readonly onBack: () => void
  readonly onCreate: () => void
}

/** Other models score the same records; counted, not guessed. */
export function OverlapDialog({ entity, overlap, action = 'Yes, create model', onBack, onCreate }: OverlapDialogProps) {
  const { many } = ENTITY_WORDS[entity]
  const title = overlap === null ? '' : overlapTitle(overlap, many)
  return (
    <Modal opened={overlap !== null} onClose={onBack} title={title} centered size={480} withCloseButton={false} transitionProps={{ duration: 0 }}>
      {overlap !== null && (
        <>
          <p>{overlapSentence(overlap, many)}</p>
          <table className="plain inset" aria-label="Models that share records" style={{ marginTop: 12 }}>
            <thead><tr><th scope="col" style={{ width: '48%' }}>Model</th><th scope="col">State</th><th scope="col" className="num">Shared {many}</th></tr></thead>
            <tbody>{overlap.models.map((model) => <tr key={model.modelId}><td title={model.name}>{model.name}</td><td className="muted">{model.published ? 'Published' : 'Not published'}</td><td className="num">{count(model.shared)} of {count(overlap.records)}</td></tr>)}</tbody>
          </table>
          <div className="confirm-actions">
            <Button onClick={onBack}>No, go back</Button>
            <Button variant="primary" onClick={onCreate}>{action}</Button>
          </div>
        </>
      )}
    </Modal>
  )
}
