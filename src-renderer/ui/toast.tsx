import './floating.css'
import { hideNotification, showNotification } from '@mantine/notifications'

const SHOWN_FOR = 6000

/** Confirms what was done, with Undo, for six seconds; errors never come here, they stand in place. */
export function toastUndo(words: string, undo: () => void): void {
  const id = `undo-${words}-${performance.now()}`
  const take = (): void => {
    hideNotification(id)
    undo()
  }
  showNotification({
    id,
    autoClose: SHOWN_FOR,
    withCloseButton: true,
    closeButtonProps: { 'aria-label': 'Close' },
    message: <span className="toast"><span className="grow">{words}</span><button type="button" onClick={take}>Undo</button></span>,
  })
}

/** Confirms in a few words what can be seen to have happened elsewhere. */
export function toast(words: string): void {
  showNotification({ autoClose: SHOWN_FOR, withCloseButton: true, closeButtonProps: { 'aria-label': 'Close' }, message: words })
}
