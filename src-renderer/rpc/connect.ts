import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ClientLink } from '@orpc/client'

/** An open way to the core, and a promise that settles when it is gone. */
export interface Wire {
  readonly link: ClientLink<Record<never, never>>
  readonly closed: Promise<void>
}

const TOKEN_KEY = 'sextant-token'
const PORT_WAIT = 400

/** Takes the token out of the address, so that it does not stand in history or in a bookmark, and remembers it for this tab. */
export function takeToken(): string | null {
  const url = new URL(window.location.href)
  const inQuery = url.searchParams.get('token')
  const inHash = /^#token=([^&]+)/.exec(url.hash)?.[1] ?? null
  const found = inQuery ?? inHash
  if (found === null) return sessionStorage.getItem(TOKEN_KEY)
  sessionStorage.setItem(TOKEN_KEY, found)
  url.searchParams.delete('token')
  if (inHash !== null) url.hash = ''
  window.history.replaceState(null, '', url)
  return found
}

/** Opens the wire that this window has: the port that Electron's preload hands over, else a WebSocket to the host that served the page. */
export async function openWire(): Promise<Wire> {
  const token = takeToken()
  if (token !== null) return openSocket(token)
  const served = window.location.protocol === 'http:' || window.location.protocol === 'https:'
  const port = await askForPort(served ? PORT_WAIT : null)
  return port === null ? openSocket('') : openPort(port)
}

function askForPort(wait: number | null): Promise<MessagePort | null> {
  return new Promise((resolve) => {
    const timer = wait === null ? undefined : setTimeout(() => settle(null), wait)
    const settle = (port: MessagePort | null): void => {
      clearTimeout(timer)
      window.removeEventListener('message', listen)
      resolve(port)
    }
    const listen = (event: MessageEvent<unknown>): void => {
      const [port] = event.ports
      if (event.source === window && port !== undefined && isMessage(event.data, 'sextant:port')) settle(port)
    }
    window.addEventListener('message', listen)
    window.postMessage({ type: 'sextant:connect' }, '*')
  })
}

function isMessage(data: unknown, type: string): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === type
}

function openPort(port: MessagePort): Wire {
  const closed = new Promise<void>((resolve) => port.addEventListener('close', () => resolve()))
  const link = new PortLink({ port })
  port.start()
  return { link, closed }
}

function openSocket(token: string): Promise<Wire> {
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws'
  const websocket = new WebSocket(`${scheme}://${window.location.host}/rpc?token=${encodeURIComponent(token)}`)
  return new Promise((resolve, reject) => {
    const closed = new Promise<void>((gone) => websocket.addEventListener('close', () => gone(), { once: true }))
    websocket.addEventListener('open', () => resolve({ link: new SocketLink({ websocket }), closed }), { once: true })
    websocket.addEventListener('close', () => reject(new Error('The connection was refused')), { once: true })
  })
}
