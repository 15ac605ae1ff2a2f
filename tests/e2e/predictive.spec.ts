import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, goTo, test } from './fixtures.ts'

test.use({ workspace: 'own sample' })

async function toTrainingData(page: Page): Promise<void> {
  await goTo(page, '/models/new')
  await page.getByRole('radio', { name: /Leads, qualified or disqualified/u }).check()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('table', { name: 'Windows' }).waitFor()
}

async function nothingGrave(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect.soft(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([])
}

/** Counts like `621 of 5,599 closed, 46 of 401 open`. */
async function filterCounts(page: Page): Promise<readonly number[]> {
  const text = (await page.getByRole('status').filter({ hasText: /closed, .* open$/u }).textContent()) ?? ''
  return [...text.replaceAll(',', '').matchAll(/\d+/gu)].map(([digits]) => Number(digits))
}

test('a filter narrows the counts at once, and a model that shares records with another asks first', async ({ page }) => {
  await toTrainingData(page)
  let settled: readonly number[] = []
  await test.step('one condition on the record, one on its account', async () => {
    await page.getByRole('button', { name: 'Add a condition' }).click()
    await page.getByRole('combobox', { name: 'Column' }).click()
    await page.getByRole('option', { name: 'Industry', exact: true }).click()
    await page.getByRole('group', { name: 'Industry' }).getByRole('checkbox').first().check()
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect.poll(async () => (await filterCounts(page)).length).toBe(4)
    const [closed = 0, ofClosed = 0, open = 0, ofOpen = 0] = await filterCounts(page)
    expect(closed).toBeGreaterThan(0)
    expect(closed).toBeLessThan(ofClosed)
    expect(open).toBeLessThan(ofOpen)
    await expect(page.getByText('Do not pass the filter')).toBeVisible()
    await nothingGrave(page)
    await page.getByRole('button', { name: 'Add a condition' }).click()
    await page.getByRole('combobox', { name: 'Column' }).fill('Parent account: Employees')
    await page.getByRole('option', { name: 'Parent account: Employees' }).click()
    await page.getByRole('textbox', { name: 'Value' }).fill('100000000')
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect(page.getByText(/more qualified and 40 more disqualified leads are needed/u)).toBeVisible()
    await page.getByRole('button', { name: /Remove filter Parent account: Employees/u }).click()
    await expect.poll(async () => (await filterCounts(page))[0]).toBe(closed)
    settled = await filterCounts(page)
  })
  await test.step('a wrong name gets its sentence', async () => {
    const name = page.getByRole('textbox', { name: 'Name' })
    const given = await name.inputValue()
    expect(given).toMatch(/^LeadScoring_\d{12}/u)
    await name.fill('no spaces please')
    await expect(page.getByText('A model name has letters, digits and underscores, at most 80').first()).toBeVisible()
    await name.fill('Filtered')
  })
  await test.step('another outcome changes the words and the counts', async () => {
    await page.getByRole('combobox', { name: 'How it ended' }).click()
    await page.getByRole('option').nth(1).click()
    await expect(page.getByRole('combobox', { name: 'Success' })).toBeVisible()
    await page.getByRole('combobox', { name: 'How it ended' }).click()
    await page.getByRole('option', { name: 'State: qualified or disqualified' }).click()
    await expect(page.getByRole('combobox', { name: 'Success' })).toBeHidden()
  })
  await test.step('the overlap is counted on the records', async () => {
    // The counts of the outcome before stand until those of this one have come.
    await expect.poll(() => filterCounts(page)).toEqual(settled)
    const [, , open = 0] = settled
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('table', { name: 'Attributes' }).waitFor()
    await page.getByRole('button', { name: 'Start training' }).click()
    const dialog = page.getByRole('dialog', { name: /scores some of these leads too/u })
    await expect(dialog.getByRole('row').nth(1)).toContainText(`${open} of ${open}`)
    await dialog.getByRole('button', { name: 'No, go back' }).click()
    await expect(dialog).toBeHidden()
    await page.getByRole('button', { name: 'Start training' }).click()
    await dialog.getByRole('button', { name: 'Yes, create model' }).click()
    await expect(page.getByText(/bag \d+ of \d+/u)).toBeVisible({ timeout: 60_000 })
  })
})

test('grades are moved by keyboard, judged while they move, and saved', async ({ page }) => {
  await goTo(page, '/models/1')
  await page.getByRole('tab', { name: /^Grades/u }).click()
  const handle = page.getByRole('slider', { name: 'Lower bound of A' })
  const start = Number(await handle.getAttribute('aria-valuenow'))
  const cards = page.getByRole('list', { name: 'Grades' }).getByRole('listitem')
  const before = await cards.first().textContent()
  await nothingGrave(page)
  await handle.focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  const moved = Math.ceil(Math.ceil(start - 5) - 1)
  await expect(handle).toHaveAttribute('aria-valuenow', String(moved))
  await expect(cards.nth(1)).toContainText(`to ${moved - 1}`)
  expect(await cards.first().textContent()).not.toBe(before)

  await test.step('an own name, and a name used twice is refused', async () => {
    const name = page.getByRole('textbox', { name: 'Name of grade 1' })
    await name.fill('B')
    await expect(page.getByRole('alert').filter({ hasText: 'Two grades are called B' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveAttribute('aria-disabled', 'true')
    await name.fill('Hot')
    await expect(page.getByRole('alert').filter({ hasText: 'Two grades' })).toBeHidden()
  })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(new RegExp(`Set by hand: Hot from ${moved},`, 'u'))).toBeVisible()
  await goTo(page, '/leads')
  await page.getByRole('tab', { name: /All open/u }).click()
  await expect(page.getByRole('row').nth(1).getByRole('img', { name: 'Grade Hot' })).toBeVisible({ timeout: 60_000 })

  await goTo(page, '/models/1')
  await page.getByRole('button', { name: 'Set to default' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('slider', { name: 'Lower bound of A' })).toHaveAttribute('aria-valuenow', String(start))
})

test('the threshold slider changes the matrix, its numbers and the sentence', async ({ page }) => {
  await goTo(page, '/models/1')
  await page.getByRole('tab', { name: /^Performance/u }).click()
  const matrix = page.getByRole('group', { name: 'Confusion matrix' })
  const before = await matrix.textContent()
  await nothingGrave(page)
  const slider = page.getByRole('slider', { name: /Chance above which/u })
  await slider.focus()
  await page.keyboard.press('End')
  await expect(page.getByText(/above a chance of 99/u)).toBeVisible()
  expect(await matrix.textContent()).not.toBe(before)
  await page.keyboard.press('Home')
  await expect(page.getByText(/finds 100.%/u)).toBeVisible()
  await page.getByRole('button', { name: 'Back to the best' }).click()
  await expect(matrix).toHaveText(before ?? '')
})

test('insights say what each value has to do with the outcome, and what the model learned', async ({ page }) => {
  await goTo(page, '/models/1')
  await page.getByRole('button', { name: 'Edit attributes' }).or(page.getByRole('link', { name: 'Edit attributes' })).first().click()
  await page.getByRole('table', { name: 'Attributes' }).waitFor()
  await page.getByRole('button', { name: 'Employees', exact: true }).click()
  const pane = page.getByRole('complementary', { name: 'Insights on Employees' })
  await expect(pane.getByText(/of all influence, number \d+ of \d+/u)).toBeVisible()
  await expect(pane.getByText(/% of leads with .* qualify, \d+ points (more|fewer) than on average: \d+ of \d+ closed/u).first()).toBeVisible()
  await expect(pane.getByText('What the model learned')).toBeVisible()
  await expect(pane.getByRole('img', { name: /raises the chance most/u })).toBeVisible()
  await nothingGrave(page)
  await page.getByRole('button', { name: 'Close the insights' }).click()
  await expect(pane).toBeHidden()
  await page.getByRole('checkbox', { name: 'Use Employees', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(pane).toBeVisible()
})
