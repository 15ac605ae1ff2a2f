import { createReadStream } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Core } from '#main/core/create-core'
import type { Log } from '#main/ports/host'
import { router } from '#main/rpc/router'
import { securityHeaders } from '../common/content-security.ts'
import type { PageFile } from '../common/page-files.ts'
import { createAccess, type Access } from './access.ts'
import { exportedFile } from './exported-file.ts'
import { paceSocket } from './paced-socket.ts'

/** The largest message that a page may send; uploads go in far smaller pieces. */
const largestMessageBytes = 8_000_000
const mostSockets = 32

export interface NodeServer {
  /** What to open; carries the ticket. */
  readonly address: string
  readonly port: number
  /** Pages connected now. */
  connections(): number
  close(): Promise<void>
}

interface Options {
  readonly core: Core
  readonly pages: ReadonlyMap<string, PageFile>
  readonly log: Log
  /** How often the address can be used to begin a session. */
  readonly ticketUses: number
}

/** Serves the built page and the contract on 127.0.0.1, on a port that the system chooses. */
export async function startServer(options: Options): Promise<NodeServer> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const access = createAccess(port, options.ticketUses)
  const headers = securityHeaders(`ws://127.0.0.1:${port}`)
  server.on('request', (request, response) => answerPage(request, response, { access, headers, pages: options.pages, dataFolder: options.core.host.dataFolder }))

  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessageBytes, perMessageDeflate: false, allowSynchronousEvents: false })
  const handler = new RPCHandler(router)
  sockets.on('connection', (socket: WebSocket) => {
    socket.on('error', (error) => options.log.write('warn', 'A page broke its connection.', { error: error.message }))
    void handler.upgrade(paceSocket(socket), { context: { core: options.core } })
  })
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy())
    const refusal = refuseUpgrade(request, access, sockets.clients.size)
    if (refusal === null) sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit('connection', socket, request))
    else stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  })

  return {
    address: `http://127.0.0.1:${port}/?token=${access.ticket}`,
    port,
    connections: () => sockets.clients.size,
    close: () => closeServer(server, sockets),
  }
}

function refuseUpgrade(request: IncomingMessage, access: Access, open: number): string | null {
  if (!access.mayConnect(request)) return '403 Forbidden'
  if (request.url?.split('?', 1)[0] !== '/rpc') return '404 Not Found'
  return open >= mostSockets ? '503 Service Unavailable' : null
}

interface PageAnswers {
  readonly access: Access
  readonly headers: Record<string, string>
  readonly pages: ReadonlyMap<string, PageFile>
  /** Where exports lie. */
  readonly dataFolder: string
}

function answerPage(request: IncomingMessage, response: ServerResponse, { access, headers, pages, dataFolder }: PageAnswers): void {
  const end = (status: number, text: string, more: Record<string, string> = {}): void => {
    response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...more })
    response.end(request.method === 'HEAD' ? undefined : text)
  }
  if (!access.isForUs(request)) return end(403, 'This address is not served here.')
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(405, 'Only reading is possible here.', { Allow: 'GET, HEAD' })
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
  const ticket = path === '/' ? new URLSearchParams(query).get('token') : null
  const cookie = ticket === null ? null : access.admit(ticket)
  if (cookie === null && !access.hasSession(request)) return end(403, 'Open Sextant from its own window, or with the whole address that it printed.')
  const exported = exportedFile(dataFolder, path)
  if (exported !== null) {
    return sendExport(request, response, { ...headers, ...exported.headers }, exported.file, () => end(404, 'There is no such export.'))
  }
  const page = pages.get(path)
  if (page === undefined) return end(404, 'There is no such page.')
  const caching = page.fixed ? 'private, max-age=31536000, immutable' : 'no-store'
  response.writeHead(200, { ...headers, 'Content-Type': page.type, 'Cache-Control': caching, ...(cookie === null ? {} : { 'Set-Cookie': cookie }) })
  if (request.method === 'HEAD') response.end()
  else createReadStream(page.file).on('error', () => response.destroy()).pipe(response)
}

/** Sends a file that may be gone by now. */
function sendExport(request: IncomingMessage, response: ServerResponse, headers: Readonly<Record<string, string>>, file: string, missing: () => void): void {
  const content = createReadStream(file)
  content.once('error', missing)
  content.once('open', () => {
    content.off('error', missing).on('error', () => response.destroy())
    response.writeHead(200, headers)
    if (request.method === 'HEAD') {
      content.destroy()
      response.end()
    } else content.pipe(response)
  })
}

async function closeServer(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) {
    socket.close(1001)
    setTimeout(() => socket.terminate(), 500).unref()
  }
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), 1000).unref()
  await closed
}
