import { join } from 'node:path'
import { chromium, type Locator, type Page } from '@playwright/test'
import { blankAfter } from '../support/shown-tiles.ts'
import { ensureChromium } from '../support/chromium.ts'
import { startNodeHost } from '../support/node-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { openWorkspace } from '../support/workspace.ts'
import { prepareSample } from '../screens/prepare-sample.ts'
import { plainPage } from './_canvas-plain.ts'
import { type Longest, longestTask } from './_canvas-tasks.ts'

/** The longest task of each gesture on a canvas of 150 tiles, with 200 models in the list, beside a plain React Flow page with 150 bare nodes. */
const groups = 75
const models = 200

const group = (index: number): string => `When "Sign ${index}": all of
  each EmailOpened of Contact in the last ${index + 30} days
  "Forms": at least 2 FormSubmitted of Contact in the last ${index + 10} days where Channel equals "email"
then add ${index + 1} points, at most ${(index + 1) * 4}`

const modelText = (name: string, count: number): string => `Model "${name}" for contacts\nAudience: all of\n  State equals "open"\n\n${Array.from({ length: count }, (_, index) => group(index)).join('\n\n')}\n`

async function wheel(page: Page, steps: number, by: (step: number) => readonly [number, number]): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    const [x, y] = by(step)
    await page.mouse.wheel(x, y)
    await page.waitForTimeout(16)
  }
  await page.waitForTimeout(300)
}

const pan = (page: Page): Promise<void> => wheel(page, 60, (step) => [step < 30 ? 12 : -12, step % 30 < 15 ? 140 : -140])

async function zoom(page: Page): Promise<void> {
  await page.keyboard.down('Control')
  await wheel(page, 40, (step) => [0, step < 20 ? 60 : -60])
  await page.keyboard.up('Control')
}

/** The middles of the first tiles that can be seen in whole. */
async function inSight(page: Page, tiles: Locator, most: number): Promise<readonly { readonly x: number; readonly y: number }[]> {
  const boxes = await tiles.evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().toJSON() as { x: number; y: number; width: number; height: number }))
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 }
  return boxes.filter((box) => box.x > 360 && box.y > 120 && box.x + box.width < width - 340 && box.y + box.height < height - 240).slice(0, most).map((box) => ({ x: box.x + 60, y: box.y + 14 }))
}

async function select(page: Page, tiles: Locator): Promise<void> {
  for (const { x, y } of await inSight(page, tiles, 4)) {
    await page.mouse.click(x, y)
    await page.waitForTimeout(150)
  }
}

async function drag(page: Page, tiles: Locator): Promise<void> {
  const [from] = await inSight(page, tiles, 1)
  if (from === undefined) throw new Error('No tile can be seen')
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  for (let step = 1; step <= 40; step += 1) {
    await page.mouse.move(from.x + step * 4, from.y + step * 2)
    await page.waitForTimeout(16)
  }
  await page.mouse.up()
  await page.waitForTimeout(900)
}

async function type(page: Page): Promise<void> {
  const points = page.getByRole('complementary', { name: 'Properties' }).getByLabel('Points', { exact: true })
  await points.fill('1')
  for (const key of ['2', '3', 'Backspace', '4', '5', 'Backspace']) {
    await page.keyboard.press(key)
    await page.waitForTimeout(120)
  }
  // the counts and the save come after a rest
  await page.waitForTimeout(2500)
}

const folder = temporaryFolder()
const file = join(folder.path, 'workspace.sextant')
await prepareSample(folder.path, file)
const { client, close } = await openWorkspace({ folder: folder.path, file })
await client.rules.putText({ text: modelText('Canvas', groups) })
for (let index = 1; index < models; index += 1) await client.rules.putText({ text: modelText(`Model ${index}`, 1) })
await close()
const html = await plainPage(groups * 2)
const host = await startNodeHost(file)
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'] })
try {
  const bare = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await bare.setContent(html)
  const bareTiles = bare.locator('.react-flow__node')
  await bareTiles.first().waitFor()
  await bare.waitForTimeout(1000)
  await bare.mouse.move(640, 400)
  const plain = new Map<string, Longest>()
  for (const [name, act] of [['pan', pan], ['zoom', zoom], ['select', (page: Page) => select(page, bareTiles)], ['drag', (page: Page) => drag(page, bareTiles)]] as const) plain.set(name, await longestTask(browser, bare, () => act(bare)))
  await bare.close()

  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(`${host.address}#/rules`)
  await page.getByRole('table', { name: 'Scoring models' }).getByRole('row').nth(20).waitFor()
  await page.waitForTimeout(1500)
  const own = new Map<string, Longest>()
  await page.mouse.move(640, 400)
  own.set('list', await longestTask(browser, page, () => wheel(page, 40, (step) => [0, step < 20 ? 200 : -200])))
  await page.evaluate(() => { location.hash = '/rules/1' })
  await page.locator('.react-flow__node').nth(4).waitFor()
  await page.getByText(/leads? scored in/u).waitFor({ timeout: 120_000 })
  await page.waitForTimeout(1500)
  await page.mouse.move(640, 400)
  const actions = page.locator('.react-flow__node-action')
  own.set('pan', await longestTask(browser, page, () => pan(page)))
  const { blank, shown } = await blankAfter(page, () => page.mouse.wheel(0, 2600))
  await page.mouse.wheel(0, -2600)
  await page.waitForTimeout(500)
  own.set('zoom', await longestTask(browser, page, () => zoom(page)))
  await page.keyboard.press('Escape')
  own.set('select', await longestTask(browser, page, () => select(page, page.locator('.react-flow__node'))))
  own.set('drag', await longestTask(browser, page, () => drag(page, actions)))
  const [action] = await inSight(page, actions, 1)
  if (action === undefined) throw new Error('No action can be seen')
  await page.mouse.click(action.x, action.y)
  own.set('type', await longestTask(browser, page, () => type(page)))

  console.log(`Longest task in ms of processor time (as it took), ${groups * 2} tiles, ${models} models; plain: ${groups * 2} bare nodes of React Flow`)
  for (const [name, { wall, processor, long }] of own) {
    const base = plain.get(name)
    const beside = base === undefined ? '' : `   plain ${base.processor.toFixed(0)} (${base.wall.toFixed(0)})   ratio ${(processor / base.processor).toFixed(1)}`
    console.log(`${name.padEnd(8)}${processor.toFixed(0).padStart(5)} (${wall.toFixed(0)})   over 50 ms: ${long}${beside}`)
  }
  console.log(`Blank tiles after a fast pan: ${blank.length} of ${shown}`)
  if (blank.length > 0 || shown === 0) process.exitCode = 1
} finally {
  await browser.close()
  await host.close()
  folder.remove()
}
