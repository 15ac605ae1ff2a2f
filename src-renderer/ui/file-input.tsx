import { type ChangeEvent, type ReactNode, type Ref, useRef } from 'react'
import { Button } from './button.tsx'

interface FileInputProps {
  readonly ref: Ref<HTMLInputElement>
  /** What the file is, for screen readers. */
  readonly label: string
  readonly accept: string
  readonly onFile: (file: File) => void
}

/** Opens the system's file dialog when it is clicked by something else; the same file can be chosen twice in a row. */
export function FileInput({ ref, label, accept, onFile }: FileInputProps) {
  const take = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (file !== undefined) onFile(file)
  }
  return <input ref={ref} className="visually-hidden" type="file" tabIndex={-1} aria-label={label} accept={accept} onChange={take} />
}

interface FileButtonProps extends Omit<FileInputProps, 'ref'> {
  readonly children: ReactNode
  readonly busy: boolean
  readonly reason: string | undefined
  /** What was wrong with the file chosen last. */
  readonly error: string | undefined
}

/** A button that asks for a file. */
export function FileButton({ children, busy, reason, error, ...input }: FileButtonProps) {
  const hidden = useRef<HTMLInputElement>(null)
  return (
    <>
      {error !== undefined && <span className="field-error file-button-error" role="alert">{error}</span>}
      <FileInput ref={hidden} {...input} />
      <Button icon="upload" busy={busy} reason={reason} onClick={() => hidden.current?.click()}>{children}</Button>
    </>
  )
}
