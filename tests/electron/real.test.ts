import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { isBuilt } from './launch-double.ts'
import { launchElectron, seekElectron } from './launch.ts'

const { binary } = seekElectron()

describe.runIf(binary !== undefined && isBuilt)('the application in real Electron (skips where its binary or a display is missing)', () => {
  const folder = temporaryFolder()
  let launched: Awaited<ReturnType<typeof launchElectron>>

  beforeAll(async () => {
    launched = await launchElectron(binary ?? '', join(folder.path, 'real.sextant'))
  })
  afterAll(async () => {
    await launched.close()
    folder.remove()
  })

  it('shows its page under its own scheme, without Node', async () => {
    expect(launched.page.url()).toMatch(/^app:\/\/sextant\//)
    expect(await launched.page.title()).toBe('Sextant')
    expect(await launched.page.evaluate(() => 'require' in window || 'process' in window)).toBe(false)
  })

  it('answers the page over the port', async () => {
    const answer = await launched.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          window.addEventListener('message', ({ ports: [port] }) => {
            if (port === undefined) return
            port.addEventListener('message', (event: MessageEvent<string>) => resolve(event.data))
            port.start()
            port.postMessage(JSON.stringify({ i: '1', p: { u: '/jobs/list', b: { json: { limit: 1 } } } }))
          })
          window.postMessage({ type: 'sextant:connect' }, '*')
        }),
    )
    expect(answer).toContain('"running":')
  })
})
