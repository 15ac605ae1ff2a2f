import type { Locator, Page } from '@playwright/test'
import { expect, goTo, test } from './fixtures.ts'
import { nothingGrave } from './nothing-grave.ts'
import { goLive, importText, SLOW } from './rules-steps.ts'

test.use({ workspace: 'own sample' })

type Fields = Readonly<Record<string, string>>

/** Fills in fields of a record's form; the source is chosen from its list. */
async function fillIn(panel: Locator, fields: Fields): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    if (label === 'Source') {
      await pick(panel, label, value)
      continue
    }
    const field = panel.getByRole('textbox', { name: label, exact: true })
    await field.fill(value)
    await field.press('Tab')
  }
}

/** Makes a lead of that last name in the window; answers its panel. */
async function newLead(page: Page, name: string, fields: Fields): Promise<Locator> {
  await goTo(page, '/leads')
  await page.getByRole('button', { name: 'New lead' }).click()
  const panel = page.getByRole('complementary', { name: 'New lead' })
  await fillIn(panel, { 'Last name': name, ...fields })
  await panel.getByRole('button', { name: 'Create lead' }).click()
  const made = page.getByRole('complementary', { name })
  await expect(made).toBeVisible(SLOW)
  return made
}

async function edit(panel: Locator, fields: Fields): Promise<void> {
  await fillIn(panel, fields)
  await panel.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(panel.getByRole('button', { name: 'Save', exact: true })).toBeHidden(SLOW)
}

const valueOf = (panel: Locator, label: string): Locator => panel.getByRole('region', { name: 'Record' }).getByLabel(label, { exact: true }).first()
const scoresIn = (panel: Locator): Locator => panel.getByRole('region', { name: 'Scoring models' })

async function pick(within: Locator, label: string, value: string): Promise<void> {
  await within.getByRole('combobox', { name: label, exact: true }).or(within.getByRole('textbox', { name: label, exact: true })).click()
  await within.page().getByRole('option', { name: value, exact: true }).click()
}

async function addAction(page: Page, kind: string, number: number): Promise<Locator> {
  await page.getByRole('button', { name: 'Add an action' }).click()
  await page.getByRole('menuitem', { name: kind }).click()
  return page.getByRole('group', { name: `Action ${number}` })
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Sales-ready rules saved').last()).toBeVisible(SLOW)
}

test('what follows for a sales-ready lead: a field, a stage, another owner and a notice', async ({ page }) => {
  await goTo(page, '/rules/options')
  const field = await addAction(page, 'Set a field', 1)
  await pick(field, 'Set the field', 'Topic')
  await expect(field.getByText('Empties the field')).toBeVisible()
  await field.getByLabel('to', { exact: true }).fill('Talk to them now')
  const stage = await addAction(page, 'Move to a stage', 2)
  await pick(stage, 'Move to the stage', 'Teleprospecting qualification')
  await pick(stage, 'Move to the stage', 'Sales acceptance')
  const owner = await addAction(page, 'Assign to someone', 3)
  await pick(owner, 'Assign to', 'Akira Watanuki')
  const notice = await addAction(page, 'Notify someone', 4)
  await pick(notice, 'Notify', 'Mara Voss')
  await nothingGrave(page)
  await save(page)

  await newLead(page, 'Zyxwell', { Company: 'Zyx Works' })
  await importText(page, 'Model "Ready" for leads\nAudience: all of\n  State equals "open"\nSales-ready at 10\n\nWhen "Ours": Company equals "Zyx Works"\nthen add 12 points')
  await goLive(page)
  await page.getByRole('tab', { name: 'Scores' }).click()
  await expect(page.getByRole('row').nth(1)).toContainText('Zyxwell', SLOW)
  await page.getByRole('row').nth(1).click()
  await page.getByRole('button', { name: 'Open the lead' }).click()
  const lead = page.getByRole('complementary', { name: 'Zyxwell' })
  await expect(scoresIn(lead).getByText('Sales-ready', { exact: true })).toBeVisible(SLOW)
  await expect(valueOf(lead, 'Topic')).toHaveValue('Talk to them now')
  await expect(valueOf(lead, 'Owner')).toHaveValue('Akira Watanuki')
  await expect(lead.getByRole('region', { name: 'Process' })).toContainText('In Sales acceptance')
  await goTo(page, '/')
  await expect(page.getByRole('link', { name: 'Zyxwell of Zyx Works is sales-ready: Ready gives 12 points.' })).toBeVisible(SLOW)
})

