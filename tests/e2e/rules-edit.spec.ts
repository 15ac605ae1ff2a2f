import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { canvasOf, choose, example, importText, panelOf, showView, shownText, SLOW, tilesOf } from './rules-steps.ts'

test.use({ workspace: 'own sample' })

const names = ['account-interest', 'engaged-contacts', 'fresh-engagement', 'whole-account'] as const

/** Allows the clipboard, which Electron does by itself. */
async function allowClipboard(page: Page): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => undefined)
}

test('undo, redo, copy, paste, duplicate and delete on the canvas', async ({ page }) => {
  await allowClipboard(page)
  await importText(page, example('engaged-contacts'))
  const conditions = tilesOf(page, 'Condition')
  await expect(conditions).toHaveCount(5)
  await canvasOf(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ControlOrMeta+d')
  await expect(conditions).toHaveCount(6)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(conditions).toHaveCount(5)
  await page.keyboard.press('ControlOrMeta+y')
  await expect(conditions).toHaveCount(6)
  await page.keyboard.press('Delete')
  await expect(conditions).toHaveCount(5)
  await page.keyboard.press('Home')
  await page.keyboard.press('ControlOrMeta+c')
  await canvasOf(page).press('Escape')
  await page.keyboard.press('ControlOrMeta+v')
  await expect(conditions).toHaveCount(6)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(conditions).toHaveCount(5)
  await showView(page, 'Text')
  expect(await shownText(page)).toBe(example('engaged-contacts').trimEnd())
})

test('every example is read as it is written, and can go live', async ({ page }) => {
  for (const name of names) {
    await test.step(name, async () => {
      await importText(page, example(name))
      await expect(page.getByRole('button', { name: 'Check for errors: 0 errors' })).toBeVisible(SLOW)
      await expect(page.getByRole('button', { name: 'Go live', exact: true })).toBeEnabled()
      const strip = page.getByRole('region', { name: 'Scores with this draft' })
      await expect(strip.getByText(/leads? scored in/u)).toBeVisible(SLOW)
      await expect(strip.getByText('Nobody is in the audience.')).toBeHidden()
    })
  }
  await page.getByRole('link', { name: 'Scoring models' }).first().click()
  await expect(page.getByRole('table', { name: 'Scoring models' }).getByRole('row')).toHaveCount(names.length + 1)
})

test('the text is edited with completion, and an error is said where it is', async ({ page }) => {
  await importText(page, example('engaged-contacts'))
  await showView(page, 'Text')
  await shownText(page)
  const editor = page.getByRole('textbox', { name: /^Text of / })
  await editor.click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type('\nWhen "Calls": each CallHeld of Kontact\nthen add 3 points\n')
  await expect(page.getByText(/^Line \d+\./u)).toBeVisible(SLOW)
  await expect(page.getByText('The model keeps what could last be read.')).toBeVisible()

  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(example('engaged-contacts'))
  await expect(page.getByText('5 groups read')).toBeVisible(SLOW)
  await page.keyboard.type('\nWhen "Calls": each CallHe')
  const offered = page.getByRole('listbox').getByRole('option', { name: /CallHeld/u })
  await expect(offered).toBeVisible(SLOW)
  await offered.click()
  await expect(editor).toContainText('each CallHeld')
  await page.keyboard.insertText(' of Contact in the last 60 days\nthen add 3 points\n')
  await expect(page.getByText('6 groups read')).toBeVisible(SLOW)
  await showView(page, 'Canvas')
  await expect(tilesOf(page, 'Condition')).toHaveCount(6)
})

test('points and frequency are edited in place in the builder', async ({ page }) => {
  await importText(page, example('engaged-contacts'))
  await showView(page, 'Builder')
  const badge = page.getByRole('button', { name: /, edit the points of Opened an e-mail$/u })
  await expect(badge).toHaveText('+10 points', SLOW)
  await badge.press('ArrowUp')
  await expect(badge).toHaveText('+11 points')
  await badge.press('Shift+ArrowUp')
  await expect(badge).toHaveText('+16 points')
  await badge.click()
  await page.getByRole('dialog', { name: 'Points of Opened an e-mail' }).getByLabel('At most').fill('48')
  await page.keyboard.press('Escape')
  const card = page.getByRole('listitem').filter({ has: badge }).first()
  await choose(card, 'Frequency', 'At least')
  await card.getByLabel('At least how many').fill('5')
  await card.getByLabel('How many', { exact: true }).fill('28')
  await showView(page, 'Text')
  const text = await shownText(page)
  expect(text).toContain('When "Opened an e-mail": at least 5 EmailOpened of Contact in the last 28 days\nthen add 16 points, at most 48')
  await showView(page, 'Canvas')
  await expect(panelOf(page)).toBeVisible()
})
