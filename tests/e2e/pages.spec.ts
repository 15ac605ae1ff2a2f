import { expect, goTo, test } from './fixtures.ts'
import { NEEDS_SHARED_DATA, sharedData } from '../support/shared-data.ts'

test('home says what to work on next, and of how many', async ({ page }) => {
  await goTo(page, '/')
  await expect(page.getByText('Work on next')).toBeVisible()
  await expect(page.getByText(/of your \d+ open records/u)).toBeVisible()
  await page.getByRole('radio', { name: 'Everyone' }).click()
  for (const group of ['Going cold', 'Overdue']) await expect(page.getByRole('heading', { name: group })).toBeVisible()
  const next = page.getByRole('region', { name: 'Work on next' })
  await next.getByRole('button', { name: /^Show/u }).click()
  await expect(next.getByRole('listitem')).toHaveCount(30)
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

  test('the pages of predictive models say what one needs, and how many closed records are lacking', async ({ page }) => {
    await goTo(page, '/models')
    for (const [kind, lacking] of [['Lead', '40 more qualified and 40 more disqualified leads are needed for 24 months'], ['Opportunity', '40 more won and 40 more lost opportunities are needed for 24 months']] as const) {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: `${kind} scoring` }).click()
      await expect(page.getByRole('heading', { level: 1, name: `${kind} scoring` })).toBeVisible()
      await expect(page.getByRole('button', { name: 'Get started' })).toHaveAccessibleDescription(lacking)
      await expect(page.getByRole('table', { name: 'Data check' }).getByText('80 short')).toHaveCount(7)
      await expect(page.getByRole('link', { name: 'Import a file' })).toBeVisible()
    }
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
  await page.keyboard.type('predictive models')
  await expect(page.getByRole('option')).toHaveText(['Lead scoring', 'Opportunity scoring'])
  await page.getByRole('combobox', { name: 'Search records, pages and commands' }).fill('Jobs')
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
