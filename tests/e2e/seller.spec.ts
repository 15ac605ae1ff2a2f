import { expect, goTo, test } from './fixtures.ts'

test.describe('on an empty workspace', () => {
  test.use({ workspace: 'empty' })

  test('a first start offers the sample company and ends on scored leads with reasons', async ({ page }) => {
    await page.getByRole('button', { name: 'Make the sample' }).click()
    await expect(page.getByRole('heading', { name: 'My Open Leads Scored' })).toBeVisible({ timeout: 90_000 })
    const rows = page.getByRole('row')
    await expect(rows.nth(1)).toContainText(/\d+/u, { timeout: 90_000 })
    await expect(rows.nth(1).getByText(/^[ABCD]$/u)).toBeVisible({ timeout: 90_000 })
  })
})

test('a seller opens a lead, reads why, edits a field and sees the new score in the list and in the widget', async ({ page }) => {
  await goTo(page, '/leads')
  const row = page.getByRole('row').nth(2)
  await row.click()
  await expect(page.getByText(/^Why \d+/u)).toBeVisible()
  const before = await page.getByText(/^Why \d+/u).textContent()

  const reason = page.getByRole('button', { name: /is /u }).and(page.locator('[aria-haspopup="dialog"]')).first()
  await reason.hover()
  const evidence = page.getByRole('dialog', { name: /^Evidence/u })
  await expect(evidence).toBeVisible()
  await expect(evidence).toContainText(/% of leads .* qualify, median (\d+ days?|less than a day); average \d+.* closed leads/u)

  const source = page.getByRole('textbox', { name: 'Employees' }).or(page.getByRole('spinbutton', { name: 'Employees' })).first()
  const value = await source.inputValue()
  await source.fill('')
  await source.press('Tab')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/unsaved change/u)).toBeHidden()
  await expect(async () => {
    const shown = (await page.getByText(/^Why \d+/u).textContent())?.replace('Why ', '') ?? ''
    expect(shown).not.toBe(before?.replace('Why ', ''))
    await expect(page.getByRole('row', { selected: true }).first()).toContainText(shown, { timeout: 1_000 })
  }).toPass({ timeout: 20_000 })

  await source.fill(value.replaceAll(/[^\d]/gu, ''))
  await source.press('Tab')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/unsaved change/u)).toBeHidden()
  await expect(page.getByText(before ?? '', { exact: true })).toBeVisible()
  // The list follows as well, and the next test finds the workspace as this one found it.
  await expect(page.getByRole('row', { selected: true }).first()).toContainText(before?.replace('Why ', '') ?? '', { timeout: 20_000 })
})

test('the list sorts, searches and filters, and says how many of how many', async ({ page }) => {
  await goTo(page, '/leads')
  await expect(page.getByText(/\d+ of \d+ open leads/u)).toBeVisible()
  await page.getByRole('tab', { name: /All open/u }).click()
  await expect(page.getByText(/(\d+) of \1 open leads/u)).toBeVisible()
  const firstScore = async (): Promise<number> => Number(/\d+/u.exec((await page.getByRole('row').nth(1).textContent()) ?? '')?.[0])
  await expect.poll(firstScore).toBeGreaterThan(90)
  const highest = await firstScore()
  await page.getByRole('columnheader', { name: /Score/u }).click()
  await expect.poll(firstScore).toBeLessThan(highest)
  await page.getByRole('columnheader', { name: /Score/u }).click()
  await expect.poll(firstScore).toBe(highest)
  const name = (await page.getByRole('row').nth(1).getByRole('gridcell').nth(3).textContent()) ?? ''
  await page.getByPlaceholder('Search').last().fill(name)
  await expect(page.getByRole('row').nth(1)).toContainText(name)
})

test('everything on the list works by keyboard alone', async ({ page }) => {
  await goTo(page, '/leads')
  await expect(page.getByRole('row').nth(1)).toContainText(/\d+/u)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Why \d+/u)).toBeVisible()
  await page.keyboard.press('e')
  await expect(page.getByRole('dialog', { name: /^Evidence/u })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByText(/^Why \d+/u)).toBeHidden()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
})
