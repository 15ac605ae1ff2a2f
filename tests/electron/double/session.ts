import type { Route } from '@playwright/test'
import type { Strictness } from './strict.ts'

type Handler = (request: Request) => Response | Promise<Response>
type HeadersAnswer = { responseHeaders?: Record<string, string | string[]> }
type BeforeRequest = (details: { url: string }, answer: (outcome: { cancel?: boolean }) => void) => void
type HeadersReceived = (details: { url: string; responseHeaders: Record<string, string[]> }, answer: (outcome: HeadersAnswer) => void) => void
type PermissionHandler = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void

/** A session: own schemes, and what may be loaded. Without a handler everything is allowed, as in Electron. */
export class DoubleSession {
  readonly handlers = new Map<string, Handler>()
  readonly privileged = new Set<string>()
  readonly protocol: object
  readonly webRequest: object
  #beforeRequest: BeforeRequest | undefined
  #headersReceived: HeadersReceived | undefined
  #permission: PermissionHandler | undefined
  #permissionCheck: ((contents: unknown, permission: string) => boolean) | undefined

  constructor(strictness: Strictness) {
    this.protocol = strictness.guard({ handle: (scheme: string, handler: Handler) => void this.handlers.set(scheme, handler) }, 'Protocol')
    this.webRequest = strictness.guard(
      {
        onBeforeRequest: (listener: BeforeRequest) => {
          this.#beforeRequest = listener
        },
        onHeadersReceived: (listener: HeadersReceived) => {
          this.#headersReceived = listener
        },
      },
      'WebRequest',
    )
  }

  setPermissionRequestHandler(handler: PermissionHandler): void {
    this.#permission = handler
  }

  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void {
    this.#permissionCheck = handler
  }

  isCancelled(url: string): boolean {
    let cancelled = false
    this.#beforeRequest?.({ url }, (outcome) => {
      cancelled = outcome.cancel === true
    })
    return cancelled
  }

  isGranted(permission: string): { asked: boolean; checked: boolean } {
    let asked = true
    this.#permission?.(null, permission, (granted) => {
      asked = granted
    })
    return { asked, checked: this.#permissionCheck?.(null, permission) ?? true }
  }

  /** Answers a request of a page for an address of an own scheme. */
  async fulfill(route: Route, url: string): Promise<void> {
    const scheme = url.slice(0, url.indexOf(':'))
    const handler = this.handlers.get(scheme)
    if (handler === undefined || !this.privileged.has(scheme)) return route.abort('addressunreachable')
    const response = await handler(new Request(url))
    const received = Object.fromEntries([...response.headers].map(([name, value]): [string, string[]] => [name, [value]]))
    let headers: Record<string, string | string[]> = received
    this.#headersReceived?.({ url, responseHeaders: received }, (outcome) => {
      headers = outcome.responseHeaders ?? received
    })
    const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))
    await route.fulfill({ status: response.status, headers: flat, body: Buffer.from(await response.arrayBuffer()) })
  }
}
