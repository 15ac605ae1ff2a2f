import { readFileSync } from 'node:fs'
import { expect, goTo, test } from './fixtures.ts'
import { canvasOf, example, importText, SLOW, tilesOf } from './rules-steps.ts'

test.use({ workspace: 'own sample' })

test('models are searched, sorted, filtered, duplicated, exported as text and deleted', async ({ page, host }) => {
  await importText(page, example('engaged-contacts'))
  await importText(page, example('account-interest'))
  await goTo(page, '/rules')
  const table = page.getByRole('table', { name: 'Scoring models' })
  const names = table.locator('a.name-link')
  await expect(names).toHaveText(['Account interest', 'Engaged contacts'], SLOW)
  await table.getByRole('button', { name: 'Name' }).click()
  await table.getByRole('button', { name: 'Name' }).click()
  await expect(names).toHaveText(['Engaged contacts', 'Account interest'])

  await page.getByRole('button', { name: 'Actions for Engaged contacts' }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect(names).toHaveText(['Engaged contacts copy', 'Engaged contacts', 'Account interest'], SLOW)
  await page.getByRole('searchbox', { name: 'Search models' }).fill('COPY')
  await expect(names).toHaveText(['Engaged contacts copy'])
  await page.getByRole('searchbox', { name: 'Search models' }).fill('')
  await page.getByRole('radiogroup', { name: 'Which models' }).getByRole('radio', { name: 'Live' }).click()
  await page.getByRole('button', { name: 'Show all 3' }).click()
  await expect(names).toHaveCount(3)

  await page.getByRole('button', { name: 'Actions for Engaged contacts copy' }).click()
  if (host === 'node') {
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Export as text' }).click()])
    expect(saved.suggestedFilename()).toBe('Engaged contacts copy.rules')
    expect(readFileSync(await saved.path(), 'utf8').trimEnd()).toBe(example('engaged-contacts').trimEnd().replace('Model "Engaged contacts"', 'Model "Engaged contacts copy"'))
  } else await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Actions for Engaged contacts copy' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog', { name: 'Delete Engaged contacts copy?' }).getByRole('button', { name: 'Delete the model' }).click()
  await expect(names).toHaveText(['Engaged contacts', 'Account interest'], SLOW)
})

test('tiles are selected with a box, a click means one of them, and a line that was taken off is drawn again', async ({ page }) => {
  await importText(page, example('engaged-contacts'))
  const canvas = canvasOf(page)
  const [first, second] = [tilesOf(page, 'Condition').nth(0), tilesOf(page, 'Condition').nth(1)]
  const chosen = canvas.locator('.tile.selected')
  await expect(first).toBeVisible()
  const [top, bottom] = [await first.boundingBox(), await tilesOf(page, 'Action').nth(1).boundingBox()]
  if (top === null || bottom === null) throw new Error('The tiles cannot be seen')
  await page.mouse.move(top.x - 6, top.y - 8)
  await page.mouse.down()
  await page.mouse.move(bottom.x + 60, bottom.y + 30, { steps: 6 })
  await page.mouse.up()
  await expect(chosen).toHaveCount(4)
  await second.click({ position: { x: 60, y: 16 } })
  await expect(chosen).toHaveCount(1)

  const joined = canvas.getByRole('group', { name: /^Action .*From Clicked in an e-mail/u })
  const loose = canvas.getByRole('group', { name: /^Action .*Not connected/u })
  await expect(joined).toHaveCount(1)
  await canvas.locator('[aria-label="Clicked in an e-mail leads to +10 points"]').click()
  await page.keyboard.press('Delete')
  await expect(joined).toHaveCount(0)
  const [from, to] = [await second.locator('.react-flow__handle-right').boundingBox(), await loose.boundingBox()]
  if (from === null || to === null) throw new Error('The tiles cannot be seen')
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await page.mouse.down()
  // a line need not be let go on the small circle: anywhere on the tile is enough
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 })
  await page.mouse.up()
  await expect(joined).toHaveCount(1)
  await expect(loose).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Check for errors: 0 errors' })).toBeVisible()
})
