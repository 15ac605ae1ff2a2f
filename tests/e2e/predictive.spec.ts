import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, goTo, test } from './fixtures.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { tabTo } from './keyboard.ts'
import { FRESH_SAMPLE } from './make-sample.ts'
import { nothingGrave } from './nothing-grave.ts'

test.use({ workspace: 'own sample' })

async function toTrainingData(page: Page): Promise<void> {
  await goTo(page, '/models/new')
  await page.getByRole('radio', { name: /Leads, qualified or disqualified/u }).check()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('table', { name: 'Windows' }).waitFor()
}

/** Counts like `621 of 5,599 closed, 46 of 401 open`. */
async function filterCounts(page: Page): Promise<readonly number[]> {
  const text = (await page.getByRole('status').filter({ hasText: /closed, .* open$/u }).textContent()) ?? ''
  return [...text.replaceAll(',', '').matchAll(/\d+/gu)].map(([digits]) => Number(digits))
}

test('a filter narrows the counts at once, and a model that shares records with another asks first', async ({ page }) => {
  await goTo(page, '/models')
  const taken = (await page.getByRole('link', { name: /^LeadScoring_/u }).first().textContent()) ?? ''
  await toTrainingData(page)
  let settled: readonly number[] = []
  await test.step('conditions on the record, its account and its interactions, joined by and and or', async () => {
    const filter = page.getByRole('group', { name: 'Filter', exact: true })
    await filter.getByRole('button', { name: 'Attribute' }).focus()
    await page.keyboard.press('Enter')
    const newest = filter.getByRole('group', { name: 'New expression' })
    await expect(newest.getByRole('alert')).toHaveText('Choose the column to compare.')
    await expect(page.getByRole('button', { name: 'Next' })).toHaveAttribute('aria-disabled', 'true')
    await newest.getByRole('combobox', { name: 'Column' }).fill('Industry')
    await page.keyboard.press('Enter')
    await filter.getByRole('combobox', { name: 'Value of Industry' }).click()
    await page.getByRole('option').first().click()
    await expect(page.getByText('Do not pass the filter')).toBeVisible()
    const [closed = 0, ofClosed = 0, open = 0, ofOpen = 0] = await filterCounts(page)
    expect(closed).toBeGreaterThan(0)
    expect(closed).toBeLessThan(ofClosed)
    expect(open).toBeLessThan(ofOpen)
    await nothingGrave(page)

    await filter.getByRole('button', { name: 'Interaction' }).click()
    await filter.getByRole('combobox', { name: 'What is counted', exact: true }).fill('EmailClicked')
    await page.getByRole('option', { name: 'EmailClicked' }).click()
    // a filter of records does not ask when something happened
    await expect(filter.getByRole('button', { name: /^Date range/u })).toHaveCount(0)
    await expect.poll(async () => (await filterCounts(page))[0]).toBeLessThan(closed)
    await filter.getByRole('radiogroup', { name: 'How the conditions are joined' }).getByRole('radio', { name: 'or' }).click()
    await expect.poll(async () => (await filterCounts(page))[0]).toBeGreaterThan(closed)
    await nothingGrave(page)
    await filter.getByRole('button', { name: /EmailClicked.*, condition/u }).focus()
    await page.keyboard.press('Delete')
    await expect.poll(async () => (await filterCounts(page))[0]).toBe(closed)

    await filter.getByRole('button', { name: 'Add expression' }).click()
    await newest.getByRole('combobox', { name: 'Column' }).fill('Parent account.Employees')
    await page.keyboard.press('Enter')
    await filter.getByRole('textbox', { name: 'Value of Employees' }).fill('100000000')
    await expect(page.getByText(/more qualified and 40 more disqualified leads are needed/u)).toBeVisible()
    await filter.getByRole('button', { name: /Remove the expression on .*Employees/u }).click()
    await expect.poll(async () => (await filterCounts(page))[0]).toBe(closed)
    settled = await filterCounts(page)
  })
  await test.step('a wrong name gets its sentence', async () => {
    const name = page.getByRole('textbox', { name: 'Name', exact: true })
    const given = await name.inputValue()
    expect(given).toMatch(/^LeadScoring_\d{12}/u)
    await name.fill('no spaces please')
    await expect(page.getByText('A model name has letters, digits and underscores, at most 80').first()).toBeVisible()
    await name.fill('')
    await expect(page.getByText('A model needs a name').first()).toBeVisible()
    await name.fill(taken)
    await expect(page.getByText('There is a model of this name; choose another').first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Next' })).toHaveAttribute('aria-disabled', 'true')
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
    await nothingGrave(page)
    await tabTo(page, dialog.getByRole('button', { name: 'No, go back' }))
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await page.getByRole('button', { name: 'Start training' }).click()
    await dialog.getByRole('button', { name: 'Yes, create model' }).click()
    await expect(page.getByText(/bag \d+ of \d+/u)).toBeVisible({ timeout: 60_000 })
  })
  await test.step('deleted while it trains, nothing of it is left', async () => {
    await goTo(page, '/models')
    await page.getByRole('link', { name: 'Filtered', exact: true }).click()
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Delete the model' }).click()
    const dialog = page.getByRole('dialog', { name: 'Delete Filtered?' })
    await expect(dialog).toContainText('The training under way is cancelled.')
    await nothingGrave(page)
    await dialog.getByRole('button', { name: 'Delete the model' }).click()
    await expect(page.getByRole('table', { name: 'Models for leads' })).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('link', { name: 'Filtered', exact: true })).toHaveCount(0)
    await goTo(page, '/jobs')
    await expect(page.getByRole('row', { name: /^Training Filtered/u })).toContainText('Nothing of it was kept', { timeout: 30_000 })
    await goTo(page, '/models/new')
    await expect(page.getByText(/bag \d+ of \d+/u)).toHaveCount(0)
  })
})

