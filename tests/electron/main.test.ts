import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isBuilt, launchDouble, openBrowser, type Launch } from './launch-double.ts'
import { probes, type ProbeName } from './probes.ts'

const names = Object.keys(probes) as ProbeName[]

it('the application is built; "npm run build" does that', () => expect(isBuilt).toBe(true))

describe.runIf(isBuilt)('the application on a double of Electron', () => {
  let browser: Browser
  let userData: string
  let launch: Launch | undefined

  beforeAll(async () => {
    browser = await openBrowser()
    userData = mkdtempSync(join(tmpdir(), 'sextant-electron-'))
  })
  afterEach(async () => {
    await launch?.close()
    launch = undefined
  })
  afterAll(async () => {
    await browser.close()
    rmSync(userData, { recursive: true, force: true })
  })

  it('passes every probe', async () => {
    launch = await launchDouble(browser)
    const failed: ProbeName[] = []
    for (const name of names) if (!(await probes[name](launch.double))) failed.push(name)
    expect({ failed, faults: launch.double.strictness.faults }).toEqual({ failed: [], faults: [] })
  })

  it('answers again after the page is reloaded', async () => {
    launch = await launchDouble(browser)
    const page = await launch.double.page()
    await page.reload()
    expect(await probes['a port answers the contract'](launch.double)).toBe(true)
    expect(launch.double.strictness.faults).toEqual([])
  })

  it('leaves the field to the Sextant that runs already', async () => {
    launch = await launchDouble(browser, { first: false })
    expect(await launch.double.app.exited).toBe(0)
    expect(launch.double.windows).toHaveLength(0)
  })

  it('comes to the front when it is started a second time', async () => {
    launch = await launchDouble(browser)
    await launch.double.page()
    launch.double.app.emit('second-instance', {}, [], '')
    expect(launch.double.windows[0]?.focused).toBe(1)
  })

  it('says why a file cannot be opened, and ends', async () => {
    const file = join(userData, 'notes.sextant')
    writeFileSync(file, 'These are notes, not a workspace; they go on for more than a hundred bytes, so that there is something to look at.')
    launch = await launchDouble(browser, { parameters: ['--workspace', file] })
    expect(await launch.double.app.exited).toBe(1)
    expect(launch.double.dialogs.errors.join()).toContain('not a Sextant workspace')
  })

  it('remembers the window and the workspace', async () => {
    launch = await launchDouble(browser, { userData })
    await launch.double.page()
    const [window] = launch.double.windows
    if (window === undefined) throw new Error('No window')
    window.bounds = { x: 120, y: 80, width: 1100, height: 720 }
    window.maximised = true
    await launch.close()
    expect(JSON.parse(readFileSync(join(userData, 'window.json'), 'utf8'))).toEqual({ x: 120, y: 80, width: 1100, height: 720, maximised: true })
    launch = await launchDouble(browser, { userData })
    await launch.double.page()
    expect(launch.double.windows[0]).toMatchObject({ bounds: { x: 120, y: 80, width: 1100, height: 720 }, maximised: true })
  })

  it('makes and opens workspaces from its menu', async () => {
    launch = await launchDouble(browser, { userData })
    const { double } = launch
    await double.page()
    const items = double.menu.flatMap((item) => item.submenu ?? [])
    const click = (start: string): void => items.find((item) => item.label?.startsWith(start))?.click?.()
    const info = (): string => readFileSync(join(userData, 'last-workspace.json'), 'utf8')
    double.dialogs.save.push(join(userData, 'second.sextant'))
    click('New workspace')
    await expect.poll(info, { timeout: 10_000 }).toContain('second.sextant')
    double.dialogs.open.push(join(userData, 'window.json'))
    click('Open workspace')
    await expect.poll(() => double.dialogs.errors.join(), { timeout: 10_000 }).toContain('not a Sextant workspace')
    expect(info()).toContain('second.sextant')
    expect(double.strictness.faults).toEqual([])
  })

  it('ends when its window is closed', async () => {
    launch = await launchDouble(browser)
    await launch.double.page()
    await launch.double.closeWindows()
    expect(await launch.double.app.exited).toBe(0)
  })
})
