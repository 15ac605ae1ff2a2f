import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createClock } from '#main/hosts/common/clock'
import { userDataFolder, workspaceFile } from '#main/hosts/common/data-folder'
import { createLog } from '#main/hosts/common/log'
import { listPageFiles } from '#main/hosts/common/page-files'
import { startSentence } from '#main/hosts/common/sentence'
import { Problem } from '#main/db/errors'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

describe('the clock', () => {
  it.each([
    ['2026-03-31', '2026-03-31T00:00:00.000Z'],
    ['2026-03-31T09:30', '2026-03-31T09:30:00.000Z'],
    ['2026-03-31T09:30:00+02:00', '2026-03-31T07:30:00.000Z'],
  ])('stands still at %s', (text, moment) => {
    expect(new Date(createClock(text).now()).toISOString()).toBe(moment)
  })

  it.each(['yesterday', '31.03.2026', '2026-13-01', ''])('refuses "%s" with a sentence', (text) => {
    expect(() => createClock(text)).toThrow(Problem)
  })

  it('runs otherwise', () => {
    expect(Math.abs(createClock(undefined).now() - Date.now())).toBeLessThan(1000)
  })
})

describe('the data folder', () => {
  it('is where the system keeps a user\'s files', () => {
    expect(userDataFolder({ XDG_DATA_HOME: '/data' }, 'linux', '/home/ada')).toBe('/data/Sextant')
    expect(userDataFolder({}, 'linux', '/home/ada')).toBe('/home/ada/.local/share/Sextant')
    expect(userDataFolder({}, 'darwin', '/Users/ada')).toBe('/Users/ada/Library/Application Support/Sextant')
  })

  it('holds the user\'s workspace and the sample apart', () => {
    expect(workspaceFile(undefined, folder.path, false)).toBe(join(folder.path, 'workspace.sextant'))
    expect(workspaceFile(undefined, folder.path, true)).toBe(join(folder.path, 'sample.sextant'))
    expect(workspaceFile(join(folder.path, 'deep/er/a.sextant'), '/nowhere', true)).toBe(join(folder.path, 'deep/er/a.sextant'))
  })
})

describe('page files', () => {
  it('are exactly those of the folder, by address', () => {
    const pages = join(folder.path, 'pages')
    mkdirSync(join(pages, 'assets'), { recursive: true })
    for (const name of ['index.html', 'assets/a.js', 'assets/notes.exe']) writeFileSync(join(pages, name), '')
    const files = listPageFiles(pages)
    expect([...files.keys()].sort()).toEqual(['/', '/assets/a.js', '/index.html'])
    expect(files.get('/assets/a.js')).toMatchObject({ type: 'text/javascript; charset=utf-8', fixed: true })
  })

  it('that are not built are a problem with a way out', () => {
    expect(() => listPageFiles(folder.path)).toThrow(/npm start/)
  })
})

it('the log leaves out what is less than asked for', () => {
  const lines: string[] = []
  const log = createLog((line) => lines.push(line), 'warn')
  log.write('info', 'quiet')
  log.write('error', 'loud', { at: 1 })
  expect(lines).toEqual(['error loud {"at":1}'])
})

it('a start that fails tells problems from faults', () => {
  expect(startSentence(new Problem('CONFLICT', 'It is open elsewhere.'))).toEqual({ text: 'It is open elsewhere.', exitCode: 1 })
  expect(startSentence(new Error('oops')).exitCode).toBe(3)
})