test('grades are moved by keyboard, judged while they move, and saved', async ({ page }) => {
  await test.step('a band in which no opportunity scores is refused', async () => {
    await goTo(page, '/models/2')
    await page.getByRole('tab', { name: /^Grades/u }).click()
    await page.getByRole('textbox', { name: 'Lower bound of A, in figures' }).fill('99')
    await expect(page.getByRole('alert').filter({ hasText: 'No opportunity, open or closed, scores from 99 to 100, so A would be empty. Move a bound, or remove the grade.' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveAttribute('aria-disabled', 'true')
  })
  await goTo(page, '/models/1')
  // The page of the other model has the same tabs and sliders.
  await expect(page.getByRole('heading', { level: 1, name: /^LeadScoring_/u })).toBeVisible()
  await page.getByRole('tab', { name: /^Grades/u }).click()
  const handle = page.getByRole('slider', { name: 'Lower bound of A' })
  const start = Number(await handle.getAttribute('aria-valuenow'))
  const cards = page.getByRole('list', { name: 'Grades' }).getByRole('listitem')
  const before = await cards.first().textContent()
  await nothingGrave(page)
  await test.step('one grade more, and one fewer', async () => {
    await page.getByRole('button', { name: 'Add a grade' }).click()
    await expect(cards).toHaveCount(5)
    await page.getByRole('button', { name: 'Undo changes' }).click()
    await expect(cards).toHaveCount(4)
    await page.getByRole('button', { name: 'Remove D', exact: true }).click()
    await expect(cards).toHaveCount(3)
    await page.getByRole('button', { name: 'Undo changes' }).click()
  })
  await handle.focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(handle).not.toHaveAttribute('aria-valuenow', String(start))
  // The bound is shown with one decimal and moves to whole scores, so that it may be a hair above what is shown.
  const coarse = Number(await handle.getAttribute('aria-valuenow'))
  expect([Math.ceil(start - 5), Math.ceil(start - 5) + 1]).toContain(coarse)
  await page.keyboard.press('ArrowLeft')
  const moved = coarse - 1
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
  await test.step('the list can be narrowed to it', async () => {
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('combobox', { name: 'Column' }).fill('Grade')
    await page.getByRole('option', { name: 'Grade', exact: true }).click()
    const grades = page.getByRole('group', { name: 'Grade' })
    await expect(grades.getByRole('checkbox').first()).toHaveAccessibleName('Hot')
    await expect(grades.getByRole('checkbox', { name: 'A', exact: true })).toHaveCount(0)
    await grades.getByRole('checkbox', { name: 'B', exact: true }).check()
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect(page.getByRole('row').nth(1).getByRole('img', { name: 'Grade B' })).toBeVisible()
    await expect(page.getByRole('img', { name: 'Grade Hot' })).toHaveCount(0)
    await page.getByRole('button', { name: /Remove filter Grade/u }).click()
  })

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
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Attributes' }).click()
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

test('a model leaves as a file and as SQL, and comes back as another model', async ({ page }) => {
  await goTo(page, '/models/1')
  const download = async (entry: string): Promise<{ readonly name: string; readonly path: string }> => {
    await page.getByRole('button', { name: 'More', exact: true }).click()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: entry }).click()])
    return { name: file.suggestedFilename(), path: await file.path() }
  }
  const sql = await download('SQL for PostgreSQL')
  expect(sql.name).toMatch(/\.sql$/u)
  expect(readFileSync(sql.path, 'utf8')).toMatch(/SELECT/u)
  const file = await download('Model file')
  expect(file.name).toMatch(/\.json$/u)

  await goTo(page, '/models')
  await page.getByLabel('Model file').setInputFiles({ name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('{}') })
  await expect(page.getByRole('alert').filter({ hasText: /\./u })).toBeVisible()
  await nothingGrave(page)
  await page.getByLabel('Model file').setInputFiles({ name: file.name, mimeType: 'application/json', buffer: readFileSync(file.path) })
  await expect(page.getByRole('button', { name: /^Publish version 1/u })).toBeVisible()
  expect(page.url()).not.toMatch(/models\/1$/u)

  await test.step('published too, it stands in an order with the first, and a score says which made it', async () => {
    const name = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
    await page.getByRole('button', { name: /^Publish version 1/u }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
    await goTo(page, '/models')
    const order = page.getByRole('region', { name: 'Order of the models for leads' }).getByRole('listitem')
    await expect(order).toHaveCount(2)
    const isLast = ((await order.nth(0).textContent()) ?? '').includes(`${name}scores`) ? 0 : 1
    if (isLast === 0) await order.nth(0).getByRole('button', { name: /down$/u }).press('Enter')
    await expect(order.nth(1)).toContainText(name)
    await expect(order.nth(1)).toContainText(/leaves \d+ that it matches to a model above/u)
    await order.nth(1).getByRole('link', { name }).click()
    await page.getByRole('tab', { name: 'Overview' }).click()
    await expect(page.getByText(/^\d+\sleads that it matches have their score from another model\.$/u)).toBeVisible()
    await nothingGrave(page)
    await page.getByRole('link', { name: 'Change the order' }).click()
    await order.nth(1).getByRole('button', { name: `Move ${name} up` }).press('Enter')
    await expect(order.nth(0)).toContainText(name)
    await nothingGrave(page)
    await goTo(page, '/leads')
    await page.getByRole('tab', { name: /All open/u }).click()
    await expect(page.getByText(new RegExp(`scored .* by ${name} v1`, 'u')).or(page.getByTitle(new RegExp(`by ${name} v1`, 'u')))).toBeVisible({ timeout: 60_000 })
    await page.getByRole('row').nth(1).click()
    await expect(page.getByRole('link', { name: `${name} v1` })).toBeVisible()
  })
  await test.step('from ten models on a note asks whether all are needed', async () => {
    const models = page.getByRole('table', { name: 'Models for leads' }).getByRole('row')
    const note = page.getByText(/^There are 10 models for leads\. There may be more/u)
    for (let number = 3; number <= 10; number += 1) {
      await goTo(page, '/models/leads')
      await expect(models).toHaveCount(number)
      await expect(note).toBeHidden()
      await page.getByLabel('Model file').setInputFiles({ name: file.name, mimeType: 'application/json', buffer: readFileSync(file.path) })
      await expect(page.getByRole('button', { name: /^Publish version 1/u })).toBeVisible()
    }
    await goTo(page, '/models/leads')
    await expect(note).toBeVisible()
    await test.step('and the page of a model leads to each of the others', async () => {
      await page.getByRole('link', { name: /^LeadScoring_/u }).first().click()
      await page.getByRole('button', { name: 'Choose one of 10 models for leads' }).click()
      await page.getByRole('menuitem').last().click()
      await expect(page.getByRole('heading', { level: 1, name: /^LeadScoring_/u })).toBeVisible()
      await expect(page.getByRole('link', { name: 'Lead scoring' }).first()).toHaveAttribute('aria-current', 'page')
    })
  })
})

test('the workspace is closed while a model trains: opened again, the training goes on', async ({ windows }) => {
  const folder = temporaryFolder()
  const workspace = join(folder.path, 'workspace.sextant')
  copyFileSync(process.env[FRESH_SAMPLE] ?? '', workspace)
  const training = /^Training version 2/u
  const before = await windows.open(workspace)
  await goTo(before.page, '/models/1')
  await before.page.getByRole('tab', { name: 'Attributes' }).click()
  await before.page.getByRole('switch', { name: 'Ignore empty values' }).press('Space')
  await before.page.getByRole('button', { name: 'Save and train' }).click()
  await expect(before.page.getByText(/bag \d+ of \d+/u)).toBeVisible({ timeout: 60_000 })
  await before.close()

  const after = await windows.open(workspace)
  await goTo(after.page, '/models/1')
  await expect(after.page.getByText(training)).toBeVisible()
  await expect(after.page.getByText(training)).toBeHidden({ timeout: 150_000 })
  await after.page.getByRole('tab', { name: /^Versions/u }).click()
  await expect(after.page.getByRole('table', { name: 'Versions' }).getByRole('row', { name: /^Version 2/u })).toContainText('Trained')
  await after.close()
  folder.remove()
})
