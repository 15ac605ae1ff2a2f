import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { browserArguments, findBrowser, hasDisplay } from '#main/hosts/node/browser'
import { parseNodeOptions } from '#main/hosts/node/options'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

describe('the browser', () => {
  it('is the first of the known ones that can be run', () => {
    expect(findBrowser({ PATH: folder.path }, 'linux')).toBeNull()
    for (const name of ['microsoft-edge', 'chromium']) {
      writeFileSync(join(folder.path, name), '')
      chmodSync(join(folder.path, name), 0o755)
    }
    expect(findBrowser({ PATH: `/nowhere:${folder.path}` }, 'linux')).toBe(join(folder.path, 'chromium'))
  })

  it('gets a window and a folder of its own, and gives up its sandbox only as root', () => {
    const plain = browserArguments('http://127.0.0.1:1/', '/profile', false)
    expect(plain).toEqual(expect.arrayContaining(['--app=http://127.0.0.1:1/', '--user-data-dir=/profile']))
    expect(plain).not.toContain('--no-sandbox')
    expect(browserArguments('http://127.0.0.1:1/', '/profile', true)).toContain('--no-sandbox')
  })

  it('needs a display on Linux', () => {
    expect(hasDisplay({}, 'linux')).toBe(false)
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
    expect(hasDisplay({}, 'win32')).toBe(true)
  })
})

describe('the options', () => {
  it('are read', () => {
    expect(parseNodeOptions(['--workspace', 'a.sextant', '--no-open', '--sample', '--now', '2026-01-01', '--json'])).toEqual({ workspace: 'a.sextant', now: '2026-01-01', sample: true, open: false, json: true, help: false })
    expect(parseNodeOptions([])).toMatchObject({ open: true, sample: false })
  })

  it('refuse what they do not know', () => {
    expect(() => parseNodeOptions(['--wokspace', 'a'])).toThrow(/wokspace/)
    expect(() => parseNodeOptions(['file'])).toThrow(/file/)
  })
})
