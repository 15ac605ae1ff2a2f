import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Core } from '#main/core/create-core'
import type { NodeServer } from '#main/hosts/node/server'
import { openSocket, startTestServer } from '../../../contract/wires.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'
import { openWorkspace } from '../../../support/workspace.ts'

const folder = temporaryFolder()
const asked = 3000
let core: Core
let server: NodeServer

beforeAll(async () => {
  core = (await openWorkspace({ folder: folder.path })).core
  server = await startTestServer(core)
})
afterAll(async () => {
  await server.close()
  await core.close()
  folder.remove()
})

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

it('a page that asks much and reads nothing costs bounded memory, and gets everything once it reads', async () => {
  let answered = 0
  const read = core.store.read.bind(core.store)
  const many = Array.from({ length: 400 }, (_item, index) => ({ name: `table_${index}`, label: 'A table', labelPlural: 'Tables of one kind', builtIn: false, columns: [] }))
  const stub = async (name: string, ...rest: unknown[]): Promise<unknown> => {
    if (name !== 'catalog.tables') return Reflect.apply(read, core.store, [name, ...rest])
    answered += 1
    return many
  }
  Object.assign(core.store, { read: stub })
  const socket = await openSocket(server)
  let received = 0
  let bytes = 0
  socket.on('message', (data: Buffer) => {
    received += 1
    bytes += data.length
  })
  socket.pause()
  for (let id = 1; id <= asked; id += 1) socket.send(JSON.stringify({ i: String(id), p: { u: '/catalog/tables' } }))
  let before = -1
  while (before !== answered) {
    before = answered
    await pause(500)
  }
  // What the system's own buffers take, a megabyte of ours, and what was under way.
  expect(answered).toBeLessThan(asked / 2)
  const waiting = answered
  socket.resume()
  await expect.poll(() => received, { timeout: 60_000 }).toBe(asked)
  expect((bytes / received) * waiting).toBeLessThan(20_000_000)
  socket.close()
})
