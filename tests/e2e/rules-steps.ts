import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page } from '@playwright/test'
import { goTo } from './fixtures.ts'

/** The machine may be busy; what scores thousands of leads may take this long. */
export const SLOW = { timeout: 60_000 }

export const example = (name: string): string => readFileSync(new URL(`../../resources/examples/${name}.rules`, import.meta.url), 'utf8')

/** Reads a model from its text on the page of models, and waits until it is open. */
export async function importText(page: Page, text: string): Promise<void> {
  await goTo(page, '/rules')
  await page.getByLabel('File with a scoring model as text').setInputFiles({ name: 'model.rules', mimeType: 'text/plain', buffer: Buffer.from(text) })
  await expect(page.getByRole('radiogroup', { name: 'View' })).toBeVisible(SLOW)
}

/** Makes a model for contacts on the creation card; its audience is the one that is offered, open leads. */
export async function createModel(page: Page, name: string): Promise<void> {
  await goTo(page, '/rules/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('radio', { name: /^Contacts/u }).check()
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(canvasOf(page)).toBeVisible(SLOW)
}

export const canvasOf = (page: Page): Locator => page.getByLabel(/, canvas\. Arrows move/u)

/** The condition and action tiles, not the conditions inside them. */
export const tilesOf = (page: Page, kind: 'Condition' | 'Action'): Locator => canvasOf(page).getByRole('group', { name: new RegExp(`^${kind} `, 'u') })

export const panelOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Properties' })

export async function showView(page: Page, view: 'Canvas' | 'Builder' | 'Text'): Promise<void> {
  await page.getByRole('radiogroup', { name: 'View' }).getByRole('radio', { name: view }).click()
}

/** The text that the Text view shows; of a short model, for a long one is drawn in parts. */
export async function shownText(page: Page): Promise<string> {
  await expect(page.getByRole('textbox', { name: /^Text of / })).toBeVisible(SLOW)
  const lines = await page.locator('.cm-line').allInnerTexts()
  return lines.map((line) => line.replace(/[\u200B\n]/gu, '').trimEnd()).join('\n').trimEnd()
}

/** Takes the draft live and waits until it is. */
export async function goLive(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Go live', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeEnabled({ timeout: 120_000 })
}

/** Picks a value of a drop-down that shows its label and what is chosen. */
export async function choose(within: Locator, label: string, value: string): Promise<void> {
  await within.getByRole('button', { name: new RegExp(`^${label}: `, 'u') }).click()
  await within.page().getByRole('option', { name: value, exact: true }).click()
}
