import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { nothingGrave } from './nothing-grave.ts'
import { canvasOf, createModel, importText, showView, shownText, SLOW, tilesOf } from './rules-steps.ts'

test.use({ workspace: 'own sample' })

const OPENS = `When "Opens": each EmailOpened of Lead in the last 30 days where Channel equals "email"
then add 7 points, at most 21, fading 10 % every 7 days`

const LARGE = `When "Large": Employees is at least 200
then add 5 points`

const source = `Model "Source" for leads
Audience: everyone

${OPENS}

${LARGE}`

const other = `Model "Other" for leads
Audience: everyone

When "Own": Source equals "Partner"
then add 1 point`

/** Pastes with the key and waits until the tiles are there; answers what is read out. */
async function paste(page: Page, conditions: number): Promise<string> {
  await canvasOf(page).focus()
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+v')
  await expect(tilesOf(page, 'Condition')).toHaveCount(conditions)
  const said = page.getByRole('status').filter({ hasText: / pasted/u })
  await expect(said).toHaveCount(1)
  return ((await said.textContent()) ?? '').replaceAll('\u00A0', ' ')
}

test('tiles are copied into another model, in another window, and to another kind of record with what does not fit', async ({ page, host }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => undefined)
  await importText(page, source)
  await expect(tilesOf(page, 'Condition')).toHaveCount(2)
  await canvasOf(page).focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('ControlOrMeta+c')
  await expect(page.getByRole('status').filter({ hasText: /^4\stiles copied$/u })).toHaveCount(1)

  await test.step('another model of the same kind', async () => {
    await importText(page, other)
    await expect(tilesOf(page, 'Condition')).toHaveCount(1)
    expect(await paste(page, 3)).toBe('4 tiles pasted')
    await expect(page.getByRole('button', { name: 'Check for errors: 0 errors' })).toBeVisible()
    await expect(tilesOf(page, 'Action').filter({ hasText: '+7 points' })).toHaveAccessibleName(/From Opens/u)
    await showView(page, 'Text')
    expect(await shownText(page)).toBe(`${other}\n\n${OPENS}\n\n${LARGE}`)
  })

  await test.step('another window, a model about contacts', async () => {
    const window = host === 'node' ? await page.context().newPage() : page
    // Electron has one window
    if (host === 'node') await window.goto(new URL('/', page.url()).href)
    await createModel(window, 'About contacts')
    await canvasOf(window).focus()
    expect(await paste(window, 2)).toMatch(/^4 tiles pasted, 1 part of which does not fit a model about contacts: .*Employees/u)
    const large = tilesOf(window, 'Condition').filter({ hasText: 'Large' })
    await expect(large.getByRole('group')).toHaveAccessibleName(/Problem: Contacts have no column “Employees”\./u)
    // both tiles can be clicked, none lies under the toolbox
    await tilesOf(window, 'Condition').filter({ hasText: 'Opens' }).click({ position: { x: 20, y: 16 }, trial: true })
    await expect(window.getByRole('button', { name: /^Check for errors: 1 error/u })).toBeVisible()
    await nothingGrave(window)
    await large.click({ position: { x: 60, y: 16 } })
    await window.keyboard.press('Delete')
    await tilesOf(window, 'Action').filter({ hasText: '+5 points' }).click({ position: { x: 60, y: 16 } })
    await window.keyboard.press('Delete')
    await expect(window.getByRole('button', { name: 'Check for errors: 0 errors' })).toBeVisible(SLOW)
    // the way to the interactions begins at the contact now
    await showView(window, 'Text')
    expect(await shownText(window)).toContain(OPENS.replace('of Lead', 'of Contact'))
  })
})
