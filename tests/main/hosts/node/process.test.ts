import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
const isBuilt = existsSync('out/renderer/index.html')

interface Started {
  readonly child: ChildProcess
  /** Everything written so far. */
  readonly written: { out: string; err: string }
  readonly ended: Promise<number>
}

function start(parameters: readonly string[], environment: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ['src-main/hosts/node/index.ts', ...parameters], { env: { ...process.env, XDG_DATA_HOME: folder.path, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  const written = { out: '', err: '' }
  child.stdout.on('data', (data: Buffer) => (written.out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (written.err += data.toString()))
  return { child, written, ended: once(child, 'exit').then(([code]) => Number(code)) }
}

it('the application is built; "npm run build" does that', () => expect(isBuilt).toBe(true))

describe.runIf(isBuilt)('the node host', () => {
  it('prints one line with its address, and ends cleanly at Ctrl+C', async () => {
    const { child, written, ended } = start(['--workspace', join(folder.path, 'a.sextant'), '--no-open'])
    await expect.poll(() => written.out, { timeout: 20_000 }).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[0-9a-f]{64}\n$/)
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(written.out.trim().split('\n')).toHaveLength(1)
  })

  it('refuses a workspace that is open already, with a sentence', async () => {
    const workspace = join(folder.path, 'b.sextant')
    const first = start(['--workspace', workspace, '--no-open', '--json'])
    await expect.poll(() => first.written.out, { timeout: 20_000 }).toMatch(/^\{"address":"http/)
    const second = start(['--workspace', workspace, '--no-open'])
    expect(await second.ended).toBe(1)
    expect(second.written).toEqual({ out: '', err: expect.stringMatching(/open in another Sextant/) })
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
  })

  it.runIf(process.platform === 'linux')('opens a window and ends with it', async () => {
    const programs = join(folder.path, 'programs')
    mkdirSync(programs)
    const seen = join(folder.path, 'seen')
    const browser = join(programs, 'chromium')
    writeFileSync(browser, `#!/bin/sh\nprintf '%s\\n' "$@" > ${seen}\nsleep 0.5\n`)
    chmodSync(browser, 0o755)
    const { written, ended } = start(['--workspace', join(folder.path, 'c.sextant')], { DISPLAY: ':99', PATH: `${programs}${delimiter}/bin${delimiter}/usr/bin` })
    expect(await ended).toBe(0)
    expect(written.out).toBe('')
    expect(readFileSync(seen, 'utf8')).toMatch(/^--app=http:\/\/127\.0\.0\.1:\d+\/\?token=[0-9a-f]{64}\n--user-data-dir=/)
  })

  it('prints the address where there is no display, and says so', async () => {
    const { child, written, ended } = start(['--workspace', join(folder.path, 'd.sextant')], { DISPLAY: '', WAYLAND_DISPLAY: '' })
    await expect.poll(() => written.out, { timeout: 20_000 }).toMatch(/^http/)
    if (process.platform === 'linux') expect(written.err).toContain('No display was found')
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })
})
