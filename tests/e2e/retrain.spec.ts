import { expect, goTo, test } from './fixtures.ts'
import { tabTo } from './keyboard.ts'
import { nothingGrave } from './nothing-grave.ts'

test.use({ workspace: 'own sample' })

test('a model is retrained, compared, restored, deleted, and set up again with one button', async ({ page }) => {
  test.slow()
  const row = (version: number) => page.getByRole('table', { name: 'Versions' }).getByRole('row', { name: new RegExp(`^Version ${version}\\b`, 'u') })
  const more = async (entry: string): Promise<void> => {
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: entry }).click()
  }

  await test.step('a published model dims Publish, and cannot be deleted while it retrains itself', async () => {
    await goTo(page, '/models')
    await page.getByRole('link', { name: /^LeadScoring_/u }).click()
    await expect(page.getByRole('button', { name: 'Publish', exact: true })).toHaveAttribute('aria-disabled', 'true')
    await more('Delete the model')
    const dialog = page.getByRole('dialog', { name: /cannot be deleted yet/u })
    await expect(dialog).toContainText('retrains itself every 15 days')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('tab', { name: /^Versions/u }).click()
    await expect(page.getByRole('switch', { name: 'Retrain automatically' })).toHaveAttribute('aria-checked', 'true')
    await expect(page.getByText(/Every 15 days, next on/u)).toBeVisible()
  })

  await test.step('retrain now: the candidate is compared on the same records and published', async () => {
    await page.getByRole('button', { name: 'Retrain now' }).click()
    const dialog = page.getByRole('dialog', { name: /^Retrain LeadScoring_/u })
    await expect(dialog.getByRole('radio', { name: 'Keep the grade bands in force' })).toBeChecked()
    await nothingGrave(page)
    await dialog.getByRole('radio', { name: 'Keep the grade bands in force' }).focus()
    await page.keyboard.press('ArrowDown')
    await expect(dialog.getByRole('radio', { name: 'Keep the grade bands in force' })).not.toBeChecked()
    await page.keyboard.press('ArrowUp')
    await tabTo(page, dialog.getByRole('button', { name: 'Retrain', exact: true }))
    await page.keyboard.press('Enter')
    await expect(row(2)).toContainText('Training')
    await expect(row(2)).toContainText('Published', { timeout: 240_000 })
    await expect(row(1)).toContainText('Retired')
  })

  await test.step('compare the former version with the published one', async () => {
    await page.getByRole('button', { name: 'Compare version 1' }).click()
    const panel = page.getByRole('region', { name: 'Version 1 beside version 2' })
    await expect(panel).toContainText(/On the same [\d,]+ newest closed records, which neither learned from, both have AUC 0\.\d{3}/u)
    await expect(panel.getByRole('table', { name: 'Numbers' }).getByRole('row', { name: /^Brier score/u })).toContainText(/0\.\d{3}/u)
    await nothingGrave(page)
  })

  await test.step('the job says what was decided', async () => {
    await goTo(page, '/jobs')
    await expect(page.getByRole('row', { name: /LeadScoring_.*version 2, AUC 0\.\d\d, published/u }).first()).toBeVisible()
    await goTo(page, '/models')
    await page.getByRole('link', { name: /^LeadScoring_/u }).click()
    await page.getByRole('tab', { name: /^Versions/u }).click()
  })

  await test.step('restore it, with the bands in force', async () => {
    await row(1).getByRole('button', { name: 'Restore' }).click()
    await page.getByRole('dialog', { name: 'Restore version 1?' }).getByRole('button', { name: 'Restore' }).click()
    await expect(row(1)).toContainText('Published')
    await expect(row(2)).toContainText('Retired')
    await row(1).getByRole('button', { name: 'Version 1' }).click()
    await page.getByRole('tab', { name: /^Grades/u }).click()
    await expect(page.getByText(/Kept from version 2\./u)).toBeVisible()
  })

  await test.step('switch retraining off, delete the model, set one up with a button, and see the usage', async () => {
    await more('Delete the model')
    await page.getByRole('dialog', { name: /cannot be deleted yet/u }).getByRole('button', { name: 'Switch off retraining' }).click()
    await page.getByRole('dialog', { name: /^Delete LeadScoring_/u }).getByRole('button', { name: 'Delete the model' }).click()
    await test.step('without a model the page says what one does, whether the data is enough, and how to begin', async () => {
      await expect(page.getByRole('list', { name: 'How it works' }).getByRole('listitem')).toHaveCount(3)
      await expect(page.getByText(/^Enough: [\d,]+ qualified and [\d,]+ disqualified leads were created and closed in the last 24 months; \d+ are open\.$/u)).toBeVisible()
      await expect(page.getByRole('table', { name: 'Data check' }).getByRole('row', { name: /^24 months/u })).toContainText('Enough')
      await nothingGrave(page)
      await page.getByRole('link', { name: 'Get started' }).click()
      await expect(page.getByRole('heading', { name: 'Which closed leads should it learn from?' })).toBeVisible()
      await page.getByRole('link', { name: 'Cancel' }).click()
    })
    await test.step('the other kind of record has a page of its own, with the usage', async () => {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Opportunity scoring' }).click()
      await expect(page.getByRole('table', { name: 'Models for opportunities' }).getByRole('row', { name: /^OpportunityScoring_/u })).toContainText(/AUC 0\.\d\d.*[\d,]+ opportunities/u)
      await expect(page.getByRole('link', { name: 'Add model' })).toBeVisible()
      const usage = page.getByRole('region', { name: 'Usage' })
      await expect(usage).toContainText(/opportunities were scored this month/u)
      await usage.getByRole('radio', { name: 'Leads' }).click()
      await expect(usage).toContainText(/leads were scored this month/u)
    })
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Lead scoring' }).click()
    await tabTo(page, page.getByRole('button', { name: 'Create and publish' }))
    await page.keyboard.press('Enter')
    const setup = page.getByRole('region', { name: 'Quick setup' })
    await expect(setup).toBeFocused()
    await expect(setup.getByText(/^Training LeadScoring_/u)).toBeVisible()
    await setup.getByRole('button', { name: 'Cancel' }).click()
    await expect(setup).toContainText('was cancelled')
  })
})
