import { expect, goTo, test } from './fixtures.ts'
import { NEEDS_SHARED_DATA, sharedData } from '../support/shared-data.ts'

test('home says what to work on next, and of how many', async ({ page }) => {
  await goTo(page, '/')
  await expect(page.getByText('Work on next')).toBeVisible()
  await expect(page.getByText(/of your \d+ open records/u)).toBeVisible()
})

test('opportunities are scored, with chance and reasons', async ({ page }) => {
  await goTo(page, '/opportunities')
  await expect(page.getByRole('heading', { name: 'My Open Opportunities Scored' })).toBeVisible()
  await expect(page.getByRole('row').nth(1)).toContainText(/\d+/u)
  for (const name of ['Topic', 'Est. close', 'Est. revenue', 'Score', 'Trend', 'Grade', 'Chance']) await expect(page.getByRole('columnheader', { name, exact: true })).toBeVisible()
  await page.getByRole('row').nth(1).click()
  await expect(page.getByText(/^Why \d+/u)).toBeVisible()
  await expect(page.getByText(/Chance \d/u).first()).toBeVisible()
  await expect(page.getByRole('link', { name: /^OpportunityScoring_.* v1$/u })).toBeVisible()
})

test('the model page shows its numbers, charts, grades and versions', async ({ page }) => {
  await goTo(page, '/models/1')
  await expect(page.getByText(/AUC 0\.\d\d/u).first()).toBeVisible()
  for (const tab of ['Performance', 'Grades', 'Versions']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`, 'u') }).click()
    await expect(page.getByRole('tab', { name: new RegExp(`^${tab}`, 'u') })).toHaveAttribute('aria-selected', 'true')
  }
})

test('each chart of the performance has a sentence for the team, and the model card tells the drift', async ({ page }) => {
  await goTo(page, '/models/1')
  await page.getByRole('tab', { name: /^Performance/u }).click()
  for (const sentence of [/^Working the top 20.% finds \d+.% of the wins$/u, /^A win outranks a loss \d+ times in 100$/u, /^A chance of \d+.% meant \d+ in 100$/u, /^Half of those qualified had a chance above/u, /^Of the leads worked until half of those qualified are found, \d+ in 100 are qualified$/u, /^More .* help( or not)?$/u]) {
    await expect(page.getByRole('heading', { name: sentence }).or(page.getByText(sentence)).first()).toBeVisible()
  }
  await page.getByRole('tab', { name: 'Model card' }).click()
  await expect(page.getByText(/^Population stability index of each attribute/u)).toBeVisible()
  await expect(page.getByRole('table', { name: 'Attributes refused' }).getByRole('row').nth(1)).toBeVisible()
})

test.describe('on an empty workspace', () => {
  test.use({ workspace: 'empty' })

  test('the models page says why there is none, and how many closed records are lacking', async ({ page }) => {
    await goTo(page, '/models')
    await expect(page.getByText('No model has been trained yet.')).toBeVisible()
    await expect(page.getByRole('table', { name: 'Data check' }).getByText('Needs 40 of each')).toHaveCount(2)
    await expect(page.getByRole('link', { name: 'Import a file' })).toBeVisible()
  })
})

test('jobs are listed with how they ended', async ({ page }) => {
  await goTo(page, '/jobs')
  await expect(page.getByText('Sample company').first()).toBeVisible()
})

test('the integrity check of the settings shows every check', async ({ page }) => {
  await goTo(page, '/settings')
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('Every reference points at a row that exists.')).toBeVisible()
})

test('Ctrl K finds pages and records', async ({ page }) => {
  await goTo(page, '/')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search records, pages and commands' })).toBeFocused()
  await page.keyboard.type('Jobs')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Jobs', level: 1 })).toBeVisible()
})

const workbook = sharedData('x-education-leads/quirks/Leads-is-really-xlsx.csv')
const whereWorkbook = workbook === undefined ? test.skip : test
whereWorkbook(`a workbook that is named .csv is refused with a sentence ${NEEDS_SHARED_DATA}`, async ({ page }) => {
  await goTo(page, '/data/import')
  await page.locator('input[type=file]').first().setInputFiles(workbook ?? '')
  await expect(page.getByText(/workbook/iu).first()).toBeVisible({ timeout: 30_000 })
  await goTo(page, '/data')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})
