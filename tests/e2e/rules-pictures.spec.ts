import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { nothingGrave } from './nothing-grave.ts'
import { canvasOf, example, importText, SLOW, tilesOf } from './rules-steps.ts'

test.use({ workspace: 'own sample' })

/** Saves the picture of the canvas with the mouse, as that kind of file. */
async function savedAs(page: Page, kind: 'PNG' | 'SVG'): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  await page.getByRole('button', { name: 'Picture' }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: `Save as ${kind}` }).click()])
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}

/** Size and colours of a PNG, as the browser itself decodes it; `ground` is the one of the corner. */
function decoded(page: Page, png: Buffer): Promise<{ readonly width: number; readonly height: number; readonly colours: number; readonly ground: readonly number[] }> {
  return page.evaluate(async (base64) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: 'image/png' }))
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d')
    if (pen === null) throw new Error('No canvas to decode on')
    pen.drawImage(image, 0, 0)
    const pixels = new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer)
    return { width: image.width, height: image.height, colours: new Set(pixels).size, ground: [...pen.getImageData(2, 2, 1, 1).data] }
  }, png.toString('base64'))
}

/** The texts of an SVG and its size; fails where it is no XML. */
function read(page: Page, svg: string): Promise<{ readonly texts: readonly string[]; readonly width: number; readonly height: number; readonly outside: number }> {
  return page.evaluate((source) => {
    const found = new DOMParser().parseFromString(source, 'image/svg+xml')
    const wrong = found.querySelector('parsererror')
    if (wrong !== null) throw new Error(wrong.textContent)
    const root = found.documentElement
    return { texts: [...found.querySelectorAll('text')].map((text) => text.textContent), width: Number(root.getAttribute('width')), height: Number(root.getAttribute('height')), outside: found.querySelectorAll('[href], image, script, foreignObject').length }
  }, svg)
}

test('the canvas is saved among the browser’s downloads as PNG and SVG with every tile, in the colours of the theme', async ({ page }) => {
  await importText(page, example('fresh-engagement').replace('"Clicks"', '"Clicks & <tags>"'))
  await expect(tilesOf(page, 'Condition')).toHaveCount(7)
  // what is out of sight is in the picture as well
  await page.getByRole('button', { name: 'Zoom in' }).click()
  const grounds: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
    const svg = await savedAs(page, 'SVG')
    expect(svg.name).toBe('Fresh engagement.svg')
    const drawing = await read(page, svg.bytes.toString())
    expect(drawing.texts).toEqual(expect.arrayContaining(['Clicks & <tags>', 'Website', 'Asked us', 'Forms', '+8 points', 'Each FormSubmitted, last 6 months']))
    expect(drawing.outside).toBe(0)

    const png = await savedAs(page, 'PNG')
    expect(png.name).toBe('Fresh engagement.png')
    const image = await decoded(page, png.bytes)
    expect(image).toMatchObject({ width: drawing.width * 2, height: drawing.height * 2 })
    expect(image.width).toBeGreaterThan(900)
    // smoothed letters and lines alone give dozens; a blank sheet has one
    expect(image.colours).toBeGreaterThan(60)
    grounds.push(image.ground.join(' '))
    const light = image.ground.slice(0, 3).every((part) => part > 200)
    expect(light, `ground ${image.ground.join(' ')} in ${colorScheme}`).toBe(colorScheme === 'light')
  }
  expect(grounds[0]).not.toBe(grounds[1])

  const [byKey] = await Promise.all([page.waitForEvent('download'), canvasOf(page).press('Control+Shift+S')])
  expect(byKey.suggestedFilename()).toBe('Fresh engagement.png')
})

const width = async (part: Locator): Promise<number> => (await part.boundingBox())?.width ?? 0

test('full screen leaves the design alone, in each view, with its menus; button and key go in and out', async ({ page }) => {
  await importText(page, example('engaged-contacts'))
  const canvas = canvasOf(page)
  const rail = page.getByRole('navigation', { name: 'Main' })
  const said = page.getByRole('status').filter({ hasText: /Full screen/u })
  const before = await width(canvas)
  await page.getByRole('button', { name: 'Full screen', exact: true }).click()
  const leave = page.getByRole('button', { name: 'Leave full screen' })
  await expect(leave).toBeFocused()
  await expect(said).toHaveText('Full screen. Shift F leaves it.')
  await expect(rail).toBeHidden()
  expect(await width(canvas)).toBeGreaterThan(before + 150)
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true)

  // menus and lists lie over it
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Condition \(C\)/u }).click()
  await expect(tilesOf(page, 'Condition')).toHaveCount(6)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.keyboard.press('Alt+2')
  await expect(page.getByRole('button', { name: /edit the points of Opened an e-mail/u })).toBeVisible(SLOW)
  await nothingGrave(page)
  await page.keyboard.press('Alt+1')
  await leave.click()
  await expect(rail).toBeVisible()
  await expect(said).toHaveText('Full screen left')
  await expect(page.getByRole('button', { name: 'Full screen', exact: true })).toBeFocused()
  await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBe(null)

  await canvas.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+F')
  await expect(rail).toBeHidden()
  await expect(canvas).toBeFocused()
  await page.keyboard.press('Shift+F')
  await expect(rail).toBeVisible()
  await expect(canvas).toBeFocused()
  // the key of the system for it, Esc, is seen by the page only as this
  await page.keyboard.press('Shift+F')
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true)
  await page.evaluate(() => document.exitFullscreen())
  await expect(rail).toBeVisible()
  await expect(canvas).toBeFocused()
})
