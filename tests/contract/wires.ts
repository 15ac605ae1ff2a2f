import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink, type SupportedMessagePort } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { createRouterClient } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { WebSocket } from 'ws'
import type { SextantClient } from '#shared/contract/index'
import type { Core } from '#main/core/create-core'
import { startServer, type NodeServer } from '#main/hosts/node/server'
import { router } from '#main/rpc/router'

export interface Connection {
  readonly client: SextantClient
  /** Goes away without a word, as a reloaded page does. */
  drop(): void
}

/** One way to the core: what serves it, and any number of connections to it. */
export interface Wire {
  connect(): Promise<Connection>
  close(): Promise<void>
}

export const wireNames = ['in process', 'WebSocket', 'message port'] as const
export type WireName = (typeof wireNames)[number]

export function openWire(name: WireName, core: Core): Promise<Wire> {
  switch (name) {
    case 'in process':
      return Promise.resolve({ connect: () => Promise.resolve(connectInProcess(core)), close: () => Promise.resolve() })
    case 'WebSocket':
      return openSockets(core)
    case 'message port':
      return Promise.resolve({ connect: () => Promise.resolve(connectPort(core)), close: () => Promise.resolve() })
  }
}

function connectInProcess(core: Core): Connection {
  return { client: createRouterClient(router, { context: { core } }), drop: () => undefined }
}

function connectPort(core: Core): Connection {
  const { port1, port2 } = new MessageChannel()
  // Node's port has what the adapters use, under a wider type of its own.
  const ours = port1 as unknown as SupportedMessagePort
  new RPCHandler(router).upgrade(port2, { context: { core } })
  const client: SextantClient = createORPCClient(new PortLink({ port: ours }))
  port1.start()
  port2.start()
  return { client, drop: () => port1.close() }
}

/** The page's own way: the ticket buys a cookie, the cookie opens the socket. */
export async function sessionCookie(server: NodeServer): Promise<string> {
  const answer = await fetch(server.address)
  await answer.text()
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (cookie === undefined) throw new Error(`No session: ${answer.status}`)
  return cookie
}

export async function openSocket(server: NodeServer): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, { origin: `http://127.0.0.1:${server.port}`, headers: { Cookie: await sessionCookie(server) } })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

export function startTestServer(core: Core): Promise<NodeServer> {
  const page = { file: new URL(import.meta.url).pathname, type: 'text/html; charset=utf-8', fixed: false }
  return startServer({ core, pages: new Map([['/', page], ['/index.html', page]]), log: core.host.log, ticketUses: Number.POSITIVE_INFINITY })
}

async function openSockets(core: Core): Promise<Wire> {
  const server = await startTestServer(core)
  const connect = async (): Promise<Connection> => {
    const socket = await openSocket(server)
    const websocket = socket as unknown as globalThis.WebSocket
    return { client: createORPCClient(new SocketLink({ websocket })), drop: () => socket.terminate() }
  }
  return { connect, close: () => server.close() }
}
