import './floating.css'
import { Modal } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import { Button } from './button.tsx'

interface ConfirmDialogProps {
  readonly opened: boolean
  readonly title: string
  /** What will happen, in a sentence. */
  readonly children?: ReactNode
  /** What will happen, in numbers. */
  readonly facts?: readonly { readonly what: string; readonly value: string }[]
  /** The verb, for example `Delete the model`. */
  readonly action: string
  readonly destructive?: boolean
  readonly busy?: boolean
  readonly error?: string | null
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/** For what cannot be undone. */
export function ConfirmDialog({ opened, title, children, facts, action, destructive = false, busy = false, error, onConfirm, onCancel }: ConfirmDialogProps) {
  return (
    <Modal opened={opened} onClose={onCancel} title={title} centered size={440} withCloseButton={false} transitionProps={{ duration: 0 }}>
      {children}
      {facts !== undefined && <dl className="confirm-facts">{facts.map((fact) => <Fragment key={fact.what}><dt>{fact.what}</dt><dd>{fact.value}</dd></Fragment>)}</dl>}
      {error ? <p className="field-error" role="alert">{error}</p> : null}
      <div className="confirm-actions">
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant={destructive ? 'destroy' : 'primary'} onClick={onConfirm} busy={busy}>{action}</Button>
      </div>
    </Modal>
  )
}
