import { expect, goTo, test } from './fixtures.ts'
import { example, goLive, importText, showView, SLOW, tilesOf } from './rules-steps.ts'
import { nothingGrave } from './nothing-grave.ts'

// Its tests are long and share nothing, so each worker takes what is next.
test.describe.configure({ mode: 'parallel' })

const pages = [
  ['home', '/'],
  ['leads', '/leads'],
  ['opportunities', '/opportunities'],
  ['lead scoring', '/models/leads'],
  ['opportunity scoring', '/models/opportunities'],
  ['new model', '/models/new'],
  ['model', '/models/1'],
  ['processes', '/processes'],
  ['scoring models', '/rules'],
  ['new scoring model', '/rules/new'],
  ['sales-ready rules', '/rules/options'],
  ['data', '/data'],
  ['import', '/data/import'],
  ['jobs', '/jobs'],
  ['settings', '/settings'],
] as const

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on any page, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    for (const [name, path] of pages) {
      await test.step(name, async () => {
        await goTo(page, path)
        await page.waitForTimeout(700)
        if (name === 'leads') {
          await page.getByRole('row').nth(3).click()
          await page.getByText(/^Why \d+/u).waitFor()
        }
        await nothingGrave(page, name)
      })
    }
  })
}

test.describe('a scoring model', () => {
  test.use({ workspace: 'own sample' })

  test('axe finds nothing serious in its views and its results, light and dark', async ({ page }) => {
    test.setTimeout(420_000)
    await importText(page, example('fresh-engagement'))
    const inBoth = async (name: string): Promise<void> => {
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
        await page.waitForTimeout(300)
        await test.step(`${name}, ${scheme}`, () => nothingGrave(page, `${name}, ${scheme}`))
      }
    }
    await expect(page.getByRole('region', { name: 'Scores with this draft' }).getByText(/scored in/u)).toBeVisible(SLOW)
    await tilesOf(page, 'Condition').first().getByRole('group').first().click()
    await inBoth('canvas')
    await tilesOf(page, 'Action').first().click()
    for (const tab of ['Grades', 'Settings']) {
      await page.getByRole('tab', { name: tab }).click()
      await inBoth(`canvas, ${tab}`)
    }
    await showView(page, 'Builder')
    await expect(page.getByRole('button', { name: /edit the points of Clicks/u })).toBeVisible(SLOW)
    await inBoth('builder')
    await showView(page, 'Text')
    await expect(page.getByRole('textbox', { name: /^Text of / })).toBeVisible(SLOW)
    await inBoth('text')
    await goLive(page)
    await inBoth('text, live')
    await showView(page, 'Canvas')
    await inBoth('canvas, live')
    await page.getByRole('tab', { name: 'Scores' }).click()
    await page.getByRole('row').nth(1).click()
    await expect(page.getByText(/^The groups add up to/u)).toBeVisible(SLOW)
    await inBoth('scores')
    await page.getByRole('tab', { name: 'Not scored' }).click()
    await expect(page.getByRole('table', { name: 'Leads that are not scored' })).toBeVisible(SLOW)
    await inBoth('not scored')
    await page.getByRole('tab', { name: 'Insights' }).click()
    await expect(page.getByText(/leads scored, average/u)).toBeVisible(SLOW)
    await inBoth('insights')
    await goTo(page, '/rules')
    await expect(page.getByRole('table', { name: 'Scoring models' })).toBeVisible(SLOW)
    await inBoth('list of models')
  })
})
