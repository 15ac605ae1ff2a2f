import type { Session, WebContents } from 'electron'
import { pageOrigin } from './page-protocol.ts'

/** Keeps a window on its own page: no leaving it, no further windows, no embedded ones. */
export function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!event.url.startsWith(`${pageOrigin}/`)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Refuses camera, location, notifications of the page and every other permission but the full screen, which the canvas can be seen on. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === 'fullscreen'))
  session.setPermissionCheckHandler(() => false)
}
