import { AxeBuilder } from '@axe-core/playwright'
import { expect, goTo, test } from './fixtures.ts'

test.use({ workspace: 'own sample' })

test('attributes are chosen with their influence in view, and a new version learns from the choice', async ({ page }) => {
  test.setTimeout(120_000)
  await goTo(page, '/models/1')
  await page.getByRole('button', { name: 'Edit attributes' }).click()
  await expect(page.getByRole('tab', { name: 'Attributes' })).toHaveAttribute('aria-selected', 'true')
  const table = page.getByRole('table', { name: 'Attributes' })
  await expect(table.getByRole('row', { name: /^Record \d+ of \d+/u })).toBeVisible()
  const industry = table.getByRole('row', { name: /lead\.industry/u })
  await expect(industry).toContainText(/(Very high|High|Medium|Low|Very low) \d\.\d\d/u)
  const save = page.getByRole('button', { name: 'Save and train' })
  await expect(save).toHaveAttribute('aria-disabled', 'true')

  await test.step('found by name, left out, and recommended again', async () => {
    await page.getByRole('searchbox', { name: 'Find an attribute' }).fill('consent')
    await expect(table.getByRole('row', { name: /lead\.industry/u })).toBeHidden()
    const consent = page.getByRole('checkbox', { name: 'Use Consent level', exact: true })
    await consent.uncheck()
    await expect(table.getByRole('row', { name: /lead\.consent_level/u })).toContainText('Left out by hand.')
    await page.getByRole('button', { name: 'Recommended' }).click()
    await expect(consent).toBeChecked()
    await expect(save).toHaveAttribute('aria-disabled', 'true')
    await page.getByRole('searchbox', { name: 'Find an attribute' }).fill('')
  })
  await test.step('a click opens the insights', async () => {
    await page.getByRole('button', { name: 'Industry', exact: true }).click()
    await expect(page.getByRole('complementary', { name: 'Insights on Industry' }).getByText('What the model learned')).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)).toEqual([])
    await page.keyboard.press('Escape')
  })
  await test.step('empty values are ignored, and two attributes learn in a new version', async () => {
    await page.getByRole('switch', { name: 'Ignore empty values' }).focus()
    await page.keyboard.press('Space')
    // The box is mixed at first: it switches all on, then all off.
    await page.getByRole('checkbox', { name: 'Use all that are shown' }).check()
    await page.getByRole('checkbox', { name: 'Use all that are shown' }).uncheck()
    for (const name of ['Industry', 'Source']) await page.getByRole('checkbox', { name: `Use ${name}`, exact: true }).check()
    await save.click()
    await page.getByRole('tab', { name: /^Versions/u }).click()
    await expect(page.getByRole('table', { name: 'Versions' }).getByRole('button', { name: 'Version 2', exact: true })).toBeVisible({ timeout: 90_000 })
    await page.getByRole('table', { name: 'Versions' }).getByRole('button', { name: 'Version 2', exact: true }).click()
    await page.getByRole('tab', { name: 'Overview' }).click()
    await expect(page.getByText(/Empty values are ignored: they add nothing to a score/u)).toBeVisible()
    await page.getByRole('tab', { name: 'Attributes' }).click()
    await expect(table.getByRole('row', { name: /lead\.country/u })).toContainText('Not in it')
    await expect(industry).toContainText(/(high|High|Medium|low|Low) \d\.\d\d/u)
  })
})
