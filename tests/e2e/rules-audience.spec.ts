import type { Page } from '@playwright/test'
import { expect, goTo, test } from './fixtures.ts'
import { nothingGrave } from './nothing-grave.ts'
import { canvasOf, panelOf, showView, shownText, SLOW, tilesOf } from './rules-steps.ts'

test.use({ workspace: 'own sample' })

/** Opens the creation card with that name and a second condition on a column, beside the one that is offered. */
async function askAsWell(page: Page, name: string, column: string, value: string): Promise<void> {
  await goTo(page, '/rules/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Attribute' }).click()
  await page.getByRole('combobox', { name: 'Column' }).last().fill(column)
  await page.getByRole('option', { name: column, exact: true }).first().click()
  const field = page.getByLabel(`Value of ${column}`).first()
  await field.fill(value)
  await field.blur()
}

test('the creation card joins conditions by and or by or; the model says so and scores those leads', async ({ page }) => {
  await askAsWell(page, 'Open or from a partner', 'Source', 'Partner')
  const reached = page.getByText(/ leads match now\.$/u)
  const number = async (): Promise<number> => Number(/^[\d,]+/u.exec((await reached.textContent()) ?? '')?.[0].replaceAll(',', ''))
  const join = page.getByRole('radiogroup', { name: 'How the conditions are joined' })
  // the answer for the state alone stands until the one for both is there
  await join.getByRole('radio', { name: 'or' }).click()
  await expect(page.getByText('one of them is enough')).toBeVisible()
  await join.getByRole('radio', { name: 'and' }).click()
  await expect.poll(number, SLOW).toBeGreaterThan(0)
  const both = (await reached.textContent()) ?? ''
  const all = await number()
  await join.getByRole('radio', { name: 'or' }).click()
  await expect(reached).not.toHaveText(both, SLOW)
  const any = await number()
  expect(any).toBeGreaterThan(all)
  await nothingGrave(page)
  await page.getByRole('button', { name: 'Create' }).click()

  await expect(canvasOf(page)).toBeVisible(SLOW)
  await expect(page.getByText('Audience: State equals “open” or Source equals “Partner”')).toBeVisible()
  const strip = page.getByRole('region', { name: 'Scores with this draft' })
  const scored = (leads: number): RegExp => new RegExp(`^${leads.toLocaleString('en-US')} of [\\d,]+\\sleads scored`, 'u')
  await expect(strip.getByText(scored(any))).toBeVisible(SLOW)
  await showView(page, 'Text')
  expect(await shownText(page)).toContain('Audience: any of\n  State equals "open"\n  Source equals "Partner"')
  await showView(page, 'Canvas')
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await panelOf(page).getByRole('radio', { name: 'and' }).click()
  await expect(strip.getByText(scored(all))).toBeVisible(SLOW)
})

test('a model that reaches nobody says why and leads to what can be changed; a recipe is found and dropped', async ({ page }) => {
  await askAsWell(page, 'Far too large', 'Employees', '99999999')
  await expect(page.getByText(/^Nobody would be scored: [\d,]+ outside the audience\. Loosen the conditions/u)).toBeVisible(SLOW)
  await page.getByRole('button', { name: 'Create' }).click()
  const strip = page.getByRole('region', { name: 'Scores with this draft' })
  await expect(strip.getByText(/^0 of [\d,]+\sleads scored in .* Nobody is scored: [\d,]+ outside the audience\.$/u)).toBeVisible(SLOW)

  const toolbox = page.getByRole('region', { name: 'Toolbox' })
  await toolbox.getByRole('button', { name: 'Recipes' }).click()
  const recipes = page.getByRole('dialog', { name: 'Recipes' })
  await recipes.getByRole('searchbox', { name: 'Search recipes' }).fill('no such thing')
  await expect(recipes.getByText(/^No recipe has these words\./u)).toBeVisible()
  await recipes.getByRole('searchbox', { name: 'Search recipes' }).fill('pricing')
  await expect(recipes.getByRole('listitem')).toHaveCount(1)
  await nothingGrave(page)
  const from = await recipes.getByRole('button', { name: 'Looked at the prices' }).boundingBox()
  const sheet = await canvasOf(page).boundingBox()
  if (from === null || sheet === null) throw new Error('The recipe or the canvas cannot be seen')
  await page.mouse.move(from.x + 60, from.y + 12)
  await page.mouse.down()
  // the list is out of the way while a recipe is dragged, so that it can be dropped where the list was
  await page.mouse.move(from.x + 80, from.y + 40, { steps: 3 })
  await expect(recipes).toHaveCSS('opacity', '0')
  await page.mouse.move(sheet.x + 300, sheet.y + 90, { steps: 4 })
  await page.mouse.up()
  await expect(recipes).toBeHidden()
  await expect(canvasOf(page)).toBeFocused()
  await page.keyboard.press('a')
  await expect(tilesOf(page, 'Condition')).toHaveAccessibleName(/^Condition Looked at the prices\b.*\b0 of 0\b/u)

  await strip.getByRole('button', { name: 'Edit the audience' }).press('Enter')
  const employees = panelOf(page).getByLabel('Value of Employees')
  await expect(employees).toBeVisible()
  await panelOf(page).getByRole('radio', { name: 'or' }).click()
  await expect(strip.getByText(/^[1-9][\d,]* of [\d,]+\sleads scored/u)).toBeVisible(SLOW)
  await expect(tilesOf(page, 'Condition')).toHaveAccessibleName(/[1-9][\d,]* of [1-9]/u)
})
