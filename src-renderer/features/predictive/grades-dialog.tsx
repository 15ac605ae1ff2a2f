import { type ReactNode, useState } from 'react'
import type { GradeBands } from '#shared/contract/index'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { Radio } from '#renderer/ui/radio.tsx'

interface GradesDialogProps {
  readonly opened: boolean
  readonly title: string
  /** The verb, for example `Restore version 1`. */
  readonly action: string
  /** What the dialog proposes. */
  readonly proposed: GradeBands
  readonly busy: boolean
  readonly error: string | null
  readonly onConfirm: (grades: GradeBands) => void
  readonly onCancel: () => void
  readonly children: ReactNode
}

/** Asks what becomes of the grade bands when another version takes over. */
export function GradesDialog({ opened, title, action, proposed, busy, error, onConfirm, onCancel, children }: GradesDialogProps) {
  const [grades, setGrades] = useState<GradeBands>(proposed)
  return (
    <ConfirmDialog opened={opened} title={title} action={action} busy={busy} error={error} onCancel={onCancel} onConfirm={() => onConfirm(grades)}>
      {children}
      <div role="radiogroup" aria-label="Grade bands" style={{ display: 'grid', gap: 4, margin: '12px 0' }}>
        <Radio name="grade-bands" label="Keep the grade bands in force" checked={grades === 'keep'} onChange={() => setGrades('keep')} />
        <Radio name="grade-bands" label="Cut new ones from the open records’ scores" checked={grades === 'reset'} onChange={() => setGrades('reset')} />
      </div>
    </ConfirmDialog>
  )
}
