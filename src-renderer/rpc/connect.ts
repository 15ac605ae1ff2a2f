import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ClientContext, ClientLink } from '@orpc/client'

/** An open way to the core, and a promise that settles when it is gone. */
export interface Wire {
  readonly link: ClientLink<ClientContext>
  readonly closed: Promise<void>
}

const WIRE_KEY = 'sextant-wire'
const PORT_WAIT = 400

/**
 * Whether a host on 127.0.0.1 served this page. Its ticket stands in the address once, was exchanged for a cookie on the way here,
 * and is taken out, so that it does not stay in the history; the tab remembers the kind of wire alone.
 */
function servedByHost(): boolean {
  const url = new URL(window.location.href)
  if (url.searchParams.has('token')) {
    url.searchParams.delete('token')
    window.history.replaceState(null, '', url)
    sessionStorage.setItem(WIRE_KEY, 'socket')
  }
  return sessionStorage.getItem(WIRE_KEY) === 'socket'
}

/** Opens the wire that this window has: the port that Electron's preload hands over, else a WebSocket to the host that served the page. */
export async function openWire(): Promise<Wire> {
  if (servedByHost()) return openSocket()
  const overHttp = window.location.protocol === 'http:' || window.location.protocol === 'https:'
  const port = await askForPort(overHttp ? PORT_WAIT : null)
  return port === null ? openSocket() : openPort(port)
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

function openSocket(): Promise<Wire> {
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws'
  const websocket = new WebSocket(`${scheme}://${window.location.host}/rpc`)
  return new Promise((resolve, reject) => {
    const closed = new Promise<void>((gone) => websocket.addEventListener('close', () => gone(), { once: true }))
    websocket.addEventListener('open', () => resolve({ link: new SocketLink({ websocket }), closed }), { once: true })
    websocket.addEventListener('close', () => reject(new Error('The connection was refused')), { once: true })
  })
}
