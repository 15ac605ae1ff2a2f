import { expect, goTo, test } from './fixtures.ts'
import { nothingGrave } from './nothing-grave.ts'

test('weekday, month and days between dates are attributes, each with its kind, the reason and insights in the calendar’s order; a text says what its words tell', async ({ page }) => {
  await goTo(page, '/models/2')
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Attributes' }).press('Enter')
  const table = page.getByRole('table', { name: 'Attributes' })
  await page.getByRole('searchbox', { name: 'Find an attribute' }).fill('created')
  const weekday = table.getByRole('row', { name: /opportunity\.created_at\.weekday/u })
  await expect(weekday).toContainText('Category')
  await expect(weekday).toContainText(/Says no more than chance about the outcome\.|Chosen/u)
  await expect(table.getByRole('row', { name: /opportunity\.created_at\.month/u })).toContainText(/no more than chance|season|Chosen/u)
  const between = table.getByRole('row', { name: /opportunity\.estimated_close\.days_to\.created_at|opportunity\.created_at\.days_to\.estimated_close/u })
  await expect(between).toContainText('Days from created to est. close date')
  await expect(between).toContainText('Number')
  await nothingGrave(page)
  await page.getByRole('searchbox', { name: 'Find an attribute' }).fill('topic')
  await expect(table.getByRole('row', { name: /opportunity\.topic/u }).first()).toContainText(/Of its \d+ frequent words (none|one|\d+)/u)
  await page.getByRole('searchbox', { name: 'Find an attribute' }).fill('created')

  await test.step('the insights list the days of the week from Monday on', async () => {
    await weekday.getByRole('checkbox', { name: 'Use Created on: weekday' }).focus()
    await page.keyboard.press('Enter')
    const insights = page.getByRole('complementary', { name: 'Insights on Created on: weekday' })
    await expect(insights.getByRole('listitem').first()).toContainText('Monday')
    await expect(insights.getByRole('listitem').nth(1)).toContainText('Tuesday')
    await expect(insights.getByRole('listitem').nth(1)).toContainText(/with a date on a Tuesday/u)
    await nothingGrave(page)
    await page.keyboard.press('Escape')
    await expect(insights).toBeHidden()
  })
  await test.step('the days between two dates come in bands of days', async () => {
    await between.getByRole('button', { name: 'Days from created to est. close date' }).click()
    await expect(page.getByRole('complementary', { name: 'Insights on Days from created to est. close date' }).getByText(/\d+ days/u).first()).toBeVisible()
  })
})
