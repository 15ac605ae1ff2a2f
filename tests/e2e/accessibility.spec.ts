import { AxeBuilder } from '@axe-core/playwright'
import { expect, goTo, openPage, test } from './fixtures.ts'

const pages = [
  ['home', '/'],
  ['leads', '/leads'],
  ['opportunities', '/opportunities'],
  ['models', '/models'],
  ['new model', '/models/new'],
  ['model', '/models/1'],
  ['data', '/data'],
  ['import', '/data/import'],
  ['jobs', '/jobs'],
  ['settings', '/settings'],
] as const

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on any page, ${scheme}`, async ({ page, sampleHost }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await openPage(page, sampleHost, '/')
    for (const [name, path] of pages) {
      await test.step(name, async () => {
        await goTo(page, path)
        await page.waitForTimeout(700)
        if (name === 'leads') {
          await page.getByRole('row').nth(3).click()
          await page.getByText(/^Why \d+/u).waitFor()
        }
        const { violations } = await new AxeBuilder({ page }).analyze()
        const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`), name).toEqual([])
      })
    }
  })
}
