import { Button } from '#renderer/ui/button.tsx'

interface SaveBarProps {
  readonly dirty: number
  readonly valid: boolean
  readonly saving: boolean
  readonly error: string | null
  readonly onSave: () => void
  readonly onDiscard: () => void
  readonly verb?: string
  /** Said instead of the count while it cannot be saved yet. */
  readonly waiting?: string | undefined
}

/** Stands at the foot of the panel while there is something to save. */
export function SaveBar({ dirty, valid, saving, error, onSave, onDiscard, verb = 'Save', waiting }: SaveBarProps) {
  const words = saving ? 'Saving and rescoring' : waiting !== undefined ? waiting : !valid ? 'One value cannot be read' : `${dirty} unsaved ${dirty === 1 ? 'change' : 'changes'}`
  return (
    <div className="panel-foot">
      <span className={error || !valid ? 'grow t1 dn' : 'grow t1 faint'} role="status">{error ?? words}</span>
      <Button small onClick={onDiscard} disabled={saving}>Discard</Button>
      <Button small variant="primary" onClick={onSave} disabled={!valid || waiting !== undefined} busy={saving} title="Ctrl S">{verb}</Button>
    </div>
  )
}