const POINTS = `Model "Points" for leads
Audience: all of
  State equals "open"
Sales-ready at 12

When "Partner": Source equals "Partner"
then add 5 points

When "Large": Employees is at least 200
then add 4 points

When "Leads": Job title contains "director"
then add 3 points`

const NAMED = `Model "Named" for leads
Audience: all of
  State equals "open"

When "Ours": Company equals "Zyx Works"
then add 5 points`

test('options: qualified by all or any of several models, revoked with hysteresis, scores kept or removed on stopping', async ({ page }) => {
  await importText(page, POINTS)
  await goLive(page)
  await importText(page, NAMED)
  await goLive(page)
  await goTo(page, '/rules/options')
  await page.getByText('Take it away again when the score falls').click()
  await page.getByLabel('Points below the threshold before it goes').fill('4')
  for (const [index, name, points] of [[1, 'Points', '12'], [2, 'Named', '5']] as const) {
    await page.getByRole('button', { name: 'Add a model' }).click()
    const model = page.getByRole('group', { name: `Model ${index}` })
    await pick(model, 'Model', name)
    await model.getByLabel('Points or more').fill(points)
  }
  await page.getByRole('radio', { name: 'all of them' }).click()
  await page.getByText('Remove its scores from the leads').click()
  await save(page)

  const lead = await newLead(page, 'Zyxwell', { Company: 'Elsewhere', 'Job title': 'Director', Source: 'Partner', Employees: '500' })
  const ready = scoresIn(lead).getByText('Sales-ready', { exact: true })
  await test.step('one of two models is not enough where all are asked for', async () => {
    await expect(scoresIn(lead).getByRole('button', { name: /^Points/u })).toContainText('12', SLOW)
    await expect(ready).toBeVisible()
    await expect(valueOf(lead, 'Status reason')).toHaveValue('New')
    await edit(lead, { Company: 'Zyx Works' })
    await expect(valueOf(lead, 'Status reason')).toHaveValue('Marketing Qualified', SLOW)
  })
  await test.step('the flag goes only below the threshold less the hysteresis, the qualification never', async () => {
    await edit(lead, { 'Job title': 'Clerk' })
    await expect(scoresIn(lead).getByRole('button', { name: /^Points/u })).toContainText('9', SLOW)
    await expect(valueOf(lead, 'Sales ready')).toHaveValue('Yes')
    await edit(lead, { Employees: '20' })
    await expect(scoresIn(lead).getByRole('button', { name: /^Points/u })).toContainText('5', SLOW)
    await expect(ready).toBeHidden()
    await expect(valueOf(lead, 'Sales ready')).toHaveValue('No')
    await expect(valueOf(lead, 'Status reason')).toHaveValue('Marketing Qualified')
  })
  await test.step('one of two models is enough where any is asked for', async () => {
    await goTo(page, '/rules/options')
    await page.getByRole('radio', { name: 'any of them' }).click()
    await save(page)
    const other = await newLead(page, 'Anyone', { Company: 'Zyx Works' })
    await expect(valueOf(other, 'Status reason')).toHaveValue('Marketing Qualified', SLOW)
  })
  const stop = async (name: string, words: RegExp): Promise<void> => {
    await goTo(page, '/rules')
    await page.getByRole('link', { name, exact: true }).click()
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await expect(page.getByRole('dialog')).toContainText(words)
    await page.getByRole('dialog').getByRole('button', { name: 'Stop scoring' }).click()
    await expect(page.getByText('This model is stopped.')).toBeVisible(SLOW)
  }
  await test.step('the scores of a stopped model stay or go, as the options say', async () => {
    await stop('Named', /Their scores stay as they are/u)
    await goTo(page, '/rules/options')
    await page.getByText('Remove its scores from the leads').click()
    await save(page)
    await stop('Points', /Their scores are removed/u)
    await goTo(page, '/leads')
    await page.getByPlaceholder('Search').last().fill('Zyxwell')
    await page.getByRole('row').filter({ hasText: 'Zyxwell' }).click()
    const named = scoresIn(lead).getByRole('button', { name: /^Named/u })
    await expect(named).toHaveText(/Namedstopped5/u, SLOW)
    await named.press('Enter')
    await expect(scoresIn(lead).getByText('The model was stopped, and its scores are kept as they were then.')).toBeVisible()
    await expect(scoresIn(lead).getByRole('button', { name: /^Points/u })).toHaveCount(0)
  })
})
