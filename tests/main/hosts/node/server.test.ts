import { mkdirSync, writeFileSync } from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Core } from '#main/core/create-core'
import { startServer, type NodeServer } from '#main/hosts/node/server'
import { router } from '#main/rpc/router'
import { sessionCookie, startTestServer } from '../../../contract/wires.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'
import { openWorkspace } from '../../../support/workspace.ts'

const folder = temporaryFolder()
let core: Core
let server: NodeServer
let cookie: string

beforeAll(async () => {
  core = (await openWorkspace({ folder: folder.path })).core
  server = await startTestServer(core)
  cookie = await sessionCookie(server)
})
afterAll(async () => {
  await server.close()
  await core.close()
  folder.remove()
})

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingMessage['headers']
}

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: server.port, path, method, headers: { Cookie: cookie, ...headers } }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** The status with which an upgrade is refused; 101 when it is not. */
function upgrade(headers: Record<string, string>, path = '/rpc'): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers })
  return new Promise((resolve) => {
    socket.once('open', () => {
      socket.close()
      resolve(101)
    })
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.once('error', () => resolve(0))
  })
}

describe('pages', () => {
  it('come with the policy and without guessing', async () => {
    const { status, headers } = await ask('/')
    expect(status).toBe(200)
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self' ws://127.0.0.1:${server.port}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'content-type': 'text/html; charset=utf-8' })
  })

  it('need the session', async () => {
    expect((await ask('/', { Cookie: '' })).status).toBe(403)
    expect((await ask('/index.html', { Cookie: `sextant-${server.port}=${'0'.repeat(64)}` })).status).toBe(403)
    expect((await ask(`/?token=${'0'.repeat(64)}`, { Cookie: '' })).status).toBe(403)
  })

  it('give out a cookie that scripts and other sites cannot use', async () => {
    const { headers } = await ask(server.address.slice(server.address.indexOf('/?')), { Cookie: '' })
    expect(headers['set-cookie']?.[0]).toMatch(/^sextant-\d+=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/)
  })

  it.each(['/../package.json', '/..%2fpackage.json', '/%2e%2e/package.json', '//etc/passwd', '/assets/../../package.json', '/index.html/..', '/nothing'])('hold nothing at %s', async (path) => {
    expect((await ask(path)).status).toBe(404)
  })

  it('are not served to a host of another name', async () => {
    for (const host of ['localhost', `localhost:${server.port}`, 'evil.example', `127.0.0.1:${server.port + 1}`]) expect((await ask('/', { Host: host })).status).toBe(403)
  })

  it('can only be read', async () => {
    expect((await ask('/', {}, 'POST')).status).toBe(405)
    expect((await ask('/', {}, 'HEAD')).status).toBe(200)
  })
})

describe('a socket', () => {
  const origin = () => `http://127.0.0.1:${server.port}`

  it('opens for our own page in a session', async () => {
    expect(await upgrade({ Origin: origin(), Cookie: cookie })).toBe(101)
    expect(await upgrade({ Origin: origin(), Cookie: cookie }, '/rpc?token=whatever')).toBe(101)
  })

  it('is refused to anybody else', async () => {
    const refused = [{ Cookie: cookie }, { Origin: origin() }, { Origin: 'https://evil.example', Cookie: cookie }, { Origin: `${origin()}.evil.example`, Cookie: cookie }, { Origin: 'null', Cookie: cookie }, { Origin: origin(), Cookie: `${cookie}0` }, { Origin: origin(), Cookie: cookie, Host: `localhost:${server.port}` }]
    for (const headers of refused) expect({ headers, status: await upgrade(headers as Record<string, string>) }).toEqual({ headers, status: 403 })
    expect(await upgrade({ Origin: origin(), Cookie: cookie }, '/other')).toBe(404)
  })

  it('is closed when a message is too large', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, { headers: { Origin: origin(), Cookie: cookie } })
    const code = await new Promise<number>((resolve) => {
      socket.once('open', () => socket.send('x'.repeat(9_000_000)))
      socket.once('close', resolve)
      socket.on('error', () => undefined)
    })
    expect([1009, 1006]).toContain(code)
    expect((await createRouterClient(router, { context: { core } }).jobs.list({})).running).toBe(0)
  })
})

const page = { file: import.meta.filename, type: 'text/html; charset=utf-8', fixed: false }

it('a ticket for a window that was opened is used up by it', async () => {
  const own = await startServer({ core, pages: new Map([['/', page]]), log: core.host.log, ticketUses: 1 })
  const first = await fetch(own.address)
  expect(first.headers.get('set-cookie')).not.toBeNull()
  expect((await fetch(own.address)).status).toBe(403)
  await own.close()
})

describe('exports', () => {
  const address = (name: string): string => `/exports/${encodeURIComponent(name)}`

  it('are given to whoever has the session, as a file to keep', async () => {
    mkdirSync(join(core.host.dataFolder, 'exports'), { recursive: true })
    writeFileSync(join(core.host.dataFolder, 'exports', 'Müller scores 7.csv'), 'Lead,Score\n')
    const { status, headers } = await ask(address('Müller scores 7.csv'))
    expect(status).toBe(200)
    expect(headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
    expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''M%C3%BCller%20scores%207.csv")
    expect((await ask(address('Müller scores 7.csv'), { Cookie: '' })).status).toBe(403)
    expect((await ask(address('Müller scores 7.csv'), { Host: 'localhost' })).status).toBe(403)
    expect((await ask(address('Müller scores 7.csv'), {}, 'HEAD')).status).toBe(200)
  })

  it('are nothing but finished exports of this workspace', async () => {
    writeFileSync(join(core.host.dataFolder, 'exports', 'Half 8.csv.part'), '')
    writeFileSync(join(core.host.dataFolder, 'secret 9.csv'), '')
    for (const path of [address('Half 8.csv.part'), address('../secret 9.csv'), '/exports/../secret%209.csv', '/exports/%2e%2e%2fsecret%209.csv', '/exports/', '/exports/%', address('Gone 10.csv'), address('workspace.sextant')]) {
      expect((await ask(path)).status, path).toBe(404)
    }
  })
})
