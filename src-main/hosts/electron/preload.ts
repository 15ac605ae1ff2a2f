import { ipcRenderer } from 'electron'

/** The little of the page's window that is used here; this project has no DOM types. */
declare const window: {
  readonly location: { readonly origin: string }
  addEventListener(type: 'message', listener: (event: { readonly data: unknown; readonly source: unknown }) => void): void
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void
}

// The whole bridge: the page asks, one end of a fresh channel goes to the main process, the other to the page.
window.addEventListener('message', ({ data, source }) => {
  if (source !== window || typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'sextant:connect') return
  const { port1, port2 } = new MessageChannel()
  ipcRenderer.postMessage('sextant:port', null, [port1])
  window.postMessage({ type: 'sextant:port' }, window.location.origin, [port2])
})
