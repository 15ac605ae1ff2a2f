import { expect, goTo, test } from './fixtures.ts'
import { importText, showView, shownText, SLOW } from './rules-steps.ts'
import { nothingGrave } from './nothing-grave.ts'

test.use({ workspace: 'own sample' })

/** Points for the source that qualifies least often, and for the status, which is known only after the outcome. */
const CARD = `Model "Card" for leads
Audience: everyone

When "Bought": Source equals "Bought list"
then add 20 points

When "Finance": Industry is one of "Finance", "Insurance"
then add 10 points

When "Clicks": each EmailClicked of Lead in the last 90 days
then add 4 points, at most 20

When "Seen to": Status reason equals "Contacted"
then add 5 points

Grades
  "D" up to 4
  "A" 5 and over
`

test('closed leads judge a draft, and what they suggest is taken over, undone, and taken over again', async ({ page }) => {
  await importText(page, CARD)
  await page.getByRole('tab', { name: 'Design' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText('Nobody has compared this model with history yet.')).toBeVisible(SLOW)
  await page.getByRole('button', { name: 'Judge by history' }).press('Enter')
  const groups = page.getByRole('table', { name: 'Groups judged by history' })
  await expect(groups).toBeVisible(SLOW)
  await expect(page.getByText(/^AUC 0\.\d\d \(0\.\d\d to 0\.\d\d\) on/u)).toBeVisible()
  await expect(page.getByRole('table', { name: 'Qualification rate by grade' }).getByRole('row')).toHaveCount(3)
  const bought = groups.getByRole('row', { name: /Bought/u })
  await expect(bought).toContainText('Wrong sign')
  await expect(bought).toContainText(/\+20 for Bought; on your data it is worth about −\d+: wrong sign\./u)
  await expect(groups.getByRole('row', { name: /Seen to/u })).toContainText('Not judged: Status reason is known only after the outcome.')
  await nothingGrave(page)

  await expect(bought.getByRole('checkbox')).toBeChecked()
  for (const other of await groups.getByRole('row').filter({ hasNotText: 'Bought' }).getByRole('checkbox').all()) await other.uncheck()
  await page.getByRole('button', { name: 'Take over', exact: true }).press('Enter')
  await expect(page.getByText('Points of 1 group taken over').last()).toBeVisible()
  await expect(bought.getByRole('checkbox')).toHaveCount(0)
  await expect(page.getByText('The model has changed since.')).toBeVisible()
  await page.getByRole('tab', { name: 'Design' }).click()
  await showView(page, 'Text')
  expect(await shownText(page)).toMatch(/"Bought": Source equals "Bought list"\nthen subtract \d+ points/u)
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click()
  await expect.poll(() => shownText(page)).toContain('then add 20 points')
})

test('a predictive model becomes a draft of rules, with the AUC that is lost', async ({ page }) => {
  await goTo(page, '/rules')
  await page.getByRole('button', { name: 'Suggest rules' }).click()
  const dialog = page.getByRole('dialog', { name: 'Suggest rules' })
  await expect(dialog.getByRole('combobox', { name: 'Predictive model' })).toHaveValue(/published, AUC 0\.\d\d$/u, SLOW)
  await dialog.getByRole('button', { name: 'Suggest rules' }).press('Enter')
  const open = dialog.getByRole('button', { name: 'Open the draft' })
  await expect(open).toBeVisible({ timeout: 120_000 })
  await expect(dialog.getByText(/has an AUC of 0\.\d\d and these rules had 0\.\d\d: 0\.\d\d of AUC is lost\./u)).toBeVisible()
  await nothingGrave(page)
  await open.click()
  await expect(page.getByRole('button', { name: /^Check for errors: 0 errors/u })).toBeVisible(SLOW)
  await page.getByRole('tab', { name: 'History' }).click()
  await expect(page.getByText(/^Suggested from /u)).toBeVisible()
})
