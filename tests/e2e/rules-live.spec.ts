import { readFileSync } from 'node:fs'
import { expect, goTo, test } from './fixtures.ts'
import { nothingGrave } from './nothing-grave.ts'
import { example, goLive, importText, panelOf, showView, shownText, SLOW, tilesOf } from './rules-steps.ts'

test.use({ workspace: 'own sample' })

/** Closed leads count as well, so that whoever is linked is scored whatever its state. */
const everyone = example('engaged-contacts').replace('all of\n  State equals "open"', 'everyone')

/** A number as the pages write it. */
const numberOf = (words: string): number => Number(words.replaceAll(',', '').replace('−', '-').replace('+', ''))

test('what is wrong is listed, leads to its tile and keeps the model from going live until it is mended', async ({ page }) => {
  await importText(page, example('engaged-contacts'))
  await tilesOf(page, 'Condition').first().getByRole('group').first().click()
  const panel = panelOf(page)
  await panel.getByRole('button', { name: 'Add expression' }).click()
  const live = page.getByRole('button', { name: 'Go live', exact: true })
  await expect(live).toBeDisabled()
  await expect(page.getByText('Go live is off: Fix 1 problem first')).toBeAttached()
  await tilesOf(page, 'Condition').last().click({ position: { x: 60, y: 16 } })
  await expect(panel.getByLabel('Display name')).toHaveValue('Unsubscribed')

  await page.getByRole('button', { name: /^Check for errors: 1 error/u }).click()
  await page.getByRole('dialog', { name: 'Errors' }).getByRole('button').first().click()
  await expect(panel.getByRole('combobox', { name: 'Column' })).toBeFocused()
  await panel.getByRole('button', { name: 'Remove the expression' }).click()
  await expect(page.getByRole('button', { name: /^Check for errors: 0 errors/u })).toBeVisible()
  await expect(live).toBeEnabled()
})

test('a live model shows whom it scores and why, whom not, and its insights', async ({ page, host }) => {
  await importText(page, everyone)
  await goLive(page)
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeEnabled()

  await page.getByRole('tab', { name: 'Scores' }).click()
  await expect(page.getByRole('row').nth(1)).toContainText('Opened an e-mail', SLOW)
  await page.getByRole('row').nth(1).click()
  const why = page.getByRole('complementary', { name: 'Why this score' })
  const sum = why.getByText(/^The groups add up to/u)
  await expect(sum).toBeVisible(SLOW)
  const said = /add up to (\S+), rounded once to ([−\d,]+)\./u.exec((await sum.textContent()) ?? '')
  const parts = (await why.getByRole('heading').allTextContents()).map((words) => /([+−][\d.,]+?)(?:, \d+ times)?$/u.exec(words)?.[1] ?? '0')
  expect(parts.reduce((total, part) => total + numberOf(part), 0)).toBeCloseTo(numberOf(said?.[1] ?? ''), 6)
  await expect(why.getByText(/^Score/u).first()).toContainText(said?.[2] ?? 'a score')

  await page.getByRole('button', { name: 'CSV' }).click()
  await expect(page.getByText(/^Saved as .*\.csv$/u)).toBeVisible(SLOW)
  // Electron says where the file is; a browser keeps files of its own
  if (host === 'node') {
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download' }).click()])
    expect(readFileSync(await saved.path(), 'utf8').split('\n').length).toBeGreaterThan(100)
  }
  await page.getByRole('tab', { name: 'Insights' }).click()
  await expect(page.getByText(/leads scored, average/u)).toBeVisible(SLOW)
  await expect(page.getByText('Leads by grade', { exact: true })).toBeVisible()
})

