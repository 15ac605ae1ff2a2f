import type { Page } from '@playwright/test'
import { fileURLToPath } from 'node:url'
import { NEEDS_SHARED_DATA, sharedData } from '../support/shared-data.ts'
import { expect, goTo, test } from './fixtures.ts'

const folder = sharedData('maven-crm-sales-opportunities')

const whereData = folder === undefined ? test.skip : test

test.use({ workspace: 'empty' })

/** Brings in a file as its mapping says; waits until all rows are in. */
async function importFile(page: Page, file: string, mapping: string, rows: string, table: string, also: readonly string[] = []): Promise<void> {
  await goTo(page, '/data/import')
  await page.locator('input[type=file]').first().setInputFiles(`${folder ?? ''}/${file}`)
  await expect(page.getByRole('heading', { name: `Import ${file}` })).toBeVisible({ timeout: 30_000 })
  await page.getByLabel('Mapping file').setInputFiles(fileURLToPath(new URL(`../reference/mappings/${mapping}.json`, import.meta.url)))
  for (const words of also) await expect(page.getByRole('table', { name: 'Columns of the file' }).getByText(words)).toBeVisible()
  await page.getByRole('button', { name: `Check ${rows} rows` }).click()
  await page.getByRole('button', { name: `Import ${rows} rows` }).click({ timeout: 60_000 })
  await expect(page.getByRole('heading', { name: `${rows} of ${rows} rows are in ${table}` })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('link', { name: 'See the data' }).click()
}

whereData(`opportunities in which nothing says how they end: the model says so, and is not published by itself ${NEEDS_SHARED_DATA}`, async ({ page }) => {
  test.slow()
  await test.step('the clock stands when the file was made', async () => {
    await goTo(page, '/settings')
    await page.getByRole('switch', { name: /^Freeze/u }).click()
    const at = page.getByRole('textbox', { name: 'Frozen at' })
    await at.fill('2 Jan 2018 12:00')
    await at.press('Enter')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await expect(page.getByText(/It is .*2018.* in this workspace/u)).toBeVisible()
  })
  await test.step('accounts, products, teams and the pipeline come in', async () => {
    await importFile(page, 'accounts.csv', 'maven-accounts', '85', 'Accounts')
    await importFile(page, 'products.csv', 'maven-products', '7', 'Products')
    await importFile(page, 'sales_teams.csv', 'maven-sales-teams', '35', 'Users')
    await importFile(page, 'sales_pipeline.csv', 'maven-sales-pipeline', '8,800', 'Opportunities', ['also into topic', 'also into deal_stage'])
  })
  await test.step('the first model is trained by itself, finds no signal and says so', async () => {
    await goTo(page, '/models/opportunities')
    const row = page.getByRole('table', { name: 'Models for opportunities' }).getByRole('row', { name: /^OpportunityScoring_/u })
    await expect(row).toContainText('Trained', { timeout: 150_000 })
    await expect(row).not.toContainText('Published')
    await expect(page.getByText(/^OpportunityScoring_\d+ found no usable signal\.$/u)).toBeVisible()
    await row.getByRole('link').click()
    await expect(page.getByText('No usable signal').first()).toBeVisible()
  })
  await test.step('no opportunity has a score', async () => {
    await goTo(page, '/opportunities')
    await page.getByRole('tab', { name: /All open/u }).click()
    await page.getByRole('row').nth(1).click()
    await expect(page.getByText('Not scored', { exact: true })).toBeVisible()
  })
})
