import { expect, goTo, test } from './fixtures.ts'
import { NEEDS_SHARED_DATA, sharedData } from '../support/shared-data.ts'

const leads = sharedData('x-education-leads/Leads.csv')
const leaky = ['Tags', 'Lead Quality', 'Last Notable Activity', 'Lead Profile', 'Asymmetrique Activity Index', 'Asymmetrique Profile Index', 'Asymmetrique Activity Score', 'Asymmetrique Profile Score']

const whereData = leads === undefined ? test.skip : test

test.use({ workspace: 'empty' })

whereData(`from a CSV file to a scored, explained lead, with the mouse ${NEEDS_SHARED_DATA}`, async ({ page }) => {
  test.slow()
  await goTo(page, '/data/import')

  await test.step('import, with Select marked as missing', async () => {
    await page.locator('input[type=file]').first().setInputFiles(leads ?? '')
    await expect(page.getByRole('heading', { name: 'Import Leads.csv' })).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('9,240 rows', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: /^Missing in Specialization/u }).click()
    await page.getByRole('button', { name: 'Select is a value again' }).click()
    await page.getByRole('checkbox', { name: 'In every column that has it' }).check()
    await page.getByRole('group', { name: 'Found in the file' }).getByRole('button', { name: 'Select' }).click()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'Missing in Specialization: Select' })).toBeVisible()
    await page.getByRole('button', { name: 'Check 9,240 rows' }).click()
    await page.getByRole('button', { name: 'Import 9,240 rows' }).click({ timeout: 60_000 })
    await expect(page.getByRole('heading', { name: '9,240 of 9,240 rows are in Leads' })).toBeVisible({ timeout: 60_000 })
  })

  await test.step('choose leads and leave the leaky columns out', async () => {
    await page.getByRole('link', { name: 'Train a model' }).click()
    await page.getByRole('radio', { name: /Leads, qualified or disqualified/u }).check()
    await page.getByRole('button', { name: 'Next' }).click()
    await expect(page.getByText(/3,561/u).first()).toBeVisible()
    await page.getByRole('button', { name: 'Next' }).click()
    for (const label of leaky) {
      const box = page.getByRole('checkbox', { name: `Use ${label}`, exact: true })
      await box.scrollIntoViewIfNeeded()
      await box.uncheck()
    }
  })

  await test.step('train, leave the page, come back, cancel', async () => {
    await page.getByRole('button', { name: 'Start training' }).click()
    // The import began a first model of its own, which has the same records.
    await page.getByRole('dialog').getByRole('button', { name: 'Yes, create model' }).click()
    await expect(page.getByText(/bag \d+ of \d+/u)).toBeVisible({ timeout: 60_000 })
    await goTo(page, '/jobs')
    await expect(page.getByText(/bag \d+ of \d+/u).first()).toBeVisible()
    await goTo(page, '/models/new')
    await expect(page.getByText(/bag \d+ of \d+/u)).toBeVisible()
    await page.getByRole('button', { name: 'Cancel', exact: true }).last().click()
    await expect(page.getByRole('heading', { name: 'Training was cancelled' })).toBeVisible({ timeout: 20_000 })
  })

  await test.step('train again and publish', async () => {
    await page.getByRole('button', { name: 'Train again' }).click()
    await expect(page.getByText(/AUC 0\.[89]\d/u).first()).toBeVisible({ timeout: 120_000 })
    await expect(page.getByText(/not validated in time/iu).first()).toBeVisible()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByRole('link', { name: 'Show the leads' }).click({ timeout: 60_000 })
  })

  await test.step('open a lead, read a reason, edit a field, see the new score', async () => {
    await page.getByRole('tab', { name: /All leads/u }).click()
    await expect(page.getByRole('row').nth(1)).toContainText(/\d+/u)
    // A lead that spent time on the website, so that taking it away means something.
    const name = '660728'
    const first = page.getByRole('row').nth(1)
    await page.getByPlaceholder('Search').last().fill(name)
    await expect(first).toContainText(name)
    await first.click()
    const why = page.getByText(/^Why \d+/u)
    await expect(why).toBeVisible({ timeout: 30_000 })
    const before = await why.textContent()
    await page.locator('button[aria-haspopup="dialog"]').filter({ hasText: / is /u }).first().hover()
    await expect(page.getByRole('dialog', { name: /^Evidence/u })).toContainText(/average 3[89]/u)
    const field = page.getByRole('textbox', { name: 'Total Time Spent on Website' })
    await field.fill('0')
    await field.press('Tab')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(why).not.toHaveText(before ?? '')
    const shown = ((await why.textContent()) ?? '').replace('Why ', '')
    await expect(first).toContainText(new RegExp(`^${shown}.*${name}`, 'u'))
  })
})