test('a lead that is not scored is linked and scored at once', async ({ page }) => {
  await importText(page, everyone)
  await goLive(page)
  await page.getByRole('tab', { name: 'Not scored' }).click()
  const reason = page.getByRole('tab', { name: /^No parent contact/u })
  await reason.click()
  const rows = page.getByRole('table', { name: 'Leads that are not scored' }).getByRole('row')
  const choices = page.getByRole('group', { name: 'Link to contact or account' })
  await expect(rows.nth(1)).toContainText('No parent contact', SLOW)
  await expect(page.getByText('The lead has no parent contact, and this model scores contacts. Link it to a contact.')).toBeVisible()
  const before = await reason.textContent()
  let name = ''
  for (let index = 1; name === '' && index <= 20; index += 1) {
    await rows.nth(index).getByRole('button', { name: 'Link to contact or account' }).click()
    await expect(choices.getByText(/Same|Similar|No contact or account/u).first()).toBeVisible(SLOW)
    // contacts say their e-mail
    const contact = choices.locator('span.row').filter({ hasText: '@' }).first()
    if (await contact.isVisible()) {
      name = (await rows.nth(index).getByRole('link').textContent()) ?? ''
      await contact.getByRole('button', { name: 'Link' }).click()
    } else await choices.getByRole('button', { name: 'Cancel' }).click()
  }
  expect(name).not.toBe('')
  await expect(reason).not.toHaveText(before ?? '', SLOW)
  await page.getByRole('tab', { name: 'Scores' }).click()
  await page.getByLabel('Search leads').fill(name)
  await expect(page.getByRole('row').filter({ hasText: name }).first()).toBeVisible(SLOW)
})

test('a draft of a live model shows its effect before it replaces it, and a model is stopped', async ({ page }) => {
  await importText(page, everyone)
  await goLive(page)
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await expect(page.getByText('Version 2, not live. Live is version 1.')).toBeVisible(SLOW)
  await tilesOf(page, 'Action').first().click()
  await panelOf(page).getByLabel('Points', { exact: true }).fill('30')
  const strip = page.getByRole('region', { name: 'Scores with this draft' })
  await expect(strip.getByText(/Against live v1, [1-9][\d,]* change grade/u)).toBeVisible(SLOW)
  await strip.getByRole('button', { name: /^See the/u }).click()
  const effect = page.getByRole('dialog', { name: 'What this draft changes' })
  await expect(effect.getByRole('row').nth(1)).toBeVisible(SLOW)
  // the grade of a lead has its colour, as in the strip
  await expect(effect.locator('td .grade-name').first()).toHaveClass(/ [a-d]$/u)
  await effect.getByRole('button', { name: 'Close' }).last().click()

  await strip.getByRole('button', { name: 'Sample leads' }).press('Enter')
  const samples = page.getByRole('dialog', { name: 'Sample leads of each grade' })
  await expect(samples.getByText(/the best tenth has [\d,]+\spoints or more/u)).toBeVisible()
  await expect(samples.getByRole('row').nth(1)).toContainText('Opened an e-mail')
  await nothingGrave(page)
  await samples.getByRole('button', { name: 'Close' }).last().click()

  await page.getByRole('button', { name: 'Go live', exact: true }).click()
  const asked = page.getByRole('dialog', { name: 'Replace version 1 by this draft?' })
  await expect(asked.getByText(/Against live version 1/u)).toBeVisible(SLOW)
  await asked.getByRole('button', { name: 'Go live' }).click()
  await expect(page.getByText('Version 2 is live and can only be read.')).toBeVisible({ timeout: 120_000 })

  await showView(page, 'Text')
  expect(await shownText(page)).toContain('then add 30 points')
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(page.getByRole('dialog')).toContainText('Their scores are removed, as set in Sales-ready rules.')
  await page.getByRole('dialog').getByRole('button', { name: 'Stop scoring' }).click()
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeHidden({ timeout: 120_000 })
  await goTo(page, '/rules')
  await expect(page.getByRole('row').filter({ hasText: 'Engaged contacts' })).toContainText(/Stopped|Draft/u, SLOW)
})

test('leads with an account and no contact are scored by what its contacts do', async ({ page }) => {
  await importText(page, example('account-interest'))
  await goLive(page)
  await page.getByRole('tab', { name: 'Scores' }).click()
  await expect(page.getByText(/^\d+ of \d+ scored leads$/u)).toBeVisible(SLOW)
  await expect(page.getByRole('row').nth(1)).toContainText(/Clicks|Meetings about deals/u, SLOW)
})
