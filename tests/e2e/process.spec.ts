import { expect, goTo, test } from './fixtures.ts'

test.use({ workspace: 'own sample' })

test('a process is made with its stages, and a lead enters it, moves on, returns and abandons it', async ({ page }) => {
  await goTo(page, '/processes')
  await page.getByRole('button', { name: 'New process' }).click()
  const panel = page.getByRole('complementary', { name: 'New process' })
  await panel.getByRole('button', { name: 'Create' }).click()
  await expect(panel.getByRole('alert')).toContainText('Give the process a name')
  await panel.getByLabel('Name').fill('Trial')
  await panel.getByLabel('Stage 1', { exact: true }).fill('Invited')
  await panel.getByRole('button', { name: 'Add a stage' }).click()
  await panel.getByLabel('Stage 2', { exact: true }).fill('Trying')
  await panel.getByRole('button', { name: 'Create' }).click()
  const trial = page.getByRole('region', { name: 'Trial' })
  await expect(trial).toContainText('Invited')
  await expect(trial).toContainText('0 on their way')

  await goTo(page, '/leads')
  await page.getByRole('row').nth(1).click()
  const bar = page.getByRole('region', { name: 'Process' })
  // A sample lead may be on the sample's own way.
  const abandon = bar.getByRole('button', { name: 'Abandon' })
  await expect(bar).toBeVisible()
  if (await abandon.isVisible()) await abandon.click()
  // What comes in above may push the bar, and the menu with it, out of sight for a moment.
  await expect(async () => {
    const item = page.getByRole('menuitem', { name: 'Trial' })
    if (!(await item.isVisible())) await bar.getByRole('button', { name: 'Enter a process' }).click()
    await item.click({ timeout: 2000 })
  }).toPass({ timeout: 20_000 })
  const stages = bar.getByRole('list', { name: 'Trial' }).getByRole('listitem')
  await expect(stages.nth(0)).toHaveAttribute('aria-current', 'step')
  await stages.nth(1).getByRole('button').click()
  await expect(stages.nth(1)).toHaveAttribute('aria-current', 'step')
  await stages.nth(0).getByRole('button').click()
  await expect(stages.nth(0)).toContainText('2 visits')
  await bar.getByRole('button', { name: 'Abandon' }).click()
  await expect(bar.getByText('Abandoned', { exact: true })).toBeVisible()

  await goTo(page, '/processes')
  await expect(page.getByRole('region', { name: 'Trial' })).toContainText('1 abandoned')
})
